public import ModelFormat

/// How many multiply-accumulates an operator computes in one run.
public enum MultiplyAccumulates {
  /// The number for a matrix operator; nil for any other operator, for shapes that are unknown or do not fit,
  /// and beyond 2^63 - 1.
  ///
  /// Padding counts as data; a bias does not count. Fused activations, requantization and everything else
  /// that is not multiplied by a weight are left out.
  public static func count(of op: Operator, in graph: GraphIndex) -> Int? {
    guard let matrix = MatrixOperator(op, in: graph) else { return nil }
    guard op.builtin != .batchMatmul else { return batchMatmul(op, matrix) }
    if op.builtin.traits.roles[0] == .shape, let weights = matrix.weights {
      // In a transposed convolution, each input element is multiplied by every weight of its channel, along
      // the last dimension.
      return perElement(
        of: matrix.input, weights: weights, channelAxis: weights.shape.count - 1)
    }
    return perElement(
      of: matrix.output, weights: matrix.weights, channelAxis: matrix.channelAxis)
  }

  /// The multiply-accumulates of several operators.
  public struct Sum: Sendable {
    /// Those of the operators that have a number; nil past 2^63 - 1.
    public private(set) var count: Int? = 0
    /// How many matrix operators have none, because a shape is not known or does not fit.
    public private(set) var uncountedOperators = 0

    /// The sum of no operators.
    public init() {}

    /// Adds an operator whose number is `macs`.
    public mutating func add(_ op: Operator, macs: Int?) {
      guard let macs else {
        if op.builtin.traits.matrix != nil { uncountedOperators += 1 }
        return
      }
      add(macs)
    }

    /// Adds another sum.
    public mutating func add(_ other: Sum) {
      uncountedOperators += other.uncountedOperators
      add(other.count)
    }

    private mutating func add(_ macs: Int?) {
      guard let count, let macs else {
        self.count = nil
        return
      }
      let (sum, overflow) = count.addingReportingOverflow(macs)
      self.count = overflow ? nil : sum
    }
  }

  /// The sum over all operators of a model.
  public static func sum(of model: Model) -> Sum {
    var sum = Sum()
    for subgraph in model.subgraphs {
      let graph = GraphIndex(subgraph)
      for op in subgraph.operators { sum.add(op, macs: count(of: op, in: graph)) }
    }
    return sum
  }

  /// Elements x weights of one position along `channelAxis`.
  private static func perElement(of tensor: Tensor?, weights: Tensor?, channelAxis: Int) -> Int? {
    guard let tensor, let weights else { return nil }
    let shape = weights.shape
    guard shape.indices.contains(channelAxis) else { return nil }
    var factors = shape
    factors.remove(at: channelAxis)
    return product(tensor.elementCount, factors)
  }

  private static func batchMatmul(_ op: Operator, _ matrix: MatrixOperator) -> Int? {
    guard let left = matrix.input?.shape, left.count >= 2 else { return nil }
    let isAdjoint = op.options.flatMap { options in
      options.field(named: "adj_x").flatMap(options.value)
    }
    if case .bool(true)? = isAdjoint {
      return product(matrix.output?.elementCount, [left[left.count - 2]])
    }
    return product(matrix.output?.elementCount, [left[left.count - 1]])
  }

  private static func product(_ elements: Int?, _ factors: [Int32]) -> Int? {
    guard var product = elements else { return nil }
    for factor in factors {
      guard factor >= 0 else { return nil }
      let (next, overflow) = product.multipliedReportingOverflow(by: Int(factor))
      if overflow { return nil }
      product = next
    }
    return product
  }
}
