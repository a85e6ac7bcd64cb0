internal import ModelFacts
internal import ModelFormat
internal import QuantMath

// What is reported about a new scale, and what must be proved.
extension Regrid {
  /// A change for each tensor whose values are computed or given, and one for each constant.
  ///
  /// - Parameter note: what else is said about a tensor, such as `; expected SQNR 20 -> 30 dB`.
  func changes(
    by info: PassInfo, in graph: GraphIndex, note: (TensorIndex) -> String
  ) -> [Change] {
    let lead = graph.subgraph.label(of: sources[0])
    var changes = sources.enumerated().map { order, source in
      let (claim, producer) = Self.claim(of: source, in: graph)
      let label = graph.subgraph.label(of: source)
      let what = order == 0 ? words : "the same as \(lead): both must share scale and zero point"
      return Change(info, subgraph, producer, "\(label): \(what)\(note(source))", claim)
    }
    changes += constants.map { constant in
      Change(
        info, subgraph, constant.op,
        "\(constant.label): requantized like \(lead): both must share scale and zero point",
        constant.claim)
    }
    return changes
  }

  /// What must be proved of a tensor: the whole table of an element-wise producer, or else the distance
  /// between the values that the tensor could hold and those that it can hold now.
  private static func claim(
    of tensor: TensorIndex, in graph: GraphIndex
  ) -> (Claim, producer: Int?) {
    guard let producer = graph.producer(of: tensor) else { return (.grid(tensor), nil) }
    guard let input = graph.soleVaryingInput(of: producer),
      let function = try? ElementwiseFunction(
        from: input, to: tensor, in: graph, kernels: .reference),
      function.inputCodes != nil, function.outputCodes != nil
    else { return (.grid(tensor), producer.index) }
    var claim = FunctionClaim(from: input, to: tensor)
    claim.isHardSwish = producer.builtin == .hardSwish
    return (.function(claim), producer.index)
  }
}
