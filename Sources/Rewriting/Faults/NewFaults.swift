internal import ModelFacts
internal import ModelFormat

/// The faults that a pass introduced into a model.
///
/// A fault is old if the same rule reported it at the same place. Places are compared by tensors that both
/// models have, so that operators may move: the replacement of an operator is found by the tensor that it
/// writes.
struct NewFaults {
  /// How many faults of each kind there were.
  private let known: [Key: Int]
  /// The tensors of the new model that the old one had, for each subgraph.
  private let survivors: [Set<Int>]

  /// What a fault is about.
  private struct Key: Hashable {
    let rule: String
    let subgraph: Int?
    /// A tensor of the new model.
    let anchor: Int?
    /// The kind of operator, if the fault is about all operators of a kind.
    let code: String?

    init(_ fault: ModelFault, _ anchors: inout FaultAnchors) {
      (rule, code) = (fault.rule, fault.code)
      // Which operator is the first of its kind does not matter.
      subgraph = fault.code == nil ? fault.subgraph : nil
      anchor = fault.code == nil ? anchors.anchor(of: fault) : nil
    }
  }

  /// - Parameters:
  ///   - before: the faults of the model that the pass was given.
  ///   - moves: where its tensors went.
  init(since before: [ModelFault], of old: Model, _ moves: TensorMoves) {
    var anchors = FaultAnchors(of: old) { subgraph, tensor in
      moves.indices.contains(subgraph) && moves[subgraph].indices.contains(tensor)
        ? moves[subgraph][tensor] : nil
    }
    known = before.reduce(into: [:]) { $0[Key($1, &anchors), default: 0] += 1 }
    // What the pass added comes after the old tensors, and has moved too.
    survivors = zip(moves, old.subgraphs).map { moves, subgraph in
      Set(moves.prefix(subgraph.tensors.count).compactMap(\.self))
    }
  }

  /// The first fault that is new.
  func first(in found: [ModelFault], of new: Model) -> ModelFault? {
    guard !found.isEmpty else { return nil }
    let survivors = survivors
    var anchors = FaultAnchors(of: new) { subgraph, tensor in
      survivors.indices.contains(subgraph) && survivors[subgraph].contains(tensor) ? tensor : nil
    }
    var known = known
    return found.first { fault in
      let key = Key(fault, &anchors)
      let count = known[key, default: 0]
      known[key] = count - 1
      return count <= 0
    }
  }
}

/// Finds a tensor of both models that identifies the place of a fault.
private struct FaultAnchors {
  private let model: Model
  /// The index of a tensor in the new model; nil unless both models have it.
  private let shared: (_ subgraph: Int, _ tensor: Int) -> Int?
  private var graphs: [Int: GraphIndex] = [:]
  private var found: [Place: Int?] = [:]

  private struct Place: Hashable { let subgraph, tensor: Int }

  init(of model: Model, shared: @escaping (_ subgraph: Int, _ tensor: Int) -> Int?) {
    (self.model, self.shared) = (model, shared)
  }

  /// The operator's first output, or the tensor; if only one model has it, the first tensor of both models
  /// that is computed from it.
  mutating func anchor(of fault: ModelFault) -> Int? {
    guard let subgraph = fault.subgraph, model.subgraphs.indices.contains(subgraph) else {
      return fault.tensor
    }
    let operators = model.subgraphs[subgraph].operators
    let written = fault.op.flatMap { operators.indices.contains($0) ? operators[$0] : nil }?
      .outputs.first { !$0.isAbsent }?.position
    guard let tensor = written ?? fault.tensor else { return nil }
    let place = Place(subgraph: subgraph, tensor: tensor)
    if let known = found[place] { return known }
    let anchor = firstShared(after: tensor, in: subgraph)
    found[place] = anchor
    return anchor
  }

  private mutating func firstShared(after tensor: Int, in subgraph: Int) -> Int? {
    let graph = graphs[subgraph] ?? GraphIndex(model.subgraphs[subgraph])
    graphs[subgraph] = graph
    var (queue, seen, next) = ([tensor], Set([tensor]), 0)
    while next < queue.count {
      let tensor = queue[next]
      if let number = shared(subgraph, tensor) { return number }
      next += 1
      // Consumers in the order of the file, so that the result is deterministic.
      guard let index = Int32(exactly: tensor), graph.subgraph.tensors.indices.contains(tensor)
      else { continue }
      for reader in graph.consumers(of: TensorIndex(rawValue: index)) {
        for output in reader.outputs where !output.isAbsent {
          if seen.insert(output.position).inserted { queue.append(output.position) }
        }
      }
    }
    return nil
  }
}

extension ModelFault {
  /// Where it is, as a person would look it up.
  func place(in model: Model) -> Place {
    guard let index = subgraph, model.subgraphs.indices.contains(index) else { return Place() }
    let subgraph = model.subgraphs[index]
    if let op, subgraph.operators.indices.contains(op) {
      return subgraph.place(of: subgraph.operators[op])
    }
    if let tensor, subgraph.tensors.indices.contains(tensor) {
      return subgraph.place(of: subgraph.tensors[tensor])
    }
    return subgraph.place
  }
}
