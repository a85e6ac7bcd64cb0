public import ModelFormat
public import QuantMath

/// The matrix operator before an activation, and the factors that end in it.
///
/// It is a class because rules pass it on often, and copying all that it holds costs more than a rule.
public final class Producer: Sendable {
  /// The operator, its operands and the axis of its output channels.
  public let matrix: MatrixOperator
  /// The operators between it and the activation, which only move data.
  public let through: [Operator]
  /// What it reads.
  public let input: QuantizedTensor?
  /// Its weights as they are stored.
  public let weights: QuantizedTensor?
  /// Its bias; nil if there is none.
  public let bias: QuantizedTensor?
  /// What it writes.
  public let output: QuantizedTensor?

  /// A matrix operator, and the operators between it and an activation.
  ///
  /// - Parameter quantized: returns a tensor's quantization, if it is already known.
  public init(
    _ matrix: MatrixOperator, through: [Operator] = [],
    quantized: (Tensor) -> QuantizedTensor = QuantizedTensor.init
  ) {
    self.matrix = matrix
    self.through = through
    input = matrix.input.map(quantized)
    weights = matrix.weights.map(quantized)
    bias = matrix.bias.map(quantized)
    output = matrix.output.map(quantized)
  }

  /// The number of output channels; nil if the weights' shape does not say.
  public var channelCount: Int? {
    guard let shape = weights?.tensor.shape, shape.indices.contains(matrix.channelAxis) else {
      return nil
    }
    return Int(shape[matrix.channelAxis])
  }

  /// The factor from each channel's int32 accumulator to the output's codes: input scale x weight scale /
  /// output scale, in double precision as the runtimes compute it.
  ///
  /// There is one if the weights have one scale; nil if a scale is missing.
  ///
  /// Source: LiteRT, `kernel_util.cc`, `PopulateConvolutionQuantizationParams`.
  public var multipliers: [Double]? {
    guard let factors else { return nil }
    return factors.weightScales.map { factors.input * Double($0) / factors.output }
  }

  /// The largest of the multipliers, computed without the list; nil if there are none.
  public var largestMultiplier: Double? {
    guard let factors else { return nil }
    return factors.weightScales.lazy.map { factors.input * Double($0) / factors.output }.max()
  }

  private var factors: (input: Double, weightScales: Scalars<Float>, output: Double)? {
    guard let inputScale = input?.quantization?.scale,
      let outputScale = output?.quantization?.scale,
      let weightScales = weights?.quantization?.scales, !weightScales.isEmpty
    else { return nil }
    return (Double(inputScale), weightScales, Double(outputScale))
  }

  /// The multipliers as the runtime quantizes them, each to a 31-bit mantissa and a power of two.
  public var fixedMultipliers: [Multiplier]? { multipliers.map { $0.map(quantizeMultiplier) } }

  /// True if the weights have a scale for each output channel, on the axis of the channels; nil for weights
  /// without scales.
  var hasPerChannelWeights: Bool? {
    guard let quantization = weights?.quantization else { return nil }
    return quantization.granularity == .perChannel && quantization.axis == matrix.channelAxis
  }

  /// True if every zero point of signed weights is 0; nil for unsigned weights, which are asymmetric by
  /// design, and for weights without zero points.
  var hasSymmetricWeights: Bool? {
    guard let weights, weights.type != .uint8, let quantization = weights.quantization,
      !quantization.zeroPoints.isEmpty
    else { return nil }
    return quantization.zeroPointRange == 0...0
  }

  /// True if every scale of the bias is input scale x weight scale, within 1e-5 of it; nil if there is no
  /// bias, if it is or may be all zero, or if there is nothing to compare with.
  public var hasMatchingBiasScale: Bool? {
    guard let bias, input?.quantization?.scale != nil,
      let weightScales = weights?.quantization?.scales, !weightScales.isEmpty,
      bias.tensor.isAllZero == false
    else { return nil }
    let biasCount = bias.quantization?.scales.count ?? 0
    return Self.fit(biasCount, weightScales.count) && biasMismatches.isEmpty
  }

  /// True if each list has one scale, or as many as the other.
  private static func fit(_ a: Int, _ b: Int) -> Bool { a == b || min(a, b) == 1 }

  /// The channels whose bias scale is not input scale x weight scale; none if the counts do not
  /// fit.
  ///
  /// If that product is not a positive number, nothing matches it.
  public var biasMismatches: [Int] {
    guard let inputScale = input?.quantization?.scale, let biasScales = bias?.quantization?.scales,
      let weightScales = weights?.quantization?.scales, !biasScales.isEmpty, !weightScales.isEmpty,
      Self.fit(biasScales.count, weightScales.count)
    else { return [] }
    let (biasStep, weightStep) = (biasScales.count == 1 ? 0 : 1, weightScales.count == 1 ? 0 : 1)
    var mismatches: [Int] = []
    for channel in 0..<max(biasScales.count, weightScales.count) {
      let found = Double(biasScales[channel * biasStep])
      let expected = Double(inputScale) * Double(weightScales[channel * weightStep])
      if !Self.matches(found: found, expected: expected) { mismatches.append(channel) }
    }
    return mismatches
  }

  /// Whether the scale of a bias is input scale x weight scale, within 1e-5 of it or a float's last bit.
  ///
  /// - Parameter expected: the product, in double; if it is not a positive number, nothing matches it.
  public static func matches(found: Double, expected: Double) -> Bool {
    // A float below 2^-126 can be off by its last bit.
    let slack = max(1e-5 * expected, Double(Float.leastNonzeroMagnitude))
    return expected.isFinite && expected > 0 && found > 0 && abs(found - expected) <= slack
  }
}

extension Tensor {
  /// True for a constant whose bytes are all 0, in any integer or float type; false for anything
  /// but a constant, and nil if that is not known.
  ///
  /// Data shared by many tensors is read once; see `ByteRange.isAllZero`.
  public var isAllZero: Bool? {
    guard let data else { return false }
    return data.isAllZero
  }
}
