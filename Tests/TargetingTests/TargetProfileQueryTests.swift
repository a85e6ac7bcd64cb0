import ModelFacts
import ModelFormat
import Rewriting
import Targeting
import Testing

/// What a target runs, asked before there is a model.
@Suite struct TargetProfileQueryTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let target: String
    let type: ElementType
    let strategies: [SplitStrategy]
    var testDescription: String { "\(target) \(type.name)" }
  }

  // By hand, from the operators and types that each source lists.
  @Test(arguments: [
    // Additions and multiplications on 8 bits, no GATHER, no floats, no int16.
    Case(target: "coral_edgetpu", type: .int8, strategies: [.relu6Folded, .depthwise, .relu6]),
    // GATHER reads int32 positions, which CAST and ADD make; int16 throughout, too.
    Case(
      target: "tflm_reference", type: .int8,
      strategies: [.lookupMicro, .float, .int16, .relu6Folded, .depthwise, .relu6]),
    Case(target: "tflm_reference", type: .uint8, strategies: []),
    Case(
      target: "generic-uint8-npu", type: .uint8, strategies: [.relu6Folded, .depthwise, .relu6]),
    Case(target: "generic-uint8-npu", type: .int8, strategies: []),
    // The delegate takes floats and 8 bits, and DEQUANTIZE and QUANTIZE between them.
    Case(
      target: "xnnpack_delegate", type: .int8,
      strategies: [.float, .relu6Folded, .depthwise, .relu6]),
    Case(target: "xnnpack_delegate", type: .float32, strategies: [.relu6]),
    // No source lists any of them.
    Case(target: "rockchip_rknn", type: .int8, strategies: []),
  ])
  func findsTheSplitsThatATargetRuns(_ c: Case) throws {
    let profile = try TargetProfile.named(c.target)
    #expect(profile.hardSwishStrategies(for: c.type) == c.strategies)
  }

  @Test func tellsUnknownFromUnsupported() throws {
    let coral = try TargetProfile.named("coral_edgetpu")
    guard case .unknown(let open) = coral.support(of: OperatorUse(.gather, .int8)) else {
      Issue.record("GATHER is not unknown")
      return
    }
    #expect(open.map(\.message) == ["no data for GATHER"])
    guard case .unsupported(let reasons) = coral.support(of: OperatorUse(.hardSwish, .int8)) else {
      Issue.record("HARD_SWISH is not unsupported")
      return
    }
    #expect(reasons.map(\.kind) == ["operator"])
  }
}
