import Foundation
import ModelFacts
import ModelFormat
import Rewriting
import TestSupport
import Testing

@Suite struct SplitHardSwishTests {
  /// What each strategy makes of one operator, as a person would look at it.
  @Test(arguments: SplitStrategy.allCases.filter { $0 != .relu6Folded })
  func spellsTheOperator(strategy: SplitStrategy) throws {
    let model = try HardSwishModel().file
    let result = try RewrittenModel(model, SplitHardSwish(.strategy(strategy)))
    try Golden.check(result.inspected, "split-\(strategy.rawValue)")
    #expect(result.runner.steps.count == 1)
  }

  @Test(arguments: ["FLOAT32", "UINT8"])
  func spellsOtherTypes(type: String) throws {
    var model = HardSwishModel(type: type)
    if type == "FLOAT32" { (model.input, model.output) = (nil, nil) }
    model.input?.zeroPoints = [108]
    model.output?.zeroPoints = [11]
    let result = try RewrittenModel(model.file, SplitHardSwish(.strategy(.relu6)))
    try Golden.check(result.inspected, "split-relu6-\(type.lowercased())")
  }

  @Test func flattensForDepthwiseWhereTheRankIsNotFour() throws {
    let model = try HardSwishModel(shape: "[1, 6, 3]", signature: "[-1, 6, 3]").file
    let result = try RewrittenModel(model, SplitHardSwish(.strategy(.depthwise)))
    try Golden.check(result.inspected, "split-depthwise-flat")
  }

  @Test(arguments: SplitStrategy.allCases.filter { $0 != .relu6Folded })
  func changesNothingTheSecondTime(strategy: SplitStrategy) throws {
    let pass = SplitHardSwish(.strategy(strategy))
    let once = try RewrittenModel(HardSwishModel(count: 2).file, pass)
    let twice = try RewrittenModel(once.after, pass)
    #expect(twice.runner.steps.isEmpty)
    #expect(try twice.inspected == once.inspected)
  }

  @Test func leavesTheFileAlone() throws {
    try Places.withTemporaryFolder { folder in
      let copy = folder.appending(path: "m.tflite")
      let original = try Data(contentsOf: URL(filePath: Places.fixture("digits_int8")))
      try original.write(to: copy)
      let model = try ModelFile.open(FilePath(bytes: Array(copy.path.utf8)))
      #expect(try RewrittenModel(model, SplitHardSwish()).runner.steps.count == 11)
      #expect(try Data(contentsOf: copy) == original)
    }
  }

  @Test func sharesConstantsOfSitesWithEqualGrids() throws {
    let one = try RewrittenModel(HardSwishModel().file, SplitHardSwish(.strategy(.relu6)))
    let three = try RewrittenModel(
      HardSwishModel(count: 3).file, SplitHardSwish(.strategy(.relu6)))
    let added = { (model: RewrittenModel) in
      Model(file: model.after).buffers.count - Model(file: model.before).buffers.count
    }
    #expect(added(one) == 2)
    #expect(added(three) == 2)
  }

  @Test func splitsOnlyTheOperatorThatIsNamed() throws {
    let pass = SplitHardSwish(
      .strategy(.lookup), selection: OperatorSelection(op: 1))
    let result = try RewrittenModel(HardSwishModel(count: 3).file, pass)
    #expect(result.operators() == ["HARD_SWISH", "QUANTIZE", "GATHER", "HARD_SWISH"])
    #expect(result.runner.steps.map(\.change.op) == [1])
  }

  @Test func refusesAPositionThatIsNoHardSwish() throws {
    let pass = SplitHardSwish(selection: OperatorSelection(op: 7))
    let error = #expect(throws: Diagnostic.self) {
      try RewrittenModel(HardSwishModel().file, pass)
    }
    #expect(error?.code == .noSuchPart)
    #expect(
      error?.description == """
        the model has no HARD_SWISH at operator 7 [no-such-part]
          `tflens inspect` lists subgraphs, operators and tensors with their indices.
        """)
  }

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let model: HardSwishModel
    let strategy: SplitStrategy
    let reason: String

    init(_ why: String, _ model: HardSwishModel, _ strategy: SplitStrategy, _ reason: String) {
      (testDescription, self.model, self.strategy, self.reason) = (why, model, strategy, reason)
    }
  }

  static let obstacles = [
    Case(
      "no runtime computes int16", HardSwishModel(type: "INT16"), .lookup,
      "its type is INT16; it must be INT8, UINT8 or FLOAT32"),
    Case(
      "the two sides differ", HardSwishModel(outputType: "UINT8"), .lookup,
      "it reads INT8 and writes UINT8"),
    Case(
      "an output with a scale a channel",
      HardSwishModel(
        output: .init(scales: [0.1, 0.2, 0.3], zeroPoints: [0, 0, 0], axis: 3)), .lookup,
      "its input and its output must each have one scale"),
    Case(
      "counts that do not match",
      HardSwishModel(output: .init(scales: [0.1, 0.2], zeroPoints: [0])), .lookup,
      "2 scales but 1 zero point"),
    Case(
      "no quantization at all", HardSwishModel(output: nil), .lookup,
      "its input and its output must each have one scale"),
    Case(
      "a float operator has no table", HardSwishModel(type: "FLOAT32", input: nil, output: nil),
      .lookup, "its type is FLOAT32, which only the strategy 'relu6' supports"),
    Case(
      "a convolution needs to know its channels",
      HardSwishModel(shape: "[1, 3]", signature: "[-1, -1]"), .depthwise,
      "the number of its channels is unknown"),
    Case(
      "RESHAPE leaves one dimension open",
      HardSwishModel(shape: "[1, 1, 3]", signature: "[-1, -1, 3]"), .depthwise,
      "it has several dynamic dimensions"),
  ]

  @Test(arguments: obstacles)
  func leavesAloneWhatItCannotSplit(_ c: Case) throws {
    let result = try RewrittenModel(c.model.file, SplitHardSwish(.strategy(c.strategy)))
    #expect(result.reasons == [c.reason])
    #expect(result.runner.steps.isEmpty)
    #expect(result.operators() == ["HARD_SWISH"])
  }

  @Test(arguments: obstacles)
  func refusesToDoItWhereItWasAskedFor(_ c: Case) throws {
    let pass = SplitHardSwish(.strategy(c.strategy), selection: OperatorSelection(op: 0))
    let error = #expect(throws: Diagnostic.self) { try RewrittenModel(c.model.file, pass) }
    #expect(error?.code == .notApplicable)
    #expect(error?.what == "this HARD_SWISH cannot be split: \(c.reason)")
    #expect(error?.place == Place(["subgraph 0", "operator 0 (HARD_SWISH)"]))
  }

  /// A step of 0.0004 makes the natural and every searched gate too coarse.
  @Test func refusesToMoveACodeTooFar() throws {
    let model = HardSwishModel(
      input: .init(scales: [0.08], zeroPoints: [121]),
      output: .init(scales: [0.0035], zeroPoints: [-21]))
    let error = #expect(throws: Diagnostic.self) {
      try RewrittenModel(model.file, SplitHardSwish(.strategy(.relu6)), maxErrorCodes: 0)
    }
    #expect(error?.code == .boundExceeded)
    #expect(error?.place == Place(["subgraph 0", "operator 0 (HARD_SWISH)"]))
    #expect(error?.what.hasSuffix("; the limit is 0") == true)
  }

  @Test func refusesWhereMetadataCountsOperators() throws {
    let model = HardSwishModel(
      more: ", metadata: [{name: \"model_control_dependencies\", buffer: 0}]")
    let error = #expect(throws: Diagnostic.self) {
      try RewrittenModel(model.file, SplitHardSwish())
    }
    #expect(error?.code == .wouldBreak)
  }

  /// The place of the code that is gone is taken, and no other moves.
  @Test func leavesNoCodeWithoutAUse() throws {
    let result = try RewrittenModel(HardSwishModel().file, SplitHardSwish(.strategy(.relu6)))
    let codes = Model(file: result.after).operatorCodes.map {
      "\($0.builtin.name) \($0.version)"
    }
    #expect(codes.sorted() == ["ADD 2", "MUL 2"])
  }

  /// GATHER with indices in int16 came with 2.13.0 (LiteRT, `runtime_version.cc`).
  @Test(arguments: [("1.15.0", "2.13.0"), ("2.16.1", "2.16.1")])
  func statesTheRuntimeThatItNeeds(before: String, after: String) throws {
    let model = HardSwishModel(
      more: ", metadata: [{name: \"min_runtime_version\", buffer: 1}]",
      buffers: "{}, {data: \(Array(before.utf8))}")
    let result = try RewrittenModel(model.file, SplitHardSwish(.strategy(.lookup)))
    let data = try #require(Model(file: result.after).buffers[1].contents)
    let text = data.scalars(of: UInt8.self).prefix { $0 != 0 }
    #expect(String(decoding: text, as: UTF8.self) == after)
  }
}
