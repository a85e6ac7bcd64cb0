internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// How far the output of one matrix operator moves for any input codes: a sound bound, computed from the
/// bytes of both models.
///
/// For each output channel, it adds the positive and negative changes of the weights, times the input codes
/// farthest from the zero point, the change of the bias, the rounding of both kernels, and what one of them
/// clamps and the other does not. It is a bound for one layer: its input is assumed to be unchanged, or to be the old
/// numbers times the factors of the comparison's weights, whose outputs are divided by theirs.
struct LayerComparison {
  /// What was found.
  struct Bound {
    /// The change in steps of the old output's scale; 0 only for the same arithmetic.
    var codes = 0.0
    /// The change in steps of the new scale; nil if the scale stays.
    var newSteps: Double?
    /// The output channel of the largest change; nil if nothing changes.
    var channel: Int?
    /// The root mean square before rounding for equally likely input codes, in steps of the old output's
    /// scale.
    var rms = 0.0
  }

  private let (old, new): (LayerOperands, LayerOperands)
  let sums: WeightComparison

  init(
    _ old: LayerOperands, _ new: LayerOperands, _ sums: WeightComparison
  ) throws(Reason) {
    guard old.op.hasSameMeaning(as: new.op) else {
      throw Reason("the operator's options differ")
    }
    guard sums.factors.inputs != nil || old.readsTheSame(as: new) else {
      throw Reason("the input scale of \(old.op.builtin.name) changed too")
    }
    (self.old, self.new, self.sums) = (old, new, sums)
  }

  /// - Throws: why there is no bound.
  func bound() throws(Reason) -> Bound {
    var bound = Bound()
    var squares = 0.0
    for channel in 0..<sums.channelCount {
      let change = try change(of: channel)
      squares += change.meanSquare
      if change.codes > bound.codes { (bound.codes, bound.channel) = (change.codes, channel) }
      if let steps = change.newSteps { bound.newSteps = max(bound.newSteps ?? 0, steps) }
    }
    let (scale, count) = (old.requantization.scale, Double(max(1, sums.channelCount)))
    bound.rms = (squares / count).squareRoot() / scale
    return bound
  }

  private func change(
    of channel: Int
  ) throws(Reason) -> (codes: Double, newSteps: Double?, meanSquare: Double) {
    let factor = sums.factors.output(channel)
    let (from, to) = (old.requantization, new.requantization.scaled(by: 1 / factor))
    let inputScale = Double(old.input.scale)
    let (oldStep, newStep) = (step(old, sums.old, channel), step(new, sums.new, channel))
    let multiplier = newStep / new.requantization.scale
    let changes = sums.sums(of: channel)
    let values = try values(old, changes.old, oldStep, channel)
    _ = try self.values(new, changes.new, newStep, channel)

    let biasChange = newStep * new.bias(channel) / factor - oldStep * old.bias(channel)
    let (up, down) = (changes.up, changes.down)
    let inputs = old.inputSteps
    let farthest = max(
      abs(biasChange + inputScale * (up * inputs.upperBound + down * inputs.lowerBound)),
      abs(biasChange + inputScale * (up * inputs.lowerBound + down * inputs.upperBound)))

    let same = from.hasSameSteps(as: to)
    if same, farthest == 0, sums.factors.isNone, isSameArithmetic(channel, oldStep, newStep) {
      return (0, nil, 0)
    }
    let rounding =
      from.scale * from.roundingError(oldStep / from.scale)
      + to.scale * to.roundingError(multiplier)
    let clamping = Requantization.clampDistance(from, to, for: values)
    let distance = min(
      farthest + clamping + rounding, Requantization.widestDistance(from, to))
    return (
      from.codes(distance, to: to), same ? nil : distance / to.scale * (1 + 1e-9),
      meanSquare(changes, biasChange)
    )
  }

  /// Input scale x weight scale.
  private func step(
    _ layer: LayerOperands, _ weights: StoredWeights, _ channel: Int
  ) -> Double {
    Double(layer.input.scale) * Double(weights.scale(channel))
  }

  /// The real numbers that a channel's sums can be.
  private func values(
    _ layer: LayerOperands, _ weights: WeightComparison.Signed, _ step: Double, _ channel: Int
  ) throws(Reason) -> ClosedRange<Double> {
    let (sum, bias) = (weights.range(of: layer.inputSteps), layer.bias(channel))
    let sums = (sum.lowerBound + bias)...(sum.upperBound + bias)
    // A channel whose weights and bias are all 0 may have any scale.
    let isZero = sums.lowerBound == 0 && sums.upperBound == 0
    let factor = step / layer.requantization.scale
    guard
      isZero || layer.requantization.takes(factor, sums: layer.hasWideSums ? 0...0 : sums)
    else {
      throw Reason(
        layer.requantization.takes(factor, sums: 0...0)
          ? "output channel \(channel) may overflow its accumulator"
          : "the multiplier of output channel \(channel) is \(Float(factor)); it must be above 2^-31 and below 256"
      )
    }
    return (sums.lowerBound * step)...(sums.upperBound * step)
  }

  /// True if every kernel computes the same result from the same sums.
  ///
  /// Uint8 kernels compute the factor from a product of scales in float32, per-channel int8 kernels from one
  /// in double.
  ///
  /// - Source: LiteRT `kernels/kernel_util.cc`, `PopulateConvolutionQuantizationParams` and
  ///   `GetQuantizedConvolutionMultipler`.
  private func isSameArithmetic(_ channel: Int, _ oldStep: Double, _ newStep: Double) -> Bool {
    guard oldStep == newStep else { return false }
    guard old.isUInt8 != new.isUInt8 else { return true }
    let narrow = Double(old.input.scale * sums.old.scale(channel)) / old.requantization.scale
    return quantizeMultiplier(narrow) == quantizeMultiplier(oldStep / old.requantization.scale)
  }

  /// The mean square for equally likely and independent input codes.
  private func meanSquare(_ sums: WeightComparison.Sums, _ biasChange: Double) -> Double {
    let codes = old.input.codes
    let mean = (Double(codes.lowest) + Double(codes.highest)) / 2 - Double(old.input.zeroPoint)
    let count = Double(codes.count)
    let scale = Double(old.input.scale)
    let shift = biasChange + scale * mean * (sums.up + sums.down)
    return shift * shift + scale * scale * (count * count - 1) / 12 * sums.noise
  }
}
