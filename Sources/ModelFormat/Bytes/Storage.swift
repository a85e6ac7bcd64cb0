internal import CFlatBuffers
internal import Glibc

/// Bytes at one address as long as this object exists: all in memory, or a file whose pages are read on
/// demand.
final class Storage: Sendable {
  // Written once, before anyone can see the object. The bytes are never written through it; reading pages has
  // its own lock.
  nonisolated(unsafe) let buffer: cfb_buffer
  /// The file to copy from at the same offsets; -1 for bytes in memory, and for those that begin in the
  /// middle of a file.
  let descriptor: Int32
  /// The file whose size is checked; -1 for bytes in memory.
  private let paged: Int32
  /// Where in the file the bytes begin.
  private let base: Int
  /// The file that the bytes come from; nil if they do not come from a file.
  let identity: FileIdentity?
  /// The source of pages that are not read from a file.
  private let source: PageSource?

  var count: Int { Int(buffer.count) }

  convenience init(copying bytes: some Collection<UInt8>, from identity: FileIdentity? = nil) {
    let memory = UnsafeMutableRawBufferPointer(
      start: malloc(max(bytes.count, 1)), count: bytes.count)
    memory.copyBytes(from: bytes)
    self.init(adopting: memory.baseAddress, count: bytes.count, from: identity)
  }

  /// Room for `count` bytes, all 0.
  convenience init(room count: Int, from identity: FileIdentity? = nil) {
    let memory = calloc(max(count, 1), 1)
    self.init(adopting: memory, count: count, from: identity)
  }

  /// Lets `body` write the bytes, once, before anyone else can see them.
  func fill(_ body: (UnsafeMutableRawBufferPointer) throws -> Void) throws {
    let start = UnsafeMutableRawPointer(mutating: buffer.bytes)
    try body(UnsafeMutableRawBufferPointer(start: start, count: count))
  }

  /// Takes ownership of memory from `malloc`.
  init(adopting memory: UnsafeMutableRawPointer?, count: Int, from identity: FileIdentity? = nil) {
    let start = memory.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) }
    buffer = cfb_buffer(bytes: start, count: UInt64(start == nil ? 0 : count), pages: nil)
    (descriptor, paged, base) = (-1, -1, 0)
    self.identity = identity
    source = nil
  }

  /// Bytes that are produced when they are read; nil if the system has no room for this many.
  init?(_ source: PageSource) {
    let context = UnsafeRawPointer(Unmanaged.passUnretained(source).toOpaque())
    let pages = cfb_pages_make(
      context,
      { context, offset, target, size in
        guard let context else { return 0 }
        let source = Unmanaged<PageSource>.fromOpaque(context).takeUnretainedValue()
        let room = UnsafeMutableRawBufferPointer(start: target, count: Int(size))
        return UInt64(source.read(Int(offset), room))
      }, UInt64(source.count))
    guard let pages else { return nil }
    buffer = cfb_buffer(bytes: cfb_pages_bytes(pages), count: UInt64(source.count), pages: pages)
    (descriptor, paged, base) = (-1, -1, 0)
    identity = nil
    self.source = source
  }

  /// Takes ownership of a file descriptor; nil if there is no memory for this many bytes.
  ///
  /// The bytes begin at byte `base` of the file.
  init?(
    paging descriptor: Int32, at base: Int = 0, count: Int, from identity: FileIdentity? = nil
  ) {
    guard let pages = cfb_pages_open_at(descriptor, UInt64(base), UInt64(count)) else { return nil }
    buffer = cfb_buffer(bytes: cfb_pages_bytes(pages), count: UInt64(count), pages: pages)
    self.descriptor = base == 0 ? descriptor : -1
    (paged, self.base) = (descriptor, base)
    self.identity = identity
    source = nil
  }

  deinit {
    if let pages = buffer.pages {
      cfb_pages_close(pages)
    } else {
      free(UnsafeMutableRawPointer(mutating: buffer.bytes))
    }
  }

  /// True if the file has become shorter; always false for bytes in memory.
  var wasCut: Bool {
    guard let pages = buffer.pages else { return false }
    let isShorter = (try? FileStatus(of: paged)).map { $0.size - base < count } ?? false
    return isShorter || cfb_pages_were_cut(pages)
  }

  /// The bytes from `offset`, in memory; fewer if the file ends first.
  func bytes(from offset: Int, count wanted: Int) -> UnsafeRawBufferPointer {
    let start = min(max(offset, 0), count)
    let size = min(max(wanted, 0), count - start)
    if let pages = buffer.pages { cfb_pages_load(pages, UInt64(start), UInt64(size)) }
    return UnsafeRawBufferPointer(start: buffer.bytes.map { $0 + start }, count: size)
  }

  /// Copies the bytes from `offset`, as many as `target` has room for, without caching them.
  ///
  /// Precondition: there are so many.
  func copy(from offset: Int, into target: UnsafeMutableRawBufferPointer) {
    if let pages = buffer.pages {
      cfb_pages_read(pages, UInt64(offset), target.baseAddress, UInt64(target.count))
    } else {
      target.copyMemory(from: bytes(from: offset, count: target.count))
    }
  }

  /// Passes the bytes from `offset` to `body` in pieces of at most `size`, without caching them.
  func stream<Failure: Error>(
    from offset: Int, count: Int, size: Int,
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    guard buffer.pages != nil else {
      for start in stride(from: 0, to: count, by: size) {
        try body(bytes(from: offset + start, count: min(size, count - start)))
      }
      return
    }
    let room = min(size, count)
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16)
    defer { piece.deallocate() }
    for start in stride(from: 0, to: count, by: size) {
      let length = min(size, count - start)
      let part = UnsafeMutableRawBufferPointer(rebasing: piece[..<length])
      copy(from: offset + start, into: part)
      try body(UnsafeRawBufferPointer(part))
    }
  }
}

/// Bytes that are produced piece by piece when they are read.
final class PageSource: Sendable {
  let count: Int
  /// Copies the bytes from an offset, as many as there is room for; returns how many were copied.
  let read: @Sendable (Int, UnsafeMutableRawBufferPointer) -> Int

  init(count: Int, read: @escaping @Sendable (Int, UnsafeMutableRawBufferPointer) -> Int) {
    (self.count, self.read) = (count, read)
  }
}
