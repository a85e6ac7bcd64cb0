internal import ModelFormat

/// What a pass brought into a model that was not wrong with it before.
struct NewFaults {
  private let before: [ModelFault]
  private let old: Model
  private let moves: TensorMoves

  /// - Parameters:
  ///   - before: the faults of the model that the pass was given.
  ///   - moves: where its tensors went.
  init(since before: [ModelFault], of old: Model, _ moves: TensorMoves) {
    (self.before, self.old, self.moves) = (before, old, moves)
  }

  /// What a fault is about, by tensors of the new model, so that operators may move.
  private struct Key: Hashable {
    let rule: String
    let subgraph: Int?
    let anchor: Int?
  }

  /// The first fault that is new.
  ///
  /// One that has another place now is not: a rule must have more to say than before.
  func first(in found: [ModelFault], of new: Model) -> ModelFault? {
    guard !found.isEmpty else { return nil }
    var rules = counts(before.map(\.rule))
    for fault in found { rules[fault.rule, default: 0] -= 1 }
    guard rules.values.contains(where: { $0 < 0 }) else { return nil }
    var known = counts(before.map(oldKey))
    for fault in found {
      let key = Key(
        rule: fault.rule, subgraph: fault.subgraph, anchor: Self.anchor(of: fault, in: new))
      let count = known[key, default: 0]
      known[key] = count - 1
      if count <= 0, rules[fault.rule, default: 0] < 0 { return fault }
    }
    return found.first { rules[$0.rule, default: 0] < 0 }
  }

  private func counts<Element: Hashable>(_ elements: [Element]) -> [Element: Int] {
    elements.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  private func oldKey(_ fault: ModelFault) -> Key {
    let anchor = Self.anchor(of: fault, in: old).flatMap { place in
      fault.subgraph.flatMap { moves.indices.contains($0) ? moves[$0] : nil }
        .flatMap { $0.indices.contains(place) ? $0[place] : nil }
    }
    return Key(rule: fault.rule, subgraph: fault.subgraph, anchor: anchor)
  }

  /// What the operator writes first, or the tensor.
  private static func anchor(of fault: ModelFault, in model: Model) -> Int? {
    guard let subgraph = fault.subgraph, model.subgraphs.indices.contains(subgraph),
      let op = fault.op, model.subgraphs[subgraph].operators.indices.contains(op)
    else { return fault.tensor }
    return model.subgraphs[subgraph].operators[op].outputs.first.map(\.position) ?? fault.tensor
  }
}

extension ModelFault {
  /// Where it is, as a person would look it up.
  func place(in model: Model) -> Place {
    guard let subgraph, model.subgraphs.indices.contains(subgraph) else { return Place() }
    var steps = ["subgraph \(subgraph)"]
    if let op, model.subgraphs[subgraph].operators.indices.contains(op) {
      steps.append("operator \(op) (\(model.subgraphs[subgraph].operators[op].builtin.name))")
    } else if let tensor {
      steps.append("tensor \(tensor)")
    }
    return Place(steps)
  }
}
