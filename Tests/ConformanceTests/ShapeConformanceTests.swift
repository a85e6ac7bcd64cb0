import Foundation
import ModelFacts
import ModelFormat
import TestSupport
import Testing

/// The shapes that we infer beside those that LiteRT computes, and what each rejects.
@Suite struct ShapeConformanceTests {
  private static let oracles = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Oracles")

  /// What became of a random model of one operator.
  private struct Answer: Decodable {
    let model: String
    /// With the built-in kernels, and by default, with XNNPACK: `runs` or how it failed.
    let builtin, `default`: String
    /// The shapes of the outputs, where it ran.
    let shapes, default_shapes: [[Int]]?
    let error: String

    var runs: Bool { builtin == "runs" && self.default == "runs" }
  }

  /// What the models of all operators came to.
  private struct Tally {
    var wrong: [String] = []
    var missed: [String] = []
    var rejected = 0
    var compared = 0
    var unknown = 0
  }

  /// No model that LiteRT runs may have a finding, no shape may differ, and 97 of 100 models that
  /// LiteRT does not run must have a finding.
  @Test func randomModelsHaveTheShapesThatLiteRTComputes() throws {
    let tally = try Places.withTemporaryFolder { folder in
      let run = try Program.run(
        Places.python,
        [
          "-B", Self.oracles.appending(path: "run_shapes.py").path, folder.path, "\(Seed.value)",
          "15",
        ])
      try #require(run.status == 0, "\(run.errorText)")
      var tally = Tally()
      for line in run.text.split(separator: "\n") {
        let answer = try JSONDecoder().decode(Answer.self, from: Data(line.utf8))
        let path = folder.appending(path: "\(answer.model).tflite").path
        try Self.compare(answer, Model(file: ModelFile.open(FilePath(path))), &tally)
      }
      return tally
    }
    for wrong in tally.wrong { Issue.record("\(wrong); seed \(Seed.value)") }
    let failing = tally.rejected + tally.missed.count
    print(
      """
      shapes: \(tally.compared) outputs equal LiteRT's, \(tally.unknown) more are unknown in part
      rejections: \(tally.rejected) of \(failing) found; missed: \(tally.missed.prefix(12))
      """)
    try #require(tally.compared > 1_500 && failing > 250)
    #expect(Double(tally.rejected) >= 0.97 * Double(failing), "\(tally.missed)")
  }

  private static func compare(_ answer: Answer, _ model: Model, _ tally: inout Tally) {
    let inference = ShapeInference(model)
    if let finding = inference.findings.first {
      if answer.runs, finding.fault.consequence != .miscomputes {
        tally.wrong.append("\(answer.model) runs; said: \(finding.fault.message)")
      } else if !answer.runs {
        tally.rejected += 1
      }
      return
    }
    if answer.default != "runs" {
      return tally.missed.append("\(answer.model): \(answer.default) \(answer.error)")
    }
    // Where the built-in kernels reject a model, they say nothing of its shapes.
    guard let shapes = answer.shapes else { return }
    for (output, shape) in zip(model.subgraphs[0].outputs, shapes) {
      let inferred = inference.shape(of: output, subgraph: 0)
      if inferred.known == shape {
        tally.compared += 1
      } else if inferred.agrees(with: TensorShape(shape)) {
        tally.unknown += 1
      } else {
        tally.wrong.append("\(answer.model): LiteRT computes \(shape), not \(inferred)")
      }
    }
  }

  /// What LiteRT made of a whole model.
  private struct WholeAnswer: Decodable {
    let model: String
    /// With the built-in kernels, and by default: `runs` or how it failed.
    let outcome, `default`: String
    /// The shapes of the tensors, by subgraph; nil for one without a shape.
    let shapes: [[[Int]?]]?
  }

  @Test func wholeModelsHaveTheShapesThatLiteRTComputes() throws {
    let models = try [Places.fixtures, Places.corpus].compactMap { $0 }.flatMap { folder in
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        .filter { $0.hasSuffix(".tflite") || $0.hasSuffix(".bin") }
        .map { folder.appending(path: $0).path }
    }
    let run = try Program.run(
      Places.python, ["-B", Self.oracles.appending(path: "tensor_shapes.py").path] + models)
    try #require(run.status == 0, "\(run.errorText)")
    var compared = 0
    for line in run.text.split(separator: "\n") {
      let answer = try JSONDecoder().decode(WholeAnswer.self, from: Data(line.utf8))
      guard let file = try? ModelFile.open(FilePath(answer.model)) else { continue }
      compared += Self.compare(answer, Model(file: file))
    }
    print("shapes: \(compared) tensors of whole models equal LiteRT's")
    #expect(compared > 500)
  }

  /// The number of tensors whose shape is that of the runtime.
  private static func compare(_ answer: WholeAnswer, _ model: Model) -> Int {
    let name = URL(filePath: answer.model).lastPathComponent
    let inference = ShapeInference(model)
    if answer.outcome == "runs", answer.default == "runs" {
      for finding in inference.findings {
        Issue.record("\(name) runs; said of operator \(finding.op): \(finding.fault.message)")
      }
    }
    // A run that failed leaves the rest of the graph as it was allocated.
    guard answer.outcome == "runs", let shapes = answer.shapes else { return 0 }
    var compared = 0
    for subgraph in model.subgraphs where subgraph.index < shapes.count {
      for tensor in subgraph.tensors where tensor.index.position < shapes[subgraph.index].count {
        guard let shape = shapes[subgraph.index][tensor.index.position],
          let inferred = inference.shape(of: tensor.index, subgraph: subgraph.index).known
        else { continue }
        compared += 1
        #expect(inferred == shape, "\(name), subgraph \(subgraph.index), tensor \(tensor.index)")
      }
    }
    return compared
  }
}
