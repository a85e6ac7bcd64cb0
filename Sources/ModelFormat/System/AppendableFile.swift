internal import Glibc

/// A file that is open for reading and appending as long as this value exists.
package struct AppendableFile: ~Copyable {
  package let descriptor: Int32

  /// Opens a file, or creates it.
  package init(_ path: FilePath) throws(SystemError) {
    descriptor = open(path.cString, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError() }
  }

  deinit { close(descriptor) }

  /// Locks the file for this process; false if another process has locked it.
  package func lock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// Cuts the file off after `byteCount` bytes.
  package func truncate(to byteCount: Int) throws(SystemError) {
    guard ftruncate(descriptor, off_t(byteCount)) == 0 else { throw SystemError() }
  }
}
