internal import ModelFacts
internal import ModelFormat

/// A matrix operator with weights of its own: what its weights are like.
struct LayerFacts {
  let op: Operator
  let subgraph: Int
  let weights: Tensor
  /// How the weights are quantized; nil for floats.
  let quantization: TensorQuantization?
  /// How often each value occurs; nil for weights that are not read.
  let histogram: WeightHistogram?

  /// The least, the middle and the greatest of the scales that are above 0; nil if there is none.
  let scales: (low: Double, middle: Double, high: Double)?

  /// How many times the least scale the greatest is; nil without scales.
  var scaleRatio: Double? { scales.map { $0.high / $0.low } }

  private init(_ op: Operator, _ subgraph: Int, _ weights: Tensor) {
    (self.op, self.subgraph, self.weights) = (op, subgraph, weights)
    quantization = TensorQuantization(weights)
    histogram = WeightHistogram(weights)
    let sorted = (quantization?.scales.map { Double($0) } ?? [])
      .filter { $0 > 0 && $0.isFinite }.sorted()
    scales = sorted.first.map {
      (low: $0, middle: sorted[sorted.count / 2], high: sorted.last ?? $0)
    }
  }

  /// The layers of a model, in the order in which they run; no more than `most`, and how many there are.
  static func all(of graphs: [GraphIndex], atMost most: Int) -> (shown: [LayerFacts], count: Int) {
    var shown: [LayerFacts] = []
    var count = 0
    for graph in graphs {
      for op in graph.subgraph.operators {
        guard let weights = MatrixOperator(op, in: graph)?.weights, weights.isConstant else {
          continue
        }
        count += 1
        if shown.count < most { shown.append(LayerFacts(op, graph.subgraph.index, weights)) }
      }
    }
    return (shown, count)
  }
}
