internal import ModelFacts
internal import ModelFormat
internal import Rewriting

/// Which rewrite would make an operator supported.
///
/// A pass is suggested only if the target supports its result: a split into operators that it runs,
/// or a change to a type that it supports.
struct FixRules {
  let profile: TargetProfile
  let graph: GraphIndex
  /// Operators that are part of a decomposed hard-swish.
  let decomposed: Set<Int>
  /// The first strategy whose operators the target runs, for each type of a HARD_SWISH; one that works at every site
  /// if there is one.
  private let splits: [ElementType: SplitStrategy]

  init(_ profile: TargetProfile, _ graph: GraphIndex) {
    self.profile = profile
    self.graph = graph
    let types = graph.subgraph.operators.lazy.filter { $0.builtin == .hardSwish }
      .compactMap { $0.inputs.first.flatMap(graph.tensor)?.type }
    splits = Set(types).reduce(into: [:]) { splits, type in
      // A device with the other 8-bit type needs the change of type as well, which its other operators will
      // suggest.
      let both = type.otherByte.map { [type, $0] } ?? [type]
      let strategies = both.flatMap(profile.hardSwishStrategies)
      splits[type] = strategies.first(where: \.needsNoConsumers) ?? strategies.first
    }
    decomposed = Set(DecomposedHardSwish.all(in: graph).flatMap(\.operators))
  }

  func fix(for reason: BlockReason, of facts: OperatorFacts) -> SuggestedFix? {
    // The operators that make the compiler reject the model have fixes of their own.
    if reason.kind == "model" { return nil }
    if facts.isAtTheEnds(of: graph) { return SuggestedFix(.stripFloatIO) }
    switch reason.kind {
    case "operator", "version": return replacement(for: facts)
    case "types", "kernel-types": return changeOfType(facts) ?? replacement(for: facts)
    case "per-channel-weights": return SuggestedFix(.perTensorWeights)
    case "scale-ratio" where facts.builtin == .hardSwish:
      return SuggestedFix(.requantizeHardSwish, HardSwishGrid.tight.rawValue)
    default: return replacement(for: facts)
    }
  }

  private func replacement(for facts: OperatorFacts) -> SuggestedFix? {
    guard let type = facts.firstInput?.type else { return nil }
    if facts.builtin == .hardSwish {
      return splits[type].map { SuggestedFix(.splitHardSwish, $0.rawValue) }
    }
    guard decomposed.contains(facts.op.index),
      case .supported = profile.support(of: OperatorUse(.hardSwish, type))
    else { return nil }
    return SuggestedFix(.fuseHardSwish)
  }

  private func changeOfType(_ facts: OperatorFacts) -> SuggestedFix? {
    guard let type = facts.firstInput?.type, let other = type.otherByte,
      // Tensors of another kind would stay as they are.
      (facts.inputs.map(\.tensor) + facts.outputs).allSatisfy({ $0.isConstant || !$0.type.isFloat })
    else { return nil }
    let weights = facts.weights.map { $0.type == type ? other : $0.type }
    let use = OperatorUse(facts.builtin, other, weights: weights)
    guard case .supported = profile.support(of: use) else { return nil }
    return SuggestedFix(other == .uint8 ? .toUInt8 : .toInt8)
  }
}

extension ElementType {
  /// The unsigned type for the signed byte, and the other way round.
  fileprivate var otherByte: ElementType? {
    switch self {
    case .int8: .uint8
    case .uint8: .int8
    default: nil
    }
  }
}

extension OperatorFacts {
  /// True for a QUANTIZE of a float model input, and for a DEQUANTIZE to a float model output.
  fileprivate func isAtTheEnds(of graph: GraphIndex) -> Bool {
    switch builtin {
    case .quantize:
      guard let input = firstInput, input.type.isFloat else { return false }
      return graph.subgraph.inputs.contains(input.tensor.index)
    case .dequantize:
      guard let output = outputs.first, let input = firstInput, !input.isConstant else {
        return false
      }
      return graph.subgraph.outputs.contains(output.tensor.index)
    default: return false
    }
  }
}
