import Foundation
import ModelFormat
import Rewriting
import TestSupport
import Testing

/// A model after some passes, and what they said.
struct PassRun {
  let runner: PassRunner
  let before: Model
  let after: Model

  init(
    _ passes: [any Pass], on file: ModelFile, maxErrorCodes: Int? = nil,
    allowsUnbounded: Bool = false
  ) throws {
    var runner = PassRunner(
      try EditableModel(file), maxErrorCodes: maxErrorCodes, allowsUnbounded: allowsUnbounded)
    for pass in passes { try runner.run(pass) }
    self.runner = runner
    before = Model(file: file)
    after = Model(file: try ModelFile(runner.edited))
  }

  init(_ passes: any Pass..., on fixture: String, maxErrorCodes: Int? = nil) throws {
    try self.init(
      passes, on: try ModelFile.open(FilePath(Places.fixture(fixture))),
      maxErrorCodes: maxErrorCodes)
  }

  init(_ passes: any Pass..., onJSON json: String, maxErrorCodes: Int? = nil) throws {
    try self.init(
      passes, on: try ModelFile(bytes: Flatc.model(json)), maxErrorCodes: maxErrorCodes)
  }

  /// Why something was left alone, each reason without its place.
  var reasons: [String] { runner.leftAlone.map(\.what.reason) }

  /// The operators of a subgraph, by name.
  func operators(_ subgraph: Int = 0) -> [String] {
    after.subgraphs[subgraph].operators.map(\.builtin.name)
  }

  /// The names of the tensors in a list.
  func names(_ tensors: some Sequence<TensorIndex>, in subgraph: Int = 0) -> [String] {
    tensors.map { after.subgraphs[subgraph].tensors[$0.position].name?.text ?? "" }
  }

  /// Writes the model as a file.
  func write(to path: URL) throws {
    let output = try OutputFile(FilePath(path.path), from: before.file, replacing: false)
    try ModelWriter(runner.edited).write(to: output)
  }
}

/// A Python with LiteRT in it, and the scripts beside these tests.
enum RuntimeOracle {
  static func run(_ script: String, _ arguments: [String]) throws -> TestSupport.Outcome {
    let file = Places.project.appending(path: "Tests/RewritingTests/Oracles/\(script)").path
    let shared = Places.project.appending(path: "Tests/CommandTests/Oracles").path
    try #require(
      FileManager.default.isExecutableFile(atPath: Places.python.path),
      "the oracles need a Python with ai-edge-litert: run `make test`")
    return try Program.run(
      Places.python, ["-B", "-X", "utf8", file] + arguments, environment: ["PYTHONPATH": shared])
  }
}

extension PassRun {
  /// Runs a pass on a model with each byte in turn changed by `flip`; gives how many of them open.
  ///
  /// Whatever a byte becomes, what opens is changed or left alone.
  static func countOpened(
    _ original: [UInt8], flip: UInt8, _ pass: some Pass
  ) -> Int {
    var opened = 0
    for place in original.indices {
      var bytes = original
      bytes[place] ^= flip
      guard let file = try? ModelFile(bytes: bytes),
        let edited = try? EditableModel(file, unknownFields: .drop)
      else { continue }
      opened += 1
      var runner = PassRunner(edited)
      do {
        try runner.run(pass)
      } catch {
        #expect(error.code != .brokenByPass, "byte \(place) with \(flip): \(error)")
      }
    }
    return opened
  }
}
