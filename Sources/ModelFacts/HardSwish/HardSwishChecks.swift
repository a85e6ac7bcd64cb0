internal import ModelFormat
internal import QuantMath

/// The conditions under which one output scale is enough.
///
/// There is one list: the verdict and its reasons follow from what is printed as `checks`.
public struct HardSwishChecks: Sendable, Equatable {
  /// The input has exactly one scale and one zero point; nil if it has none at all.
  public var perTensorInput: Bool? { holds(.perTensorInput) }
  /// The output has exactly one scale and one zero point; nil if it has none at all.
  public var perTensorOutput: Bool? { holds(.perTensorOutput) }
  /// The producer's weights have one scale per output channel, on the right axis; nil without such
  /// weights.
  public var perChannelWeights: Bool? { holds(.perChannelWeights) }
  /// The producer's signed weights have the zero point 0; nil without such weights.
  public var symmetricWeights: Bool? { holds(.symmetricWeights) }
  /// The producer's bias has the scale of the accumulator it is added to; nil without a bias.
  public var biasScale: Bool? { holds(.biasScale) }
  /// The runtime accepts the two scales: input scale / output scale is below 128; nil if it does not check.
  public var scaleRule: Bool? { holds(.scaleRule) }

  /// The checks that are printed one by one.
  enum Name {
    case perTensorInput, perTensorOutput, perChannelWeights, symmetricWeights, biasScale, scaleRule

    /// Whether a failed check refutes the site; it does not for weights, which may also have one scale.
    var isRequired: Bool { self != .perChannelWeights }
  }

  /// What one check found.
  struct Outcome: Sendable, Equatable {
    /// Nil for a condition that is not printed as a check of its own.
    let name: Name?
    /// Whether the check holds; nil if it does not apply.
    let holds: Bool?
    /// Why the site is refuted, in words; nil if this check does not refute it, or if another outcome already
    /// says so.
    let fault: String?

    var refutes: Bool { fault != nil || holds == false && name?.isRequired != false }
  }

  /// In the order in which faults are reported.
  let outcomes: [Outcome]

  /// The checks of one site.
  public init(_ site: HardSwishSite, _ arithmetic: HardSwishArithmetic) {
    var outcomes = [
      Self.tensor("input", site.input, .perTensorInput),
      Self.tensor("output", site.output, .perTensorOutput),
    ]
    if let producer = site.producer {
      outcomes += Self.weights(producer)
      if let input = site.input, !input.type.isFloat { outcomes.append(Self.bias(producer)) }
    }
    outcomes.append(Self.runtime(site, arithmetic))
    self.outcomes = outcomes
  }

  /// Whether a condition for one output scale does not hold.
  var isRefuted: Bool { outcomes.contains(where: \.refutes) }

  /// Why the site is refuted, in words; empty if it is not.
  var faults: [String] { outcomes.compactMap(\.fault) }

  private func holds(_ name: Name) -> Bool? { outcomes.first { $0.name == name }?.holds }
}

extension HardSwishChecks {
  private static func tensor(_ side: String, _ tensor: QuantizedTensor?, _ name: Name) -> Outcome {
    guard let tensor else { return Outcome(name: name, holds: nil, fault: nil) }
    if tensor.type.isFloat {
      return Outcome(
        name: name, holds: nil,
        fault: "quantization is missing: the \(side) is \(tensor.type.name)")
    }
    guard let quantization = tensor.quantization else {
      return Outcome(
        name: name, holds: nil,
        fault: "quantization is missing: the \(side) is \(tensor.type.name) without a scale")
    }
    switch quantization.granularity {
    case .perTensor:
      guard let scale = quantization.scale, !(scale.isFinite && scale > 0) else {
        return Outcome(name: name, holds: true, fault: nil)
      }
      return Outcome(
        name: name, holds: true,
        fault: "the \(side)'s scale is \(scale); it must be a positive number")
    case .malformed:
      return Outcome(
        name: name, holds: false,
        fault: "the \(side)'s quantization is malformed: \(quantization.problem ?? "")")
    case .perChannel:
      return Outcome(
        name: name, holds: false,
        fault:
          "the \(side) has \(quantization.scales.count) scales; it must have one")
    default:
      let kind = quantization.granularity.rawValue
      return Outcome(
        name: name, holds: false,
        fault: "the \(side)'s quantization is \(kind); it must be per-tensor")
    }
  }

  private static func weights(_ producer: Producer) -> [Outcome] {
    guard let weights = producer.weights else { return [] }
    var owner: String { "the weights of \(producer.matrix.op.label)" }
    guard let quantization = weights.quantization else {
      let fault = "quantization is missing: \(owner) are \(weights.type.name) without a scale"
      return [Outcome(name: .perChannelWeights, holds: nil, fault: fault)]
    }
    let problem = quantization.problem.map { "\(owner) are malformed: \($0)" }
    return [
      Outcome(name: .perChannelWeights, holds: producer.hasPerChannelWeights, fault: problem),
      // A malformed list has no channels.
      Outcome(
        name: nil, holds: nil, fault: problem == nil ? scaleFault(of: owner, quantization) : nil),
      Outcome(
        name: .symmetricWeights, holds: producer.hasSymmetricWeights,
        fault: problem == nil && producer.hasSymmetricWeights == false
          ? zeroPointFault(of: owner, quantization) : nil),
    ]
  }

  private static func scaleFault(of owner: String, _ quantization: TensorQuantization) -> String? {
    // Some converters write a scale of 0 for a channel whose weights are all 0.
    guard !quantization.hasNormalScales,
      let channel = quantization.scales.firstIndex(where: { !($0.isFinite && $0 >= 0) })
    else { return nil }
    return "\(owner) have the scale \(quantization.scales[channel]) in channel \(channel); "
      + "it must be a positive number"
  }

  private static func zeroPointFault(
    of owner: String, _ quantization: TensorQuantization
  ) -> String? {
    guard let channel = quantization.zeroPoints.firstIndex(where: { $0 != 0 }) else { return nil }
    let zeroPoint = quantization.zeroPoints[channel]
    let place = quantization.zeroPoints.count > 1 ? " in channel \(channel)" : ""
    return "\(owner) have the zero point \(zeroPoint)\(place); it must be 0"
  }

  private static func bias(_ producer: Producer) -> Outcome {
    let holds = producer.hasMatchingBiasScale
    return Outcome(
      name: .biasScale, holds: holds, fault: holds == false ? biasFault(producer) : nil)
  }

  private static func biasFault(_ producer: Producer) -> String? {
    let scales = producer.bias?.quantization?.scales.array ?? []
    let expected = producer.weights?.quantization?.scales.count ?? 0
    guard let input = producer.input?.quantization?.scale, !scales.isEmpty else {
      return "the bias of \(producer.matrix.op.label) has no scale"
    }
    guard scales.count == expected || scales.count == 1 else {
      return
        "the bias of \(producer.matrix.op.label) has \(scales.count) scales, and the weights have \(expected)"
    }
    guard let channel = producer.biasMismatches.first,
      let weights = producer.weights?.quantization?.scales
    else { return nil }
    let found = scales[scales.count == 1 ? 0 : channel]
    let wanted = input * weights[weights.count == 1 ? 0 : channel]
    let place = max(scales.count, weights.count) > 1 ? " in channel \(channel)" : ""
    return "the bias scale of \(producer.matrix.op.label) is \(found)\(place); "
      + "input scale x weight scale is \(wanted)"
  }

  /// What the runtime says about an operator if its types have a kernel.
  ///
  /// The only rule about scales that LiteRT checks for 8-bit tensors: see `HardSwishPreparation`,
  /// `input-scale-over-128x`. A ratio that is not a finite number passes the runtime's check, and computes
  /// nonsense.
  private static func runtime(
    _ site: HardSwishSite, _ arithmetic: HardSwishArithmetic
  ) -> Outcome {
    let scales = site.input?.quantization?.scale.flatMap { input in
      site.output?.quantization?.scale.map { (input: input, output: $0) }
    }
    switch arithmetic {
    case .none: return Outcome(name: .scaleRule, holds: nil, fault: nil)
    case .computed:
      guard let scales else { return Outcome(name: .scaleRule, holds: nil, fault: nil) }
      let ratio = scales.input / scales.output
      // A scale that is not a positive number is already reported.
      let isTold = !(scales.input > 0 && scales.output > 0)
      return Outcome(
        name: .scaleRule, holds: ratio.isFinite,
        fault: ratio.isFinite || isTold
          ? nil : "input scale / output scale is \(ratio); it must be below 128")
    case .refused(let error):
      let holds = scales != nil && error.condition == .inputScaleOver128x ? false : nil
      guard error.condition != .typeNotSupported else {
        return Outcome(name: .scaleRule, holds: holds, fault: nil)
      }
      // The kernel's own number has 32 bits; the file's has 64.
      let found =
        error.condition == .zeroPointOutsideInt16
        ? "zero points \(zeroPoint(site.input)) and \(zeroPoint(site.output))" : error.found
      return Outcome(
        name: .scaleRule, holds: holds,
        fault: "the runtime rejects the operator: \(error.condition.message): \(found)")
    }
  }

  private static func zeroPoint(_ tensor: QuantizedTensor?) -> Int64 {
    tensor?.quantization?.zeroPoint ?? 0
  }
}
