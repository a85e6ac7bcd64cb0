internal import ModelFacts
internal import ModelFormat

extension BuiltinOperator {
  /// The operators that compute with the scales of their 8-bit tensors.
  ///
  /// Without a scale, they return constants or are rejected. HARD_SWISH has its own rules.
  static let computingWithScales = OperatorTraits.operators {
    $0.scales == .computes && $0.builtin != .hardSwish
  }
}

extension ElementType {
  /// True for the 8-bit types that kernels quantize.
  var isQuantizedByte: Bool { self == .int8 || self == .uint8 }
}

extension SubgraphFacts {
  /// Whether XNNPACK would run an operator that reads or writes a tensor.
  func isTouchedByXNNPACK(_ tensor: TensorIndex) -> Bool {
    let producer = graph.producer(of: tensor).map { [$0.builtin] } ?? []
    let touching = graph.consumers(of: tensor).map(\.builtin) + producer
    return touching.contains(where: \.traits.isDelegated)
  }

  /// True for a CONV_2D with these weights and float activations that the XNNPACK delegate accepts and then
  /// rejects for a zero point: before it accepts the layer, it checks only the first one.
  ///
  /// Measured with ai-edge-litert 2.3.0; other kernels do not check the zero point.
  func isTakenForFirstZeroPoint(_ op: Operator, _ weights: QuantizedTensor) -> Bool {
    guard op.builtin == .conv2D, let points = weights.quantization?.zeroPoints, points.count > 1,
      points.first == 0
    else { return false }
    return points.contains { $0 != 0 }
  }

  /// The activations that an operator reads and writes, without constants and absent inputs.
  func activations(of op: Operator) -> [QuantizedTensor] {
    [op.inputs, op.outputs].joined().compactMap { tensor($0) }.filter { !$0.isConstant }
  }
}
