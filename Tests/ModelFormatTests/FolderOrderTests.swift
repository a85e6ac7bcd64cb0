import Foundation
import TestSupport
import Testing

/// The folders of ModelFormat are layers: no file names a type of a folder after its own.
///
/// Inside one module the compiler does not check that.
@Suite struct FolderOrderTests {
  /// From the system up.
  static let layers = [
    "System", "Diagnostics", "Bytes", "Containers", "Schema", "Codes", "Views", "Checks", "Editing",
    "Writing",
  ]

  static let folder = Places.project.appending(path: "Sources/ModelFormat")

  struct File {
    let name, folder: String
    let layer: Int
    /// The code, without comments and texts.
    let text: String
  }

  static func files() throws -> [File] {
    try layers.enumerated().flatMap { layer, name in
      let folder = Self.folder.appending(path: name)
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
        let text = try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
        let code = text.replacing(/\/\/.*/, with: "").replacing(/"[^"\n]*"/, with: "")
        return File(name: $0, folder: name, layer: layer, text: code)
      }
    }
  }

  @Test func everyFolderHasALayer() throws {
    let found = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(found.sorted() == Self.layers.sorted())
  }

  @Test func noFileUsesATypeOfALaterFolder() throws {
    let files = try Self.files()
    // Only types that the whole module sees: at the margin, and not private.
    let declaration =
      /(?m)^(?:@\w+\s+)?(?:(?:public|package|final|indirect) )*(?:struct|enum|class|protocol|typealias) (\w+)/
    var layers: [String: Int] = [:]
    for file in files {
      for match in file.text.matches(of: declaration) { layers[String(match.1)] = file.layer }
    }
    #expect(layers.count > 50)
    for file in files {
      let words = Set(file.text.matches(of: /\b[A-Z]\w+/).map { String($0.output) })
      let later = words.filter { layers[$0, default: 0] > file.layer }.sorted()
      #expect(later == [], "\(file.folder)/\(file.name)")
    }
  }
}
