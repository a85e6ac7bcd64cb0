internal import ModelFormat
internal import QuantMath

/// The reasons that refute a site, in words, in the order of the checks.
enum HardSwishFaults {
  /// Every fault of a site whose input or output is an integer; empty where there is none.
  static func of(
    _ site: HardSwishSite, _ arithmetic: HardSwishArithmetic, _ checks: HardSwishChecks
  ) -> [String] {
    let sides = tensor("input", site.input) + tensor("output", site.output)
    return sides + weights(site.producer) + bias(site, checks) + refusal(arithmetic)
  }

  private static func tensor(_ side: String, _ tensor: QuantizedTensor?) -> [String] {
    guard let tensor else { return [] }
    if tensor.tensor.type.isFloat {
      return ["quantization is missing: the \(side) is \(tensor.tensor.type.name)"]
    }
    guard let quantization = tensor.quantization else {
      return ["quantization is missing: the \(side) is \(tensor.tensor.type.name) without a scale"]
    }
    switch quantization.granularity {
    case .perTensor: return []
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
    let owner = "the weights of \(producer.name)"
    guard let quantization = weights.quantization else {
      return ["quantization is missing: \(owner) are \(weights.tensor.type.name) without a scale"]
    }
    if let problem = quantization.problem { return ["\(owner) are malformed: \(problem)"] }
    var faults: [String] = []
    if let axis = quantization.axis, axis != producer.matrix.channelAxis {
      faults.append(
        "\(owner) have scales along dimension \(axis); "
          + "the output channels are dimension \(producer.matrix.channelAxis)")
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
    let scales = producer.bias?.quantization?.scales ?? []
    let expected = producer.weights?.quantization?.scales.count ?? 0
    guard let input = producer.input?.quantization?.scale, !scales.isEmpty else {
      return ["the bias of \(producer.name) has no scale"]
    }
    guard scales.count == expected || scales.count == 1 else {
      return [
        "the bias of \(producer.name) has \(scales.count) scales for \(expected) of the weights"
      ]
    }
    let pairs = (0..<max(scales.count, expected)).map { channel in
      let weight = producer.weights?.quantization?.scales ?? []
      let found = scales[scales.count == 1 ? 0 : channel]
      return (channel, found, input * weight[weight.count == 1 ? 0 : channel])
    }
    let worst = pairs.max { abs($0.1 / $0.2 - 1) < abs($1.1 / $1.2 - 1) }
    guard let (channel, found, wanted) = worst else { return [] }
    let place = pairs.count > 1 ? " in channel \(channel)" : ""
    return [
      "the bias scale of \(producer.name) is \(found)\(place); "
        + "input scale x weight scale is \(wanted)"
    ]
  }

  /// Why the runtime refuses the operator, where its tensors have a kernel at all.
  private static func refusal(_ arithmetic: HardSwishArithmetic) -> [String] {
    guard case .refused(let error) = arithmetic, error.condition != .typeNotSupported else {
      return []
    }
    return ["the runtime refuses the operator: \(error.condition.message): \(error.found)"]
  }
}
