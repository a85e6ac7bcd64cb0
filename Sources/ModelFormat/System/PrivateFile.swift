internal import CFlatBuffers
internal import Glibc

/// A file without a name, in the folder for temporary files: it is gone with this value, or with the
/// process, whatever ends it.
package final class PrivateFile: Sendable {
  package let descriptor: Int32

  /// An empty file that only this user can open.
  package init() throws(SystemError) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let path = FilePath(folder.isEmpty ? "/tmp" : folder)
    let unnamed = cfb_open_unnamed(path.cString)
    guard unnamed < 0 else {
      descriptor = unnamed
      fchmod(descriptor, 0o600)
      return
    }
    // File systems without unnamed files: the name is there for an instant.
    var name = path.appending(Array(".tflens-XXXXXX".utf8)).cString
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw SystemError() }
    unlink(name)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  /// A path that opens the file, for this process and its children, as long as this value lives.
  package var path: FilePath { FilePath("/proc/\(getpid())/fd/\(descriptor)") }
}
