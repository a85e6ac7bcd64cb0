import Foundation
import ModelFormat
import Reporting
import Rewriting
import TestSupport
import Testing

/// A model and what a pass makes of it.
struct RewrittenModel {
  let before: ModelFile
  let runner: PassRunner
  let after: ModelFile

  /// Runs a pass on a model.
  init(_ model: ModelFile, _ pass: some Pass, maxErrorCodes: Int? = nil) throws {
    before = model
    var runner = PassRunner(try EditableModel(model), maxErrorCodes: maxErrorCodes)
    try runner.run(pass)
    self.runner = runner
    after = try ModelFile(runner.edited)
  }

  /// The model as `tflens inspect` shows it.
  var inspected: String {
    get throws { try Self.inspected(after) }
  }

  static func inspected(_ file: ModelFile) throws -> String {
    var bytes: [UInt8] = []
    let output = OutputBuffer { bytes += $0 }
    let style = TextStyle(isColored: false, isUnicode: false)
    let report = try InspectReport(Model(file: file), path: FilePath(bytes: Array("model".utf8)))
    try report.writeText(to: TextWriter(to: output, style: style, width: nil))
    try output.finish()
    // The first line counts bytes, which say nothing about the graph.
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
      .joined(separator: "\n") + "\n"
  }

  /// Why things were left alone.
  var reasons: [String] { runner.leftAlone.map(\.what.reason) }

  /// The operators of a subgraph, by name.
  func operators(of subgraph: Int = 0) -> [String] {
    Model(file: after).subgraphs[subgraph].operators.map(\.builtin.name)
  }
}

/// A whole text in a file of the folder `Goldens`; `BLESS=1` rewrites it.
enum Golden {
  static func check(_ text: String, _ name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/\(name).txt")
    if ProcessInfo.processInfo.environment["BLESS"] != nil {
      try Data(text.utf8).write(to: file)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "\(name) differs; look at it, then BLESS=1")
  }
}
