import Batching
import Glibc
import ModelFormat

extension Exercise {
  /// Finds the models of an archive or a container, and opens each.
  static func openArchive(_ bytes: [UInt8]) {
    var name = Array("/tmp/tflens-archive-XXXXXX".utf8CString)
    let file = mkstemp(&name)
    guard file >= 0 else { preconditionFailure("no file in /tmp: errno \(errno)") }
    unlink(name)
    defer { close(file) }
    guard write(file, bytes, bytes.count) == bytes.count else { return }
    for model in NamedModel.all(at: FilePath("/proc/self/fd/\(file)")).models {
      _ = try? model.open()
    }
  }
}
