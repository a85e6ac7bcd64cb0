internal import CFlatBuffers
internal import Glibc

/// A file that is being written, from start to end.
///
/// Small writes are collected, so that there are few calls; large ones are copied from file to file inside
/// the kernel.
public struct FileSink: ~Copyable {
  private let descriptor: Int32
  private let interrupts: Interrupts
  private var collected: [UInt8] = []
  /// How much was copied since the last flush to disk.
  private var pending = 0

  private static let pieceSize = 1 << 20
  /// As much as stays in the processor's cache until it is written.
  private static let computedSize = 256 << 10
  /// From this size on, a copy inside the kernel is cheaper than one through memory.
  private static let smallestCopy = 64 << 10
  /// An interrupt waits for at most one such copy.
  private static let largestCopy = 16 << 20

  init(_ descriptor: Int32, _ interrupts: Interrupts) {
    (self.descriptor, self.interrupts) = (descriptor, interrupts)
  }

  /// Appends bytes.
  public mutating func write(_ bytes: some Collection<UInt8>) throws(Diagnostic) {
    if bytes.count >= Self.pieceSize {
      try flush()
      // Tables may be large, and are in memory once already.
      let written = bytes.withContiguousStorageIfAvailable {
        failure(writing: UnsafeRawBufferPointer($0))
      }
      if case .some(let failure) = written {
        if let failure { throw failure }
        return
      }
    }
    collected += bytes
    if collected.count >= Self.pieceSize { try flush() }
  }

  /// Appends data, which is streamed if it is in a file.
  mutating func write(_ data: EditableData) throws(Diagnostic) {
    switch data {
    case .bytes(let bytes): try write(bytes)
    case .computed(let data):
      try compute(data)
    case .source(let range):
      if range.count >= Self.smallestCopy, range.file.storage.descriptor >= 0 {
        try copy(range)
      } else {
        try stream(range)
      }
    }
  }

  /// Writes what is still collected; the last call.
  mutating func flush() throws(Diagnostic) {
    try checkInterrupts()
    if let failure = collected.withUnsafeBytes({ failure(writing: $0) }) { throw failure }
    collected.removeAll(keepingCapacity: true)
  }

  /// Writes bytes; returns the failure if the system rejects them.
  private func failure(writing bytes: UnsafeRawBufferPointer) -> Diagnostic? {
    do throws(SystemError) {
      try SystemCall.write(bytes, to: descriptor)
      return nil
    } catch {
      return .notWritable(error)
    }
  }

  /// Writes computed data, piece by piece.
  private mutating func compute(_ data: ComputedData) throws(Diagnostic) {
    if data.count > Self.smallestCopy { try flush() }
    let room = UnsafeMutableRawBufferPointer.allocate(
      byteCount: min(data.count, Self.computedSize), alignment: 64)
    defer { room.deallocate() }
    for start in stride(from: 0, to: data.count, by: Self.computedSize) {
      let piece = UnsafeMutableRawBufferPointer(
        rebasing: room[..<min(Self.computedSize, data.count - start)])
      data.fill(start, piece)
      guard data.count > Self.smallestCopy else {
        try write(piece)
        continue
      }
      try checkInterrupts()
      if let failure = failure(writing: UnsafeRawBufferPointer(piece)) { throw failure }
    }
  }

  private mutating func stream(_ range: ByteRange) throws(Diagnostic) {
    try range.forEachChunk(of: Self.pieceSize) { piece throws(Diagnostic) in try write(piece) }
  }

  /// Copies from file to file, keeping holes.
  private mutating func copy(_ range: ByteRange) throws(Diagnostic) {
    try flush()
    let source = range.file.storage.descriptor
    var at = UInt64(range.offset)
    let end = at + UInt64(range.count)
    while at < end {
      try checkInterrupts()
      let data = cfb_hole_end(source, at, end)
      if data > at {
        try skip(Int(data - at))
        at = data
        continue
      }
      let count = cfb_copy_range(source, at, descriptor, min(end - at, UInt64(Self.largestCopy)))
      if count > 0 {
        at += UInt64(count)
        pending += Int(count)
        if pending >= Self.largestCopy {
          cfb_start_writing(descriptor)
          pending = 0
        }
      } else if count == 0 {
        throw .cutWhileReading(count: range.file.byteCount)
      } else if errno == ENOSPC || errno == EFBIG || errno == EDQUOT || errno == EIO {
        throw .notWritable(SystemError())
      } else if errno != EINTR {
        // Some pairs of file systems cannot: through memory, then.
        try stream(
          ByteRange(file: range.file, offset: Int(at), count: Int(end - at)))
        return
      }
    }
  }

  /// Skips bytes, which read as zeros, even if nothing is written after them.
  private func skip(_ count: Int) throws(Diagnostic) {
    let end = lseek(descriptor, off_t(count), SEEK_CUR)
    guard end >= 0, ftruncate(descriptor, end) == 0 else { throw .notWritable(SystemError()) }
  }

  private func checkInterrupts() throws(Diagnostic) {
    guard !interrupts.isWaiting else { throw .interrupted() }
  }
}
