internal import ModelFormat

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
  public init(_ site: HardSwishSite) {
    perTensorInput = Self.isPerTensor(site.input)
    perTensorOutput = Self.isPerTensor(site.output)
    perChannelWeights = site.producer?.hasPerChannelWeights
    symmetricWeights = site.producer?.hasSymmetricWeights
    let isInteger = site.input.map { !$0.tensor.type.isFloat } ?? false
    biasScale = isInteger ? site.producer?.hasMatchingBiasScale : nil
    scaleRule = Self.scaleRule(site)
  }

  private static func isPerTensor(_ tensor: QuantizedTensor?) -> Bool? {
    guard let tensor, !tensor.tensor.type.isFloat, let quantization = tensor.quantization else {
      return nil
    }
    return quantization.granularity == .perTensor
  }

  /// The rule that LiteRT holds 8-bit tensors to before it runs: the multiplier from the input's
  /// high-resolution grid (128 steps a code) to the output must not need a left shift.
  ///
  /// All in float32, as the runtime computes it. Source: LiteRT, `kernels/activations.cc`,
  /// `HardSwishPrepare`, the check `params->output_multiplier_exponent <= 0`.
  private static func scaleRule(_ site: HardSwishSite) -> Bool? {
    guard let input = site.input, let output = site.output,
      [.int8, .uint8].contains(input.tensor.type), let inputScale = input.quantization?.scale,
      let outputScale = output.quantization?.scale
    else { return nil }
    let highResolution = Float(1.0 / 128) * inputScale
    return highResolution / outputScale < 1
  }
}
