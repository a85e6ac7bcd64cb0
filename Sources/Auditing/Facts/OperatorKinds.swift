internal import ModelFacts
internal import ModelFormat

extension BuiltinOperator {
  /// The operators that compute with the scales of their 8-bit tensors.
  ///
  /// Without a scale they give constants, or are rejected. HARD_SWISH has rules of its own.
  static let computingWithScales = OperatorTraits.operators {
    $0.scales == .computes && $0.builtin != .hardSwish
  }
}

extension ElementType {
  /// True for the types of 8 bits that kernels quantize.
  var isQuantizedByte: Bool { self == .int8 || self == .uint8 }
}

extension SubgraphFacts {
  /// Whether XNNPACK would take an operator that reads or writes a tensor.
  func isTouchedByXNNPACK(_ tensor: TensorIndex) -> Bool {
    let maker = graph.producer(of: tensor).map { [$0.builtin] } ?? []
    let touching = graph.consumers(of: tensor).map(\.builtin) + maker
    return touching.contains(where: \.traits.isDelegated)
  }

  /// True for a CONV_2D with these weights beside float activations that the XNNPACK delegate takes, and
  /// then rejects for a zero point: it looks at the first one alone before it takes the layer.
  ///
  /// Measured, ai-edge-litert 2.3.0; other kernels do not look at the zero point.
  func isTakenForFirstZeroPoint(_ op: Operator, _ weights: QuantizedTensor) -> Bool {
    guard op.builtin == .conv2D, let points = weights.quantization?.zeroPoints, points.count > 1,
      points.first == 0
    else { return false }
    return points.contains { $0 != 0 }
  }

  /// The activations that an operator reads and writes: neither constants nor left out.
  func activations(of op: Operator) -> [QuantizedTensor] {
    [op.inputs, op.outputs].joined().compactMap { tensor($0) }.filter { !$0.isConstant }
  }
}
