internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// The input and output of an element-wise function in one model.
struct Ends {
  let input: QuantizedTensor
  let output: QuantizedTensor
  let graph: GraphIndex

  init(from input: TensorIndex, to output: TensorIndex, in graph: GraphIndex) {
    self.graph = graph
    self.input = QuantizedTensor(graph.subgraph.tensors[input.position])
    self.output = QuantizedTensor(graph.subgraph.tensors[output.position])
  }

  func function(
    _ kernels: RuntimeKernels = .reference
  ) throws(ElementwiseError) -> ElementwiseFunction {
    try ElementwiseFunction(
      from: input.tensor.index, to: output.tensor.index, in: graph, kernels: kernels)
  }

  /// The output code of every input code, lowest first.
  func table(_ kernels: RuntimeKernels = .reference) throws(ElementwiseError) -> [Int32] {
    try function(kernels).codes()
  }
}
