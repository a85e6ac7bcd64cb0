internal import CFlatBuffers
internal import Glibc

/// Bytes at one address for as long as this object lives: in memory, or a mapped file.
final class Storage: Sendable {
  // Written once, before anyone can see the object; the bytes are never written through it.
  nonisolated(unsafe) let base: UnsafePointer<UInt8>
  let count: Int
  private let owner: Owner

  private enum Owner: @unchecked Sendable {
    case memory(UnsafeMutableRawPointer)
    case mapping(cfb_mapping, descriptor: Int32)
  }

  init(copying bytes: some Collection<UInt8>) {
    // 16: the largest alignment that the format asks for.
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    memory.copyBytes(from: bytes)
    let start = memory.baseAddress ?? UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 16)
    base = UnsafePointer(start.assumingMemoryBound(to: UInt8.self))
    count = bytes.count
    owner = .memory(start)
  }

  /// Maps a file and takes its descriptor, or gives nil where the system will not map it.
  init?(mapping descriptor: Int32, count: Int) {
    let mapping = cfb_map(descriptor, count)
    guard let start = mapping.bytes else { return nil }
    base = start
    self.count = count
    owner = .mapping(mapping, descriptor: descriptor)
  }

  deinit {
    switch owner {
    case .memory(let start): start.deallocate()
    case .mapping(let mapping, let descriptor):
      cfb_unmap(mapping)
      close(descriptor)
    }
  }

  /// True once the mapped file is shorter than it was; never for bytes in memory.
  var wasCut: Bool {
    guard case .mapping(let mapping, let descriptor) = owner else { return false }
    var status = stat()
    // The last page of a file that was cut inside it reads as zeros without a signal.
    let isShorter = fstat(descriptor, &status) == 0 && Int(status.st_size) < count
    return isShorter || cfb_mapping_was_cut(mapping)
  }

  /// The bytes from `offset`; fewer where the file ends first.
  func bytes(from offset: Int, count wanted: Int) -> UnsafeRawBufferPointer {
    let start = min(max(offset, 0), count)
    return UnsafeRawBufferPointer(start: base + start, count: min(max(wanted, 0), count - start))
  }
}
