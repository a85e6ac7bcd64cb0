internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A SUM or MEAN of 8-bit codes, as real numbers.
struct Reduction {
  /// Every real number that the result can be.
  let values: ClosedRange<Double>
  private let input: Grid
  /// How many elements are reduced to one.
  private let count: Double
  private let isMean: Bool
  /// Whether the kernel rounds the zero point's part separately.
  private let isOverPositions: Bool

  /// - Throws: why the operator's result is not known.
  init(_ op: Operator, of input: Grid, in graph: GraphIndex) throws(Reason) {
    isMean = op.builtin == .mean
    // LiteRT `kernels/reduce.cc`, `QuantizedMeanOrSum`.
    guard isMean || input.codes == .uint8 else {
      throw Reason("the reference kernel of SUM reads INT8 as if it were UINT8")
    }
    func shape(_ tensor: TensorIndex?) -> [Int32] { tensor.flatMap(graph.tensor)?.shape ?? [] }
    let (from, to) = (shape(op.inputs.first), shape(op.outputs.first))
    func elements(_ shape: [Int32]) -> Double { shape.reduce(1) { $0 * Double($1) } }
    guard !from.isEmpty, (from + to).allSatisfy({ $0 > 0 }),
      elements(from).truncatingRemainder(dividingBy: elements(to)) == 0
    else { throw Reason("its shapes are unknown") }
    (self.input, count) = (input, elements(from) / elements(to))
    isOverPositions = isMean && from.count == 4 && op.number("keep_dims") != 0
    let (steps, times) = (input.steps, isMean ? 1 : count)
    let scale = Double(input.scale) * times
    values = (steps.lowerBound * scale)...(steps.upperBound * scale)
  }

  /// How far the code may be from the result, in codes of the output.
  ///
  /// The reference kernels have a fixed-point multiplier; for means, it is divided by the count, and loses
  /// bits if there is no room to shift it left first. The others multiply in float32; means over height and
  /// width sum codes without subtracting the zero point, and round its part separately.
  ///
  /// - Source: LiteRT `kernels/internal/reference/reduce.h`, `QuantizedMeanOrSum`;
  ///   `kernels/internal/optimized/reduce.h`, `QuantizedMeanOrSum`;
  ///   `kernels/internal/optimized/integer_ops/mean.h`, `Mean`.
  /// - Throws: why this is unknown.
  func error(on output: Requantization) throws(Reason) -> Double {
    let factor = Double(input.scale) / output.scale
    // Codes may be farther from 0 than codes minus the zero point.
    let most = count * 256
    guard output.takes(factor, sums: -most...most) else { throw ExactResult.factor(factor) }
    let floats = (isMean ? 1 : count) * 256 * factor * 0x1p-21
    guard isMean else { return output.roundingError(factor) + floats }
    let exponent = quantizeMultiplier(factor).exponent
    guard Double(count.exponent) <= Double(31 + exponent) else {
      throw Reason("the multiplier for a mean of \(Int(saturating: count)) elements is \(factor)")
    }
    return output.roundingError(2 * factor / count) + floats + (isOverPositions ? 0.5 : 0)
  }
}
