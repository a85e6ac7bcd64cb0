internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// The codes that a tensor can hold, as far as its producer is known for every input.
struct ReachableCodes {
  /// From the lowest to the highest; all codes if nothing is known.
  let range: ClosedRange<Int32>

  /// Walks back through operators that return codes of their input, or means of them, to one that is
  /// element-wise.
  init(of tensor: TensorIndex, in graph: GraphIndex) {
    var place = tensor
    for _ in 0..<Self.longest {
      guard let producer = graph.producer(of: place) else { break }
      if Self.staysWithin(producer.builtin), let input = producer.inputs.first {
        place = input
        continue
      }
      guard let input = graph.soleVaryingInput(of: producer),
        let function = try? ElementwiseFunction(
          from: input, to: place, in: graph, kernels: .reference),
        function.inputCodes != nil, function.outputCodes != nil
      else { break }
      let codes = function.codes()
      guard let low = codes.min(), let high = codes.max() else { break }
      range = low...high
      return
    }
    let codes = graph.tensor(tensor)?.type.codes ?? .int32
    range = codes.lowest...codes.highest
  }

  private static let longest = 64

  /// True for operators whose output codes lie among, or between, those of their input.
  private static func staysWithin(_ builtin: BuiltinOperator) -> Bool {
    builtin.traits.onlyMovesData || [.maxPool2D, .averagePool2D].contains(builtin)
  }
}
