internal import ModelFormat
internal import QuantMath

/// The reasons that refute a site, in words, in the order of the checks.
enum HardSwishFaults {
  /// Every fault of a site whose input or output is an integer; empty where there is none.
  static func of(
    _ site: HardSwishSite, _ arithmetic: HardSwishArithmetic, _ checks: HardSwishChecks
  ) -> [String] {
    let sides = tensor("input", site.input) + tensor("output", site.output)
    return sides + weights(site.producer) + bias(site, checks) + refusal(site, arithmetic, checks)
  }

  private static func tensor(_ side: String, _ tensor: QuantizedTensor?) -> [String] {
    guard let tensor else { return [] }
    if tensor.type.isFloat {
      return ["quantization is missing: the \(side) is \(tensor.type.name)"]
    }
    guard let quantization = tensor.quantization else {
      return ["quantization is missing: the \(side) is \(tensor.type.name) without a scale"]
    }
    switch quantization.granularity {
    case .perTensor:
      guard let scale = quantization.scale, !(scale.isFinite && scale > 0) else { return [] }
      return ["the \(side)'s scale is \(scale); it must be a positive number"]
    case .malformed:
      return ["the \(side)'s quantization is malformed: \(quantization.problem ?? "")"]
    case .perChannel:
      return [
        "the \(side) has \(quantization.scales.count) scales; one must serve the whole tensor"
      ]
    default:
      let kind = quantization.granularity.rawValue
      return ["the \(side)'s quantization is \(kind); one scale must serve the whole tensor"]
    }
  }

  private static func weights(_ producer: Producer?) -> [String] {
    guard let producer, let weights = producer.weights else { return [] }
    var owner: String { "the weights of \(producer.name)" }
    guard let quantization = weights.quantization else {
      return ["quantization is missing: \(owner) are \(weights.type.name) without a scale"]
    }
    if let problem = quantization.problem { return ["\(owner) are malformed: \(problem)"] }
    var faults: [String] = []
    // 0 is what some converters give a channel whose weights are all 0.
    if !quantization.hasNormalScales,
      let channel = quantization.scales.firstIndex(where: { !($0.isFinite && $0 >= 0) })
    {
      faults.append(
        "\(owner) have the scale \(quantization.scales[channel]) in channel \(channel); "
          + "it must be a positive number")
    }
    if producer.hasSymmetricWeights == false,
      let channel = quantization.zeroPoints.firstIndex(where: { $0 != 0 })
    {
      let zeroPoint = quantization.zeroPoints[channel]
      let place = quantization.zeroPoints.count > 1 ? " in channel \(channel)" : ""
      faults.append("\(owner) have the zero point \(zeroPoint)\(place); it must be 0")
    }
    return faults
  }

  private static func bias(_ site: HardSwishSite, _ checks: HardSwishChecks) -> [String] {
    guard checks.biasScale == false, let producer = site.producer else { return [] }
    let scales = producer.bias?.quantization?.scales.array ?? []
    let expected = producer.weights?.quantization?.scales.count ?? 0
    guard let input = producer.input?.quantization?.scale, !scales.isEmpty else {
      return ["the bias of \(producer.name) has no scale"]
    }
    guard scales.count == expected || scales.count == 1 else {
      return [
        "the bias of \(producer.name) has \(scales.count) scales for \(expected) of the weights"
      ]
    }
    guard let channel = producer.biasMismatches.first,
      let weights = producer.weights?.quantization?.scales
    else { return [] }
    let found = scales[scales.count == 1 ? 0 : channel]
    let wanted = input * weights[weights.count == 1 ? 0 : channel]
    let place = max(scales.count, weights.count) > 1 ? " in channel \(channel)" : ""
    return [
      "the bias scale of \(producer.name) is \(found)\(place); "
        + "input scale x weight scale is \(wanted)"
    ]
  }

  /// Why the runtime refuses the operator, where its tensors have a kernel at all.
  private static func refusal(
    _ site: HardSwishSite, _ arithmetic: HardSwishArithmetic, _ checks: HardSwishChecks
  ) -> [String] {
    if case .refused(let error) = arithmetic, error.condition != .typeNotSupported {
      // The kernel's own number has 32 bits; the file's has 64.
      let found =
        error.condition == .zeroPointOutsideInt16
        ? "zero points \(zeroPoint(site.input)) and \(zeroPoint(site.output))" : error.found
      return ["the runtime refuses the operator: \(error.condition.message): \(found)"]
    }
    guard checks.scaleRule == false, let input = site.input?.quantization?.scale,
      let output = site.output?.quantization?.scale, input > 0, output > 0
    else { return [] }
    return ["input scale / output scale is \(input / output); it must be below 128"]
  }

  private static func zeroPoint(_ tensor: QuantizedTensor?) -> Int64 {
    tensor?.quantization?.zeroPoint ?? 0
  }

  /// What is odd about a site and refutes nothing.
  static func notes(_ site: HardSwishSite) -> [String] {
    weightNotes(site.producer) + missingKernel(site)
  }

  private static func weightNotes(_ producer: Producer?) -> [String] {
    guard let producer, let quantization = producer.weights?.quantization else { return [] }
    var owner: String { "the weights of \(producer.name)" }
    switch quantization.granularity {
    case .perChannel where quantization.axis != producer.matrix.channelAxis:
      return [
        "\(owner) have scales along dimension \(quantization.axis ?? 0); "
          + "the output channels are dimension \(producer.matrix.channelAxis)"
      ]
    case .blockwise, .multiAxis, .custom:
      return ["the quantization of \(owner) is \(quantization.granularity.rawValue)"]
    default: return []
    }
  }

  /// An accelerator may compute what LiteRT has no kernel for.
  private static func missingKernel(_ site: HardSwishSite) -> [String] {
    guard let type = site.input?.type, site.output?.type == type,
      ![.int8, .uint8].contains(type)
    else { return [] }
    return ["LiteRT has no HARD_SWISH kernel for \(type.name)"]
  }
}
