internal import ModelFacts
internal import ModelFormat

extension BuiltinOperator {
  /// The operators that LiteRT's XNNPACK delegate takes on 8-bit tensors; it then holds their
  /// tensors to rules of its own.
  ///
  /// Source: LiteRT `delegates/xnnpack/xnnpack_delegate.cc`, `VisitNode`, by running one-operator
  /// models in ai-edge-litert 2.3.0.
  static let takenByXNNPACK: Set<Self> = [
    .conv2D, .depthwiseConv2D, .fullyConnected, .transposeConv, .add, .sub, .mul, .concatenation,
    .maxPool2D, .pad, .resizeBilinear, .slice, .stridedSlice, .spaceToDepth, .depthToSpace, .split,
    .transpose, .mean, .logistic, .tanh, .elu, .leakyRelu, .quantize, .dequantize,
  ]

  /// The operators that compute with the scales of their 8-bit tensors: without a scale they give
  /// constants, or are refused.
  static let computingWithScales: Set<Self> = [
    .conv2D, .depthwiseConv2D, .fullyConnected, .transposeConv, .conv3D, .batchMatmul, .add, .sub,
    .mul, .squaredDifference, .mean, .sum, .relu, .relu6, .reluN1To1, .relu0To1, .logistic, .tanh,
    .softmax, .logSoftmax, .l2Normalization, .leakyRelu, .prelu, .elu,
  ]
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
    return touching.contains { BuiltinOperator.takenByXNNPACK.contains($0) }
  }

  /// The activations that an operator reads and writes: neither constants nor left out.
  func activations(of op: Operator) -> [QuantizedTensor] {
    [op.inputs, op.outputs].joined().compactMap { tensor($0) }.filter { !$0.isConstant }
  }
}
