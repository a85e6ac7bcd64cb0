import Auditing
import Glibc
import ModelFormat

/// The file `.tflens.yaml`.
enum ConfigurationFile {
  private static let name = ".tflens.yaml"
  private static let largest = 1 << 20

  /// The one in the current folder, or in the nearest folder above it that has one.
  static func nearest() -> FilePath? {
    guard let here = getcwd(nil, 0) else { return nil }
    defer { free(here) }
    var folder = Array(UnsafeRawBufferPointer(start: here, count: strlen(here)))
    while true {
      let path = FilePath(bytes: folder + Array("/\(name)".utf8))
      if path.isReadable { return path }
      guard let slash = folder.lastIndex(of: UInt8(ascii: "/")) else { return nil }
      folder.removeSubrange(slash...)
    }
  }

  /// What a file says.
  static func read(_ path: FilePath) throws(Diagnostic) -> Configuration {
    try Diagnostic.about(path) { () throws(Diagnostic) in try Configuration(yaml: text(of: path)) }
  }

  private static func text(of path: FilePath) throws(Diagnostic) -> String {
    let bytes = path.bytes.map { CChar(bitPattern: $0) } + [0]
    guard let file = fopen(bytes, "re") else { throw failure(errno) }
    defer { fclose(file) }
    var content = [UInt8](repeating: 0, count: largest + 1)
    let count = fread(&content, 1, content.count, file)
    if ferror(file) != 0 { throw failure(errno) }
    guard count <= largest else {
      throw .configurationNotReadable("it has more than \(largest) bytes")
    }
    guard let text = String(validating: content.prefix(count), as: UTF8.self) else {
      throw .configurationNotReadable("it is not UTF-8")
    }
    return text
  }

  private static func failure(_ reason: Int32) -> Diagnostic {
    .configurationNotReadable(SystemError.words(reason))
  }
}

extension FilePath {
  /// Whether there is a file that this process may read.
  fileprivate var isReadable: Bool {
    access(bytes.map { CChar(bitPattern: $0) } + [0], R_OK) == 0
  }
}
