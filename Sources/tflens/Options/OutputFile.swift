import ArgumentParser
import Glibc
import ModelFormat

/// A file that a command writes: the old one or the new one, never half of it.
enum OutputFile {
  /// Writes `bytes` beside the target, then renames; `source` is the model that is being read.
  ///
  /// A link is followed to the file it names; a device or a pipe is written to as it is.
  ///
  /// - Throws: `ExitStatus.unreadable`, once the reason is told, with the target as it was.
  static func write(_ bytes: [UInt8], to target: FilePath, from source: FilePath) throws {
    var status = stat()
    let exists = stat(cString(target.bytes), &status) == 0
    if exists, isSame(status, source) {
      throw failure(target, "it is the model itself; name another file")
    }
    let reason =
      exists && status.st_mode & S_IFMT != S_IFREG
      ? writeInPlace(bytes, target) : replace(exists ? resolved(target) : target.bytes, bytes)
    if let reason { throw failure(target, String(cString: strerror(reason))) }
  }

  private static func writeInPlace(_ bytes: [UInt8], _ target: FilePath) -> Int32? {
    let descriptor = open(cString(target.bytes), O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    return FileWriter.write(bytes, to: descriptor)
  }

  /// Gives the system's reason where it fails, and leaves nothing behind then.
  private static func replace(_ target: [UInt8], _ bytes: [UInt8]) -> Int32? {
    // An interruption waits until the new file has its name, or is gone.
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

    let folder = target.lastIndex(of: UInt8(ascii: "/")).map { target[...$0] } ?? []
    var path = cString(folder + Array(".tflens-XXXXXX".utf8))
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return errno }
    var reason = FileWriter.write(bytes, to: descriptor)
    // mkstemp's files are for their owner alone; this one is an ordinary file.
    if reason == nil, fchmod(descriptor, 0o666 & ~currentMask()) != 0 || fsync(descriptor) != 0 {
      reason = errno
    }
    close(descriptor)
    if reason == nil, rename(path, cString(target)) != 0 { reason = errno }
    if reason != nil { unlink(path) }
    return reason
  }

  /// The file that a path leads to, past every link.
  private static func resolved(_ path: FilePath) -> [UInt8] {
    guard let real = realpath(cString(path.bytes), nil) else { return path.bytes }
    defer { free(real) }
    return UnsafeRawBufferPointer(start: real, count: strlen(real)).map { $0 }
  }

  private static func isSame(_ status: stat, _ source: FilePath) -> Bool {
    var other = stat()
    return stat(cString(source.bytes), &other) == 0
      && status.st_dev == other.st_dev && status.st_ino == other.st_ino
  }

  private static func cString(_ bytes: some Collection<UInt8>) -> [CChar] {
    bytes.map { CChar(bitPattern: $0) } + [0]
  }

  private static func currentMask() -> mode_t {
    let mask = umask(0)
    umask(mask)
    return mask
  }

  private static func failure(_ target: FilePath, _ reason: String) -> any Error {
    let name = target.description.escapedForDisplay
    StandardError.write("error: '\(name)' cannot be written: \(reason)\n")
    return ExitStatus.unreadable
  }
}
