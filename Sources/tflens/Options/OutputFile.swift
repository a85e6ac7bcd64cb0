import ArgumentParser
import Glibc
import ModelFormat

/// A file that a command writes: the old one or the new one, never half of it.
enum OutputFile {
  /// Writes `bytes` beside the target, then renames; `source` is the model that is being read.
  ///
  /// - Throws: `ExitStatus.unreadable`, once the reason is told, with the target as it was.
  static func write(_ bytes: [UInt8], to target: FilePath, from source: FilePath) throws {
    let name = target.description.escapedForDisplay
    guard !isSame(target, source) else {
      StandardError.write("error: '\(name)' is the model itself; name another file\n")
      throw ExitStatus.unreadable
    }
    var temporary = target.bytes + Array(".tflens-XXXXXX".utf8) + [0]
    let descriptor = temporary.withUnsafeMutableBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { mkstemp($0) } ?? -1 }
    }
    guard descriptor >= 0 else { throw failure(name) }
    let path = temporary.map { CChar(bitPattern: $0) }
    let reason = FileWriter.write(bytes, to: descriptor)
    // mkstemp's files are for their owner alone; this one is an ordinary file.
    let isWritten =
      reason == nil && fchmod(descriptor, 0o666 & ~currentMask()) == 0
      && fsync(descriptor) == 0
    close(descriptor)
    guard isWritten, rename(path, cString(target)) == 0 else {
      let error = failure(name, reason ?? errno)
      unlink(path)
      throw error
    }
  }

  private static func isSame(_ a: FilePath, _ b: FilePath) -> Bool {
    var (first, second) = (stat(), stat())
    return stat(cString(a), &first) == 0 && stat(cString(b), &second) == 0
      && first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  private static func cString(_ path: FilePath) -> [CChar] {
    path.bytes.map { CChar(bitPattern: $0) } + [0]
  }

  private static func currentMask() -> mode_t {
    let mask = umask(0)
    umask(mask)
    return mask
  }

  private static func failure(_ name: String, _ reason: Int32 = errno) -> any Error {
    StandardError.write(
      "error: '\(name)' cannot be written: \(String(cString: strerror(reason)))\n")
    return ExitStatus.unreadable
  }
}
