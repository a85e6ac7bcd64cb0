internal import Glibc

/// Brings a file into memory: small ones and pipes are read to their end, of large ones the pages
/// that are asked for.
enum FileReader {
  /// Up to here a file is read whole: one call is cheaper than one for each page.
  static let largestRead = 1 << 20
  /// What comes through a pipe has to be held in memory.
  static let largestPipe = 1 << 31

  static func read(_ path: FilePath) throws(ModelError) -> Storage {
    let descriptor = path.isStandardInput ? dup(STDIN_FILENO) : open(path)
    guard descriptor >= 0 else { throw failure(errno) }

    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let reason = errno
      close(descriptor)
      throw failure(reason)
    }
    let size = Int(status.st_size)
    let identity = FileIdentity(status)
    if status.st_mode & S_IFMT == S_IFREG, size > largestRead,
      let storage = Storage(paging: descriptor, count: size, from: identity)
    {
      return storage
    }
    defer { close(descriptor) }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      return try readToEnd(descriptor, limit: .max, expecting: size, from: identity)
    case S_IFDIR: throw .isAFolder()
    case S_IFIFO, S_IFSOCK: return try readToEnd(descriptor, limit: largestPipe, expecting: 1 << 16)
    default: throw .notAFile()
    }
  }

  private static func open(_ path: FilePath) -> Int32 {
    Glibc.open(path.cString, O_RDONLY | O_CLOEXEC)
  }

  private static func readToEnd(
    _ descriptor: Int32, limit: Int, expecting size: Int, from identity: FileIdentity? = nil
  ) throws(ModelError) -> Storage {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    // One byte more than expected, so that the last read finds the end.
    let step = max(size + 1, 1 << 12)
    while true {
      var reason: Int32 = 0
      let before = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: step))
      let got = bytes.withUnsafeMutableBytes { all in
        let n = Glibc.read(descriptor, all.baseAddress.map { $0 + before }, step)
        reason = errno
        return n
      }
      bytes.removeLast(step - max(got, 0))
      if got == 0 { return Storage(copying: bytes, from: identity) }
      if got < 0 && reason != EINTR { throw failure(reason) }
      if bytes.count > limit { throw .tooLarge(allowed: limit) }
    }
  }

  private static func failure(_ reason: Int32) -> ModelError {
    switch reason {
    case ENOENT, ENOTDIR: return .notFound()
    case EISDIR: return .isAFolder()
    default: return .notReadable(strerror(reason).map { String(cString: $0) } ?? "error \(reason)")
    }
  }
}
