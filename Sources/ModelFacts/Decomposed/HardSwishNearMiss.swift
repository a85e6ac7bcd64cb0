public import ModelFormat

/// A product that looks like hard-swish but is not: its gate bends at other points.
///
/// A converter leaves one when it rounds the constant 1 to the scale of the tensor that it bounds; then the
/// model does not compute what was trained.
public struct HardSwishNearMiss: Sendable {
  /// The subgraph's index in the model.
  public let subgraph: Int
  /// The operators, in order.
  public let operators: [Int]
  /// The tensor `x`.
  public let input: TensorIndex
  /// The tensor that holds the product.
  public let output: TensorIndex
  /// The gate `clip(slope x + offset, low, high)`; a hard-swish has 1/6, 1/2, 0 and 1.
  public let (slope, offset, low, high): (Double, Double, Double, Double)

  /// All in a subgraph, in the order of their products.
  public static func all(in graph: GraphIndex) -> [HardSwishNearMiss] {
    graph.subgraph.operators.lazy.filter { $0.builtin == .mul }.compactMap {
      HardSwishNearMiss($0, in: graph)
    }
  }

  private init?(_ product: Operator, in graph: GraphIndex) {
    guard let output = product.outputs.first,
      GateMatch.ofProduct(product, in: graph, GateMatch.isRelu6) == nil,
      let match = GateMatch.ofProduct(product, in: graph, Self.isNear)
    else { return nil }
    (subgraph, operators) = (graph.subgraph.index, match.operators)
    (input, self.output) = (match.base, output)
    // Relative to the line's slope, as if that were 1/6.
    let unit = 6 * match.gate.slope
    (slope, offset) = (1 / 6, match.gate.offset / unit)
    (low, high) = (match.gate.low / unit, match.gate.high / unit)
  }

  /// Whether a gate bends within a sixth of the points where that of hard-swish does.
  private static func isNear(
    _ line: ClampedLine, _ reach: ClosedRange<Double>?, _ inFloats: Bool
  ) -> Double? {
    guard line.slope > 0, line.low.isFinite, line.high.isFinite else { return nil }
    let (offset, low, high) = (
      line.offset / line.slope, line.low / line.slope, line.high / line.slope
    )
    guard abs(offset - 3) <= 0.5, abs(low) <= 0.5, abs(high - 6) <= 1 else { return nil }
    return line.slope
  }
}
