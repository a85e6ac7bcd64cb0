import Auditing
import Foundation
import ModelFormat
import TestSupport
import Testing

/// A fix that is offered works: the command that a finding offers is run, and the finding is gone.
@Suite struct OfferTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let rule: String
    let change: @Sendable (inout ModelSketch) -> Void
    var testDescription: String { rule }
  }

  static let cases = [
    Case(rule: "Q003") {
      $0["b"].scales[1] = 0.006
      $0["b"].data = [7, 0, 0, 0, 132, 3, 0, 0]
    },
    Case(rule: "Q004") { $0["b"].zeroPoints[1] = 5 },
    Case(rule: "Q014") {
      $0.ops = [.init(code: "ADD", inputs: ["x", "x"], outputs: ["y"])]
      ($0["x"].scales, $0["y"].scales, $0["y"].shape) = ([524_288], [1], [1, 2, 2, 1])
      $0.outputs = ["y"]
    },
    Case(rule: "Q020") {
      $0.ops[1].code = "LOGISTIC"
      ($0["h"].scales, $0["h"].zeroPoints) = ([0.01], [-128])
    },
    Case(rule: "Q021") { $0.ops[1].code = "RESHAPE" },
    Case(rule: "Q022") { Self.decomposeInFloats(&$0) },
    Case(rule: "Q025") {
      $0.ops = [
        .init(
          code: "ADD", inputs: ["x", "x"], outputs: ["y"],
          options:
            #"builtin_options_type: "AddOptions", builtin_options: {fused_activation_function: RELU6}"#
        )
      ]
      ($0["y"].scales, $0["y"].shape, $0.outputs) = ([1e-9], [1, 2, 2, 1], ["y"])
    },
    Case(rule: "Q034") {
      ($0["y"].scales, $0["h"].scales) = ([1], [0.0078125])
      Self.readResult(&$0)
    },
    Case(rule: "Q035") {
      ($0["y"].scales, $0["h"].scales) = ([0x1p-10], [0.6])
      Self.readResult(&$0)
    },
    Case(rule: "Q036") {
      $0["h"].zeroPoints = [-128]
      Self.readResult(&$0)
    },
    Case(rule: "Q037") {
      ($0["h"].scales, $0["h"].zeroPoints) = ([0.06], [-100])
      Self.readResult(&$0)
    },
    Case(rule: "Q038") { Self.decomposeInFloats(&$0) },
  ]

  @Test(arguments: cases)
  func worksWhereItIsOffered(_ c: Case) throws {
    var sketch = ModelSketch()
    c.change(&sketch)
    try Places.withTemporaryFolder { folder in
      let old = folder.appending(path: "old.tflite")
      try Data(sketch.bytes()).write(to: old)
      try Self.check(c.rule, in: old, folder)
    }
  }

  /// On models that others made: split for Coral, with the 1/6 in the weights; a fused MNIST; one whose
  /// RESIZE_BILINEAR has two scales.
  @Test(
    .enabled(if: Places.corpus != nil, "the folder of real models is absent"),
    arguments: [
      ("smart-gallery__mobilenetv3", ["--split-hard-swish=relu6-folded"], "Q038", 18),
      ("quantized-mobilenetv3-mnist-android__model_mnist", ["--fuse-hard-swish"], "Q038", 3),
      ("edgetpu__deeplabv3_mnv2_dm05_pascal_quant", [], "Q021", 1),
    ] as [(String, [String], String, Int)])
  func worksOnRealModels(name: String, rewrite: [String], rule: String, count: Int) throws {
    let corpus = try #require(Places.corpus)
    try Places.withTemporaryFolder { folder in
      let old = folder.appending(path: "old.tflite")
      let made = try Program.run(
        Places.program,
        ["rewrite", corpus.appending(path: "\(name).tflite").path, "-o", old.path] + rewrite)
      try #require(made.status == 0, "\(made.errorText)")
      #expect(try Self.check(rule, in: old, folder) == count)
    }
  }

  /// Rules about data have such tests in `DataRuleTests`.
  @Test func coversEveryRuleThatNamesAPass() {
    let offering = RuleCatalog.all.map { $0.info }
      .filter { !$0.fixedBy.isEmpty && !$0.needsRanges }
    #expect(Set(offering.map(\.id)) == Set(Self.cases.map(\.rule)))
  }

  /// Runs each command that the findings of a rule offer; gives how many findings there were.
  @discardableResult
  private static func check(_ rule: String, in old: URL, _ folder: URL) throws -> Int {
    let found = try findings(of: rule, in: old)
    try #require(!found.isEmpty)
    for (number, finding) in found.enumerated() {
      let arguments = try #require(finding["rewrite"] as? [String], "\(rule) offers nothing")
      let info = try #require(RuleCatalog.rules(answeringTo: rule).first?.info)
      #expect(info.fixedBy.contains { "--\($0)" == arguments.first })
      let new = folder.appending(path: "new\(number).tflite")
      let made = try Program.run(
        Places.program, ["rewrite", old.path, "-o", new.path] + arguments)
      #expect(made.status == 0, "\(arguments): \(made.errorText)")
      #expect(try findings(of: rule, in: new).count < found.count, "\(arguments)")
    }
    return found.count
  }

  private static func findings(of rule: String, in file: URL) throws -> [[String: Any]] {
    let outcome = try Program.tflens(
      "audit", file.path, "--select", rule, "--format", "json", "--fail-on", "never")
    let document = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
    return try #require(document?["findings"] as? [[String: Any]], "\(outcome.errorText)")
  }

  /// An operator behind the hard-swish: the scale of an output is a promise to callers.
  private static func readResult(_ sketch: inout ModelSketch) {
    sketch["o"] = .init(name: "o", shape: [1, 2, 2, 2], scales: [1], zeroPoints: [0])
    sketch.ops.append(.init(code: "ADD", inputs: ["h", "h"], outputs: ["o"], version: 2))
    sketch.outputs = ["o"]
  }

  /// `y` becomes `h` by a hard-swish of floats in three operators, between conversions.
  private static func decomposeInFloats(_ sketch: inout ModelSketch) {
    for name in ["f", "clipped", "gate", "swish"] {
      sketch[name] = .init(name: name, type: "FLOAT32", shape: [1, 2, 2, 2])
    }
    // 3 and 1/6 as little-endian float32.
    sketch["three"] = .init(name: "three", type: "FLOAT32", shape: [1], data: [0, 0, 64, 64])
    sketch["sixth"] = .init(name: "sixth", type: "FLOAT32", shape: [1], data: [171, 170, 42, 62])
    sketch.ops = [
      sketch.ops[0],
      .init(code: "DEQUANTIZE", inputs: ["y"], outputs: ["f"], version: 2),
      .init(
        code: "ADD", inputs: ["f", "three"], outputs: ["clipped"],
        options:
          #"builtin_options_type: "AddOptions", builtin_options: {fused_activation_function: RELU6}"#
      ),
      .init(code: "MUL", inputs: ["clipped", "sixth"], outputs: ["gate"]),
      .init(code: "MUL", inputs: ["f", "gate"], outputs: ["swish"]),
      .init(code: "QUANTIZE", inputs: ["swish"], outputs: ["h"]),
    ]
  }
}
