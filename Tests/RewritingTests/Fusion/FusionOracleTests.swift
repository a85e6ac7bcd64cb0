import Foundation
import ModelFormat
import QuantMath
import TestSupport
import Testing

@testable import Rewriting

/// Holds the certificates of fused hard-swishes to the runtime.
@Suite struct FusionOracleTests {
  /// Runs the parts alone in LiteRT, on every input code.
  @Test func provesWhatTheRuntimeComputes() throws {
    let names = [
      "sixth_of_input_int8", "scaled_gate_int8", "vector_sixth_int8", "clip_int8", "division_int8",
      "sixth_of_input_float32", "scaled_gate_float32", "clip_float32", "division_float32",
    ]
    try check(names.map { Places.fixture("decomposed_\($0)") }, siteCount: names.count)
  }

  /// Both models spell 19; where one is left alone, a code would move too far.
  @Test(.enabled(if: Places.corpus != nil, "the folder of real models is absent"))
  func provesItOnRealModels() throws {
    let corpus = try #require(Places.corpus)
    let names = ["model_mnist", "model_mnist_46974e"].map {
      corpus.appending(path: "quantized-mobilenetv3-mnist-android__\($0).tflite").path
    }
    try check(names, siteCount: 38)
  }

  /// SUB and MINIMUM with constants on other scales, reshaped gates, sums, activations at the end.
  @Test func provesRareSpellings() throws {
    try Places.withTemporaryFolder { folder in
      let names = try ElementwiseGraph.Spelling.allCases.flatMap { spelling in
        try [false, true].map { isFloat in
          let file = folder.appending(path: "\(spelling.rawValue)_\(isFloat).tflite")
          let json = ElementwiseGraph.json(spelling, isFloat: isFloat)
          try Data(Flatc.model(json)).write(to: file)
          return file.path
        }
      }
      try check(names, siteCount: names.count)
    }
  }

  private func check(_ paths: [String], siteCount: Int) throws {
    var sites = 0
    try Places.withTemporaryFolder { folder in
      for (number, path) in paths.enumerated() {
        // Whatever a site costs: the figures are what is looked at.
        let run = try PassRun(
          [FuseHardSwish()], on: ModelFile.open(FilePath(path)), maxErrorCodes: 255,
          allowsUnbounded: true)
        #expect(run.reasons.isEmpty, "\(run.reasons)")
        let new = folder.appending(path: "\(number).tflite")
        try run.write(to: new)
        let swishes = run.after.subgraphs[0].operators.filter { $0.builtin == .hardSwish }
        try #require(swishes.count == run.runner.steps.count)
        for (step, swish) in zip(run.runner.steps, swishes) {
          let facts = try Self.facts(
            step, swish, end: Self.end(of: swish, in: run.after), old: path, new: new.path)
          let file = folder.appending(path: "\(number)_\(swish.index).json")
          try JSONSerialization.data(withJSONObject: facts).write(to: file)
          sites += 1
        }
      }
      let outcome = try RuntimeOracle.run("check_fusion.py", [folder.path])
      #expect(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
      #expect(sites == siteCount && outcome.text.contains("\(sites) hard-swishes"))
    }
  }

  /// What the hard-swish writes, past the activation that a pass put behind it.
  private static func end(of swish: Operator, in model: Model) -> TensorIndex {
    let next = model.subgraphs[0].operators.first { op in
      [.relu, .relu6].contains(op.builtin) && Array(op.inputs) == [swish.outputs[0]]
    }
    return (next ?? swish).outputs[0]
  }

  private static func facts(
    _ step: PassRunner.Step, _ swish: Operator, end: TensorIndex, old: String, new: String
  ) throws -> [String: Any] {
    guard case .function(let claim) = step.change.claim else { return [:] }
    var facts: [String: Any] = [
      "old": old, "new": new,
      "from": [Int(claim.input.rawValue), Int(swish.inputs[0].rawValue)],
      "to": [Int(claim.output.rawValue), Int(end.rawValue)],
    ]
    switch step.certificate {
    case .codes(let codes):
      facts["reference"] = figures(codes.reference)
      facts["default"] = codes.paths[.defaultX86].map(figures) ?? NSNull()
    case .float(let float): facts["max_absolute"] = float.maxAbsolute
    case .exact, .weights, .bound: Issue.record("\(step.certificate)")
    }
    return facts
  }

  private static func figures(_ figures: CodeFigures) -> [String: Any] {
    ["max": figures.maxErrorCodes, "changed": figures.codesChanged, "table": figures.table]
  }
}
