internal import Glibc

/// Brings a file into memory: small files and pipes are read to the end, large ones page by page on demand.
enum FileReader {
  /// A file up to this size is read whole: one call is cheaper than one for each page.
  static let largestRead = 1 << 20
  /// A file up to this size is read whole if all of it is needed, so that each byte is copied once.
  static let largestWanted = 16 << 20
  /// Data from a pipe has to be held in memory.
  static let largestPipe = 1 << 31

  static func read(_ path: FilePath, _ extent: ModelFile.Extent) throws(Diagnostic) -> Storage {
    let file = try ask { () throws(SystemError) in try OpenFile.named(path) }
    let descriptor = file.descriptor
    let status = try ask { () throws(SystemError) in try FileStatus(of: descriptor) }
    let (size, identity) = (status.size, status.identity)
    // Standard input may be a file that was partly read before: the model starts at its current position.
    if status.kind == .file, size > largest(extent), lseek(descriptor, 0, SEEK_CUR) == 0,
      let storage = Storage(paging: descriptor, count: size, from: identity)
    {
      _ = file.release()
      return storage
    }
    switch status.kind {
    case .file: return try readToEnd(file, limit: .max, expecting: size, from: identity)
    case .folder: throw .isAFolder()
    case .pipe: return try readToEnd(file, limit: largestPipe, expecting: 1 << 16)
    case .other: throw .notAFile()
    }
  }

  /// Part of a regular file.
  static func read(
    _ path: FilePath, at offset: Int, count: Int, _ extent: ModelFile.Extent
  ) throws(Diagnostic) -> Storage {
    // If the file is a pipe, we must not wait for a writer.
    let file = try ask { () throws(SystemError) in try OpenFile(path, waits: false) }
    let descriptor = file.descriptor
    let status = try ask { () throws(SystemError) in try FileStatus(of: descriptor) }
    guard status.kind == .file else { throw .notAFile() }
    guard offset >= 0, count >= 0, count <= status.size - offset else {
      throw .cutWhileReading(count: count)
    }
    if count > largest(extent),
      let storage = Storage(
        paging: descriptor, at: offset, count: count, from: status.identity)
    {
      _ = file.release()
      return storage
    }
    return try readPart(file, at: offset, count: count, from: status.identity)
  }

  private static func largest(_ extent: ModelFile.Extent) -> Int {
    extent == .everything ? largestWanted : largestRead
  }

  private static func readPart(
    _ file: borrowing OpenFile, at offset: Int, count: Int, from identity: FileIdentity
  ) throws(Diagnostic) -> Storage {
    guard let start = malloc(max(count, 1)) else { throw failure(SystemError(ENOMEM)) }
    let room = UnsafeMutableRawBufferPointer(start: start, count: count)
    // It frees the memory, whether or not the read succeeds.
    let storage = Storage(adopting: start, count: count, from: identity)
    let descriptor = file.descriptor
    let got = try ask { () throws(SystemError) in
      try SystemCall.read(descriptor, at: offset, into: room)
    }
    guard got == count else { throw .cutWhileReading(count: count) }
    return storage
  }

  private static func readToEnd(
    _ file: borrowing OpenFile, limit: Int, expecting size: Int, from identity: FileIdentity? = nil
  ) throws(Diagnostic) -> Storage {
    // One byte more than expected, so that the last read finds the end. `realloc` and `malloc` align to 16,
    // the largest alignment that the format requires.
    var room = max(size + 1, 1 << 12)
    var memory = malloc(room)
    var count = 0
    while let start = memory {
      let got: Int
      do throws(SystemError) {
        got = try SystemCall.read(
          file.descriptor,
          into: UnsafeMutableRawBufferPointer(start: start + count, count: room - count))
      } catch {
        free(start)
        throw failure(error)
      }
      if got == 0 { return Storage(adopting: start, count: count, from: identity) }
      count += got
      if count > limit {
        free(start)
        throw .tooLarge(allowed: limit)
      }
      guard count == room else { continue }
      room *= 2
      memory = realloc(start, room)
      if memory == nil { free(start) }
    }
    throw failure(SystemError(ENOMEM))
  }

  /// Calls the operating system; its error becomes a diagnostic about a model's file.
  private static func ask<Answer: ~Copyable>(
    _ call: () throws(SystemError) -> Answer
  ) throws(Diagnostic) -> Answer {
    do throws(SystemError) {
      return try call()
    } catch {
      throw failure(error)
    }
  }

  private static func failure(_ error: SystemError) -> Diagnostic {
    switch error.number {
    case ENOENT, ENOTDIR: .notFound()
    case EISDIR: .isAFolder()
    default: .notReadable(error.words)
    }
  }
}
