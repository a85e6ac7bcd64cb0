internal import Glibc

/// Brings a file into memory: small ones and pipes are read to their end, of large ones the pages
/// that are asked for.
enum FileReader {
  /// Up to here a file is read whole: one call is cheaper than one for each page.
  static let largestRead = 1 << 20
  /// Up to here it is read whole where all of it is wanted: then each byte is copied once.
  static let largestWanted = 16 << 20
  /// What comes through a pipe has to be held in memory.
  static let largestPipe = 1 << 31

  static func read(_ path: FilePath, _ extent: ModelFile.Extent) throws(Diagnostic) -> Storage {
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
    // Standard input may be a file that somebody has read from: the model starts where they ended.
    if status.st_mode & S_IFMT == S_IFREG, size > largest(extent),
      lseek(descriptor, 0, SEEK_CUR) == 0,
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

  /// Part of a regular file.
  static func read(
    _ path: FilePath, at offset: Int, count: Int, _ extent: ModelFile.Extent
  ) throws(Diagnostic) -> Storage {
    // A pipe in the place of the file must not make us wait for a writer.
    let descriptor = Glibc.open(path.cString, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(errno) }
    var status = stat()
    let isThere = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    guard isThere, offset >= 0, count >= 0, count <= Int(status.st_size) - offset else {
      close(descriptor)
      throw isThere ? .cutWhileReading(count: count) : .notAFile()
    }
    if count > largest(extent),
      let storage = Storage(paging: descriptor, at: offset, count: count)
    {
      return storage
    }
    defer { close(descriptor) }
    guard let start = malloc(max(count, 1)) else { throw failure(ENOMEM) }
    var done = 0
    while done < count {
      let got = pread(descriptor, start + done, count - done, off_t(offset + done))
      let reason = errno
      if got < 0 && reason == EINTR { continue }
      guard got > 0 else {
        free(start)
        throw got < 0 ? failure(reason) : .cutWhileReading(count: count)
      }
      done += got
    }
    return Storage(adopting: start, count: count)
  }

  private static func largest(_ extent: ModelFile.Extent) -> Int {
    extent == .everything ? largestWanted : largestRead
  }

  private static func open(_ path: FilePath) -> Int32 {
    Glibc.open(path.cString, O_RDONLY | O_CLOEXEC)
  }

  private static func readToEnd(
    _ descriptor: Int32, limit: Int, expecting size: Int, from identity: FileIdentity? = nil
  ) throws(Diagnostic) -> Storage {
    // One byte more than expected, so that the last read finds the end. What `realloc` and
    // `malloc` give is aligned to 16, the largest alignment that the format asks for.
    var room = max(size + 1, 1 << 12)
    var memory = malloc(room)
    var count = 0
    while let start = memory {
      let got = Glibc.read(descriptor, start + count, room - count)
      let reason = errno
      if got > 0 { count += got }
      if got == 0 { return Storage(adopting: start, count: count, from: identity) }
      if (got < 0 && reason != EINTR) || count > limit {
        free(start)
        throw got < 0 ? failure(reason) : .tooLarge(allowed: limit)
      }
      guard count == room else { continue }
      room *= 2
      memory = realloc(start, room)
      if memory == nil { free(start) }
    }
    throw failure(ENOMEM)
  }

  private static func failure(_ reason: Int32) -> Diagnostic {
    switch reason {
    case ENOENT, ENOTDIR: return .notFound()
    case EISDIR: return .isAFolder()
    default: return .notReadable(SystemError.words(reason))
    }
  }
}
