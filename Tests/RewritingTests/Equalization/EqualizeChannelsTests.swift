import ModelFormat
import TestSupport
import Testing

@testable import Rewriting

@Suite struct EqualizeChannelsTests {
  private func rewritten(_ model: EqualizableModel) throws -> RewrittenModel {
    try RewrittenModel(ModelFile(bytes: Flatc.model(model.json)), EqualizeChannels())
  }

  /// Worked out by hand.
  ///
  /// The factors are sqrt((127/512) / (127/32)) = 1/4, and 4. Both channels can reach the end of
  /// their codes, 15.9375, so that the larger factor is also that of the scale between.
  @Test func givesBothSidesTheSameRange() throws {
    let result = try rewritten(EqualizableModel())
    let after = Model(file: result.after)
    #expect(after.scales(1) == [0.0078125, 0.0078125] && after.codes(1) == [127, -127])
    #expect(after.scales(4) == [0.0078125, 0.0078125] && after.codes(4) == [127, 127])
    #expect(after.integers(2) == [8, 64] && after.scales(2) == [0.0078125, 0.0078125])
    #expect(after.scales(3) == [Float(0.25).nextUp] && after.zeroPoints(3) == [-128])
    // 5 x 0.0625/512 and -5 x 0.0625/32, in steps of 0.25/128: 0.31 and -5.
    #expect(after.integers(5) == [0, -5])
    #expect(after.scales(6) == [0.25])
    #expect(after.subgraphs[0].tensors[3].name?.text == "y/equalized")
  }

  @Test func changesNothingTheSecondTime() throws {
    let once = try rewritten(EqualizableModel())
    let twice = try RewrittenModel(once.after, EqualizeChannels())
    #expect(once.runner.steps.count == 2)
    #expect(twice.runner.steps.isEmpty)
    #expect(try twice.inspected == once.inspected)
  }

  /// The weights are the old ones times powers of two, so nothing is lost.
  @Test func certifiesTheLayersWithTheirFactors() throws {
    for step in try rewritten(EqualizableModel()).runner.steps {
      guard case .weights(let certificate) = step.certificate else {
        Issue.record("\(step.certificate)")
        continue
      }
      #expect(certificate.signalToNoise == .infinity && certificate.maxAbsolute == 0)
      #expect(certificate.noBound == nil && certificate.maxErrorCodes != nil)
    }
  }

  /// With other factors than those that the model has, the same proof finds a change as large as the weights.
  @Test func doesNotProveOtherFactors() throws {
    let before = try ModelFile(bytes: Flatc.model(EqualizableModel().json))
    let after = try RewrittenModel(before, EqualizeChannels()).after
    let draft = Draft(try EditableModel(before), as: Model(file: before))
    let same = Model(file: before).subgraphs.map { Array($0.tensors.indices).map(Optional.some) }
    let pair = ModelPair(draft, after: Model(file: after), moves: same)
    let first = Model(file: before).subgraphs[0].operators[0]
    func ratio(_ factors: [Double]) throws -> Double {
      let proof = try EqualizationProof(
        first, factors: [TensorIndex(rawValue: 3): factors], in: 0, of: pair)
      guard case .weights(let certificate) = proof.certificate() else { return .nan }
      return certificate.worstSignalToNoise ?? .nan
    }
    #expect(try ratio([0.25, 4]) == .infinity)
    // Half of the weight is missing: 20 log10(2) dB.
    #expect(try abs(ratio([0.25, 8]) - 6.0206) < 0.001)
    for factors in [[0.25], [0.25, 0]] {
      let reason = #expect(throws: Reason.self) { try ratio(factors) }
      #expect(reason?.words == "there is not one positive factor for each channel")
    }
  }

  static let hardSwish = #", {deprecated_builtin_code: 117, builtin_code: "HARD_SWISH"}"#

  @Test func saysWhyAFactorCannotPass() throws {
    var capped = EqualizableModel()
    capped.activation = "RELU6"
    var bent = EqualizableModel()
    bent.readsWithSecond = false
    bent.moreCodes = Self.hardSwish
    bent.more = ", {opcode_index: 2, inputs: [3], outputs: [6]}"
    var shared = EqualizableModel()
    shared.moreCodes = Self.hardSwish
    shared.more = ", {opcode_index: 2, inputs: [3], outputs: [3]}"
    for (model, words) in [
      (
        capped,
        "output channels: its RELU6 limits every channel to the same value, so it is not positively homogeneous"
      ),
      (
        bent,
        "output channels: the consumer, operator 1 (HARD_SWISH), is not positively homogeneous: f(s x) is not s f(x) for each s > 0"
      ),
    ] {
      let result = try rewritten(model)
      #expect(result.runner.steps.isEmpty)
      #expect(result.reasons.first == words)
    }
    #expect(try rewritten(shared).runner.steps.isEmpty)
  }

  /// The depthwise convolution has two output channels for each input channel.
  @Test func saysWhyALayerCannotTakeFactors() throws {
    let json = EqualizableModel().json.replacing(
      Self.twoToTwo, with: #"{name: "y", type: INT8, shape: [1, 2, 2, 1]"#)
    let file = try ModelFile(bytes: Flatc.model(json))
    let result = try RewrittenModel(file, EqualizeChannels())
    #expect(result.runner.steps.isEmpty)
    #expect(result.runner.leftAlone.map(\.what.op) == [0, 1])
    #expect(
      result.reasons == [
        "output channels: the weights of the consumer, operator 1 (DEPTHWISE_CONV_2D), cannot take the "
          + "factors",
        "it has several output channels for an input channel, or groups",
      ])
  }

  /// Two paths whose second layers have an output scale so small that their multipliers are 0.001953125 / 0.000005.
  @Test func leavesEveryPathAloneWhoseLayerCannotHaveTheNumbers() throws {
    var model = EqualizableModel()
    let options = "builtin_options: {stride_w: 1, stride_h: 1"
    model.more = """
      , {inputs: [7, 8, 9], outputs: [10], builtin_options_type: Conv2DOptions, \(options)}},
      {opcode_index: 1, inputs: [10, 11, 12], outputs: [13],
       builtin_options_type: DepthwiseConv2DOptions, \(options), depth_multiplier: 1}}
      """
    let json = model.json.replacing("[0.25]", with: "[0.000005]")
      .replacing("inputs: [0], outputs: [6]", with: "inputs: [0, 7], outputs: [6, 13]")
    let start = try #require(json.firstRange(of: "tensors: [")).upperBound
    let end = try #require(json.firstRange(of: "],\n operators:")).lowerBound
    let both = json[..<end] + "," + json[start..<end] + json[end...]
    let result = try RewrittenModel(ModelFile(bytes: Flatc.model(String(both))), EqualizeChannels())
    #expect(result.runner.steps.isEmpty)
    #expect(result.runner.leftAlone.map(\.what.op) == [0, 1, 2, 3])
    for (path, second) in [(0, 1), (2, 3)] {
      let words =
        "output channels: the multiplier of channel 0 of operator \(second) (DEPTHWISE_CONV_2D) would be 390.6"
      #expect(result.reasons[path].hasPrefix(words))
    }
  }

  private static let twoToTwo = #"{name: "y", type: INT8, shape: [1, 2, 2, 2]"#

  @Test(arguments: [
    (
      0,
      "output channels: the consumer, operator 1 (HARD_SWISH), is not positively homogeneous: f(s x) is not s f(x) for each s > 0"
    ),
    (1, "it is not a CONV_2D or DEPTHWISE_CONV_2D"),
  ])
  func refusesAnOperatorThatIsNamed(op: Int, what: String) throws {
    var model = EqualizableModel()
    model.readsWithSecond = false
    model.moreCodes = Self.hardSwish
    model.more = ", {opcode_index: 2, inputs: [3], outputs: [6]}"
    let file = try ModelFile(bytes: Flatc.model(model.json))
    do {
      _ = try RewrittenModel(file, EqualizeChannels(selection: OperatorSelection(op: op)))
      Issue.record("no error")
    } catch let error as Diagnostic {
      #expect(error == .notApplicable("", at: Place(), fix: "") && error.what == what)
    }
  }
}
