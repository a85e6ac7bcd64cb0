import Auditing
import ModelFormat

/// The file `.tflens.yaml`.
enum ConfigurationFile {
  private static let name = ".tflens.yaml"
  private static let largest = 1 << 20

  /// The one in the current folder, or in the nearest folder above it that has one.
  static func nearest() -> FilePath? {
    guard var folder = FilePath.current?.bytes else { return nil }
    while true {
      let path = FilePath(bytes: folder + Array("/\(name)".utf8))
      if path.isReadable { return path }
      guard let slash = folder.lastIndex(of: UInt8(ascii: "/")) else { return nil }
      folder.removeSubrange(slash...)
    }
  }

  /// Reads a configuration file.
  static func read(_ path: FilePath) throws(Diagnostic) -> Configuration {
    try Diagnostic.about(path) { () throws(Diagnostic) in
      try Configuration(
        yaml: path.text(atMost: largest, orThrow: Diagnostic.configurationNotReadable))
    }
  }
}
