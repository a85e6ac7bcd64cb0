import Foundation

/// Where things are, for tests.
public enum Places {
  /// The project's own folder.
  public static let project = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The models that we made ourselves.
  public static let fixtures = project.appending(path: "fixtures")

  /// The path of one of them, by its name without the ending.
  public static func fixture(_ name: String) -> String {
    fixtures.appending(path: "\(name).tflite").path
  }

  /// The folder of real models, where there is one: `TFLENS_CORPUS`, else beside the project.
  public static let corpus: URL? = {
    let named = ProcessInfo.processInfo.environment["TFLENS_CORPUS"].map { URL(filePath: $0) }
    let folder = named ?? project.appending(path: "../shared/models").standardized
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// The program under test, which `swift test` builds beside the tests.
  public static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "tflens")

  /// The Python that `make test` furnishes, with ai-edge-litert in it.
  public static let python = project.appending(path: ".venv/bin/python")

  /// The compiler of Arm's Ethos-U, which `make test` furnishes in a Python of its own.
  public static let vela = project.appending(path: ".venv-vela/bin/vela")

  /// A folder of its own for one test; it is removed when the test ends.
  public static func withTemporaryFolder<R>(_ body: (URL) throws -> R) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "tflens-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
