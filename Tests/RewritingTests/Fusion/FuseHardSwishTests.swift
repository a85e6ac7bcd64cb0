import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import Rewriting

@Suite struct FuseHardSwishTests {
  static let around = ["CONV_2D", "HARD_SWISH", "CONV_2D"]

  /// What the converter left in each is listed in FIXTURES.md.
  @Test(arguments: [
    "decomposed_sixth_of_input", "decomposed_scaled_gate", "decomposed_vector_sixth",
    "decomposed_clip", "decomposed_division",
  ])
  func fusesEachSpelling(_ name: String) throws {
    for type in ["int8", "float32"] {
      let run = try PassRun(FuseHardSwish(), on: "\(name)_\(type)")
      #expect(run.operators() == Self.around, "\(type) \(run.reasons)")
      let code = try #require(run.after.operatorCodes.first { $0.builtin == .hardSwish })
      #expect(code.version == 1)
      let swish = run.after.subgraphs[0].operators[1]
      #expect(swish.options == nil)
      // What the operators needed went with them.
      let used = run.after.subgraphs[0].operators.flatMap { Array($0.inputs) + Array($0.outputs) }
      #expect(Set(used).count == run.after.subgraphs[0].tensors.count)
      #expect(run.runner.steps.map(\.change.op) == [run.before.subgraphs[0].operators.count - 2])
    }
  }

  @Test(arguments: [
    ("decomposed_folded_float32", ["the 1/6 is folded into the float weights"]),
    ("near_miss_channel_gate_int8", []),
    ("near_miss_spatial_gate_float32", []),
    ("near_miss_slope_int8", []),
    ("digits_int8", []),
  ])
  func leavesAlone(fixture: String, reasons: [String]) throws {
    let run = try PassRun(FuseHardSwish(), on: fixture)
    #expect(run.runner.steps.isEmpty)
    #expect(run.reasons.count == reasons.count)
    for (found, expected) in zip(run.reasons, reasons) { #expect(found.contains(expected)) }
  }

  /// The 1/6 comes out of the weights again: the split and the fusion undo each other.
  @Test func takesTheSixthOutOfTheWeights() throws {
    let split = SplitHardSwish(.strategy(.relu6Folded))
    let run = try PassRun(split, FuseHardSwish(), on: "digits_int8")
    #expect(run.runner.steps.contains { $0.change.pass == "split-hard-swish" })
    let before = run.before.subgraphs[0].operators.map(\.builtin)
    #expect(run.after.subgraphs[0].operators.map(\.builtin) == before)
    func scales(_ model: Model) -> [Float] {
      model.subgraphs[0].tensors.flatMap { $0.quantization?.scales ?? [] }.sorted()
    }
    for (a, b) in zip(scales(run.before), scales(run.after)) { #expect(abs(a - b) <= 1e-6 * a) }
  }

  @Test(arguments: ["decomposed_folded_int8", "decomposed_wrong_ranges_int8"])
  func fusesWhatAConverterFolded(_ name: String) throws {
    let run = try PassRun(FuseHardSwish(), on: name, maxErrorCodes: 255)
    #expect(run.operators() == Self.around, "\(run.reasons)")
  }

  @Test func changesNothingTheSecondTime() throws {
    let once = try PassRun(FuseHardSwish(), on: "decomposed_sixth_of_input_int8")
    let twice = try PassRun([FuseHardSwish()], on: once.after.file)
    #expect(twice.runner.steps.isEmpty && twice.reasons.isEmpty)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let model: SpelledHardSwish
    /// Part of the reason; nil where it is fused.
    let reason: String?
    var bound: Int?

    init(_ why: String, _ model: SpelledHardSwish, _ reason: String?, bound: Int? = nil) {
      (testDescription, self.model, self.reason, self.bound) = (why, model, reason, bound)
    }
  }

  static let spare = "{opcode_index: 2, inputs: [2], outputs: [6]}"
  static let signature = """
    signature_defs: [{signature_key: "s", inputs: [{name: "a", tensor_index: 0}],
                      outputs: [{name: "b", tensor_index: 4}]}],
    """

  static let soundSignature = signature.replacingOccurrences(of: "4", with: "5")

  @Test(arguments: [
    Case("as it stands", SpelledHardSwish(), nil),
    Case(
      "a reader of the result changes nothing",
      SpelledHardSwish(
        more: "{opcode_index: 2, inputs: [5], outputs: [6]}"), nil),
    Case(
      "another reader of an intermediate", SpelledHardSwish(more: spare),
      "tensor 2 (clipped) is also read by operator 3 (ABS)"),
    Case(
      "an intermediate that is an output",
      SpelledHardSwish(
        subgraph: "inputs: [0], outputs: [5, 4],"), "tensor 4 (gate) is an input or output"),
    Case(
      "an intermediate that a signature names", SpelledHardSwish(model: signature),
      "tensor 4 (gate) is an input or output"),
    Case(
      "an intermediate that is a variable", SpelledHardSwish(middle: "is_variable: true,"),
      "tensor 2 (clipped) is a variable"),
    Case(
      "an input that is a variable", SpelledHardSwish(x: "is_variable: true,"),
      "tensor 0 (x) is a variable"),
    Case(
      "int16, which HARD_SWISH does not take",
      SpelledHardSwish(type: "INT16", constant: "[127, 0]"),
      "INT16 and its output INT16"),
    Case(
      "one type in, another out", SpelledHardSwish(inputType: "UINT8"), "UINT8 and its output INT8"),
    Case("a shape that grows", SpelledHardSwish(outputShape: "[2, 4]"), "the shape [1, 4]"),
    Case(
      "an output too fine for the runtime",
      SpelledHardSwish(
        output: SpelledHardSwish.quantization(0.0003, -118)), "the runtime would reject"),
    Case(
      "two scales on the output",
      SpelledHardSwish(
        output: "quantization: {scale: [0.1, 0.2], zero_point: [0, 0]},"), "2 scales"),
    Case(
      "no zero point", SpelledHardSwish(output: "quantization: {scale: [0.1]},"),
      "1 scale but 0 zero points"),
    Case(
      "a scale of 0", SpelledHardSwish(output: SpelledHardSwish.quantization(0, 0)),
      "must have one scale, a positive number"),
    Case(
      "a scale that is no number",
      SpelledHardSwish(
        output: "quantization: {scale: [nan], zero_point: [0]},"),
      "must have one scale, a positive number"),
    Case(
      "operators in another order", SpelledHardSwish(order: [1, 0, 2]),
      "not in execution order"),
    Case(
      "a bound of nothing", SpelledHardSwish(), "a code would change by 1; the limit is 0", bound: 0
    ),
    // A result that stops at 5.9 is within the bound only where the output grid is coarse.
    Case(
      "a clamp that ends too early",
      SpelledHardSwish(
        clipped: SpelledHardSwish.quantization(5.6 / 255, -128)), "a code would change by"),
  ])
  func judges(_ c: Case) throws {
    let run = try PassRun(FuseHardSwish(), onJSON: c.model.json, maxErrorCodes: c.bound)
    guard let reason = c.reason else {
      #expect(run.operators().first == "HARD_SWISH", "\(run.reasons)")
      return
    }
    #expect(run.runner.steps.isEmpty)
    #expect(run.reasons.count == 1 && run.reasons[0].contains(reason), "\(run.reasons)")
    #expect(run.runner.leftAlone.first?.what.op == 2)
  }

  @Test func tellsWhyTheOneThatWasAskedForIsNotFused() throws {
    let json = SpelledHardSwish(more: Self.spare).json
    #expect(throws: Diagnostic.notApplicable("", at: Place(), fix: "")) {
      try PassRun(FuseHardSwish(op: 1), onJSON: json)
    }
    #expect(throws: Diagnostic.noSuchPart("")) {
      try PassRun(FuseHardSwish(op: 3), onJSON: json)
    }
    #expect(throws: Diagnostic.boundExceeded("", found: 1, allowed: 0, at: Place())) {
      try PassRun(FuseHardSwish(op: 1), onJSON: SpelledHardSwish().json, maxErrorCodes: 0)
    }
  }

  /// Splitting spells the operator as converters do; every table and name must come back.
  ///
  /// Not so from `int16`, whose operators raise the minimum runtime that the model states.
  @Test(arguments: [
    ("digits_int8", "relu6"), ("digits_float32", "relu6"), ("digits_float16", "relu6"),
    ("two_signatures", "relu6"),
  ])
  func givesBackWhatWasSplit(fixture: String, strategy: String) throws {
    let split = SplitHardSwish(.strategy(try #require(SplitStrategy(rawValue: strategy))))
    let run = try PassRun(split, FuseHardSwish(), on: fixture)
    let count = run.before.subgraphs.reduce(0) {
      $0 + $1.operators.count { $0.builtin == .hardSwish }
    }
    #expect(run.runner.steps.count == 2 * count, "\(run.reasons)")
    try Places.withTemporaryFolder { folder in
      let (old, new) = (folder.appending(path: "a"), folder.appending(path: "b"))
      try PassRun([], on: run.before.file).write(to: old)
      try run.write(to: new)
      #expect(try Flatc.json(of: new) == Flatc.json(of: old))
    }
  }

  /// Whatever a byte becomes, what opens is fused or left alone.
  @Test(arguments: [UInt8(1), 0xff])
  func survivesEveryByte(flip: UInt8) throws {
    let original = try Flatc.model(SpelledHardSwish(model: Self.soundSignature).json)
    let opened = PassRun.countOpened(original, flip: flip, FuseHardSwish())
    #expect(opened > 300)
  }
}
