internal import ModelFacts
internal import ModelFormat

/// Groups matrix operators that are alike in everything that rules check, so that each group is checked once:
/// a small file can have ten thousand that share weights of a hundred thousand channels.
struct AlikeOperators {
  private struct Key: Hashable {
    let kind: BuiltinOperator
    let activation: ActivationFunction
    let weights, bias: TensorIndex?
    let input, output: End
  }

  /// The quantization of an activation.
  private struct End: Hashable {
    let type: ElementType?
    let scale: UInt32?
    let zeroPoint: Int64?
    /// The tensor itself, if its quantization is more than one scale and one zero point.
    let tensor: TensorIndex?

    init(_ tensor: QuantizedTensor?) {
      type = tensor?.type
      scale = tensor?.quantization?.scale?.bitPattern
      zeroPoint = tensor?.quantization?.zeroPoint
      let isPlain = tensor?.quantization == nil || scale != nil
      self.tensor = isPlain ? nil : tensor?.tensor.index
    }
  }

  /// For each operator, the first that is like it; nil if it has too many channels to check.
  let first: [Int?]

  /// How many operators are skipped.
  var skippedCount: Int { first.count { $0 == nil } }

  init(_ operators: [Producer], _ allowance: SharedAllowance) {
    var places: [Key: Int?] = [:]
    first = operators.enumerated().map { place, producer in
      let key = Key(
        kind: producer.matrix.op.builtin, activation: producer.matrix.op.fusedActivation,
        weights: producer.weights?.tensor.index, bias: producer.bias?.tensor.index,
        input: End(producer.input), output: End(producer.output))
      if let known = places[key] { return known }
      // What rules iterate over: channels of the weights, and numbers of the bias.
      let cost =
        (producer.channelCount ?? 0) + (producer.weights?.quantization?.scales.count ?? 0)
        + (producer.bias?.tensor.data?.count ?? 0)
      let found = allowance.spend(max(cost, 0)) ? place : nil
      places[key] = found
      return found
    }
  }
}

extension SubgraphFacts {
  /// Checks each matrix operator, in order; of those that are alike, only the first.
  func judgeMatrixOperators(_ judge: (Producer) -> Finding?) -> [Finding] {
    var known: [Int: Finding?] = [:]
    return zip(matrixOperators, alike.first).compactMap { producer, first -> Finding? in
      guard let first else { return nil }
      guard let judged = known[first] else {
        let found = judge(producer)
        known[first] = found
        return found
      }
      return judged.map { again($0, of: matrixOperators[first], for: producer) }
    }
  }

  /// The same finding at another operator.
  ///
  /// An offer of these rules is about the bias, and is adjusted.
  private func again(_ finding: Finding, of old: Producer, for new: Producer) -> Finding {
    var tensor = finding.place.tensor.flatMap { graph.tensor(TensorIndex(rawValue: Int32($0))) }
    if let output = old.output?.tensor, output.index == tensor?.index {
      tensor = new.output?.tensor
    } else if let input = old.input?.tensor, input.index == tensor?.index {
      tensor = new.input?.tensor
    }
    let isAtOperator = finding.place.op != nil
    return Finding(
      rule: finding.rule, severity: finding.severity,
      place: place(isAtOperator ? new.matrix.op : nil, tensor), message: finding.message,
      values: finding.values, fix: finding.fix,
      offers: finding.offers.compactMap { offer in
        guard case .fixBias(_, let subgraph) = offer else { return nil }
        return .fixBias(op: new.matrix.op.index, subgraph: subgraph)
      })
  }
}
