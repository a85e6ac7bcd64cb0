internal import ModelFormat
internal import QuantMath

/// What must hold for one output scale to serve; each is nil where it does not apply.
public struct HardSwishChecks: Sendable, Equatable {
  /// The input has exactly one scale and one zero point.
  public let perTensorInput: Bool?
  /// The output has exactly one scale and one zero point.
  public let perTensorOutput: Bool?
  /// The producer's weights have one scale per output channel, on the right axis.
  public let perChannelWeights: Bool?
  /// The producer's signed weights have the zero point 0.
  public let symmetricWeights: Bool?
  /// The producer's bias has the scale of the accumulator it is added to.
  public let biasScale: Bool?
  /// The runtime takes the two scales: input scale / output scale is below 128.
  public let scaleRule: Bool?

  /// The checks of one site.
  public init(_ site: HardSwishSite, _ arithmetic: HardSwishArithmetic) {
    perTensorInput = Self.isPerTensor(site.input)
    perTensorOutput = Self.isPerTensor(site.output)
    perChannelWeights = site.producer?.hasPerChannelWeights
    symmetricWeights = site.producer?.hasSymmetricWeights
    let isInteger = site.input.map { !$0.type.isFloat } ?? false
    biasScale = isInteger ? site.producer?.hasMatchingBiasScale : nil
    scaleRule = Self.scaleRule(site, arithmetic)
  }

  private static func isPerTensor(_ tensor: QuantizedTensor?) -> Bool? {
    guard let tensor, !tensor.type.isFloat, let quantization = tensor.quantization else {
      return nil
    }
    return quantization.granularity == .perTensor
  }

  /// The one rule about the scales that LiteRT holds 8-bit tensors to: see
  /// `HardSwishPreparation`, `input-scale-over-128x`.
  ///
  /// A ratio that is no finite number passes the runtime's check, and computes nonsense.
  private static func scaleRule(_ site: HardSwishSite, _ arithmetic: HardSwishArithmetic) -> Bool? {
    guard let input = site.input?.quantization?.scale, let output = site.output?.quantization?.scale
    else { return nil }
    switch arithmetic {
    case .computed: return (input / output).isFinite
    case .refused(let error): return error.condition == .inputScaleOver128x ? false : nil
    case .none: return nil
    }
  }
}
