internal import ModelFacts
internal import ModelFormat

/// The new index of each tensor after a sweep, by subgraph and old index; nil if the tensor was removed.
typealias TensorMoves = [[Int?]]

extension Draft {
  /// Puts every operator in its place, and removes the tensors, buffers and operator codes that this pass
  /// left unused.
  ///
  /// What was unused before stays: it may mean something to someone.
  ///
  /// - Throws: `would-break` if the model's metadata refers to operators by index.
  mutating func sweep() throws(Diagnostic) -> TensorMoves {
    if subgraphs.contains(where: \.movesOperators) { try checkOperatorsMayMove() }
    let usedBefore = bufferUses(of: subgraphs.map { $0.graph.subgraph })
    let codesBefore = Set(model.subgraphs.flatMap { $0.operators.map { Int($0.codeIndex) } })
    for i in subgraphs.indices { subgraphs[i].placeOperators() }
    raiseMinimumRuntime()

    let moves = subgraphs.indices.map { sweepTensors(of: $0) }
    sweepBuffers(usedBefore: usedBefore)
    let kept = sweepCodes(usedBefore: codesBefore)
    orderCodes(behind: kept)
    return moves
  }

  /// Source: TensorFlow `lite/experimental/remat/metadata_util.h`, which lists pairs of operators by their
  /// indices.
  private func checkOperatorsMayMove() throws(Diagnostic) {
    let name = Array("model_control_dependencies".utf8)
    guard root.metadata?.contains(where: { $0.name == name }) != true else {
      throw .wouldBreak(
        "the metadata 'model_control_dependencies' orders operators by their indices, which change",
        fix: "Remove that metadata first, or rewrite the model that this one was made from.")
    }
  }

  // MARK: Tensors

  private mutating func sweepTensors(of subgraph: Int) -> [Int?] {
    let draft = subgraphs[subgraph]
    let before = draft.graph.subgraph
    var used = [Bool](repeating: false, count: draft.tensors.count)
    for tensor in before.tensors where !Self.isUsed(tensor.index, in: draft.graph, of: self) {
      used[tensor.index.position] = true
    }
    for index in draft.references where !index.isAbsent { used[index.position] = true }
    for index in signatureTensors(of: subgraph) where used.indices.contains(index) {
      used[index] = true
    }
    guard used.contains(false) else { return used.indices.map { $0 } }

    var next = 0
    let moves = used.map { isUsed -> Int? in
      guard isUsed else { return nil }
      next += 1
      return next - 1
    }
    subgraphs[subgraph].keep(used, moves: moves)
    moveSignatureTensors(of: subgraph, moves)
    return moves
  }

  /// True if the original model used a tensor.
  private static func isUsed(_ tensor: TensorIndex, in graph: GraphIndex, of draft: Draft) -> Bool {
    graph.producer(of: tensor) != nil || !graph.consumers(of: tensor).isEmpty
  }

  private func signatureTensors(of subgraph: Int) -> [Int] {
    (root.signatureDefs ?? []).filter { $0.subgraphIndex == subgraph }
      .flatMap { ($0.inputs ?? []) + ($0.outputs ?? []) }.map { Int($0.tensorIndex) }
  }

  private mutating func moveSignatureTensors(of subgraph: Int, _ moves: [Int?]) {
    func moved(_ tensor: Editable<NamedTensor>) -> Editable<NamedTensor> {
      var tensor = tensor
      if let new = moves[Int(tensor.tensorIndex)] { tensor.tensorIndex = UInt32(new) }
      return tensor
    }
    root.signatureDefs = root.signatureDefs?.map { signature in
      guard signature.subgraphIndex == subgraph else { return signature }
      var signature = signature
      signature.inputs = signature.inputs?.map(moved)
      signature.outputs = signature.outputs?.map(moved)
      return signature
    }
  }

  // MARK: Buffers

  private func bufferUses(of subgraphs: [Subgraph]) -> Set<Int> {
    Set(subgraphs.flatMap { $0.tensors.map { Int($0.buffer.rawValue) } })
  }

  private mutating func sweepBuffers(usedBefore: Set<Int>) {
    var used = Set(subgraphs.flatMap { $0.tensors.map { $0.buffer.position } })
    used.formUnion((root.metadata ?? []).map { $0.buffer.position })
    used.formUnion((root.metadataBuffer ?? []).map(Int.init))
    // Buffer 0 is the default, and means "none".
    let orphans = usedBefore.subtracting(used).filter { $0 > 0 }
    guard !orphans.isEmpty else { return }

    var next = 0
    let moves = buffers.indices.map { old -> BufferIndex in
      if !orphans.contains(old) { next += 1 }
      return BufferIndex(rawValue: UInt32(max(next - 1, 0)))
    }
    buffers = buffers.enumerated().filter { !orphans.contains($0.offset) }.map(\.element)
    for s in subgraphs.indices {
      for t in subgraphs[s].tensors.indices {
        let old = subgraphs[s].tensors[t].buffer
        subgraphs[s].tensors[t].buffer = moves[old.position]
      }
    }
    root.metadata = root.metadata?.map { metadata in
      var metadata = metadata
      metadata.buffer = moves[metadata.buffer.position]
      return metadata
    }
    root.metadataBuffer = root.metadataBuffer?.map { old in
      moves.indices.contains(Int(old)) ? Int32(moves[Int(old)].position) : old
    }
  }

  // MARK: Operator codes

  /// Replaces codes that this pass left unused by those that it added, so that splitting and fusing again
  /// restores the list.
  ///
  /// Returns how many of the codes have an old position.
  private mutating func sweepCodes(usedBefore: Set<Int>) -> Int {
    let used = Set(subgraphs.flatMap { $0.operators.map { Int($0.opcodeIndex) } })
    let countBefore = model.operatorCodes.count
    var free = usedBefore.subtracting(used).sorted()[...]
    var moves = Array(codes.indices)
    for added in codes.indices.dropFirst(countBefore) where used.contains(added) {
      guard let place = free.popFirst() else { break }
      codes[place] = codes[added]
      moves[added] = place
    }
    let gone = Set(codes.indices.filter { $0 >= countBefore && moves[$0] < countBefore })
      .union(codes.indices.dropFirst(countBefore).filter { !used.contains($0) }).union(free)
    guard !gone.isEmpty || moves != Array(codes.indices) else { return countBefore }

    var next = 0
    let compacted = codes.indices.map { old -> Int in
      if !gone.contains(old) { next += 1 }
      return next - 1
    }
    codes = codes.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
    for s in subgraphs.indices {
      for o in subgraphs[s].operators.indices {
        let old = Int(subgraphs[s].operators[o].opcodeIndex)
        subgraphs[s].operators[o].opcodeIndex = UInt32(compacted[moves[old]])
      }
    }
    return countBefore - free.count
  }
}

extension SubgraphDraft {
  /// Every tensor that the subgraph refers to.
  fileprivate var references: [TensorIndex] {
    (table.inputs ?? []) + (table.outputs ?? [])
      + operators.flatMap { ($0.inputs ?? []) + ($0.outputs ?? []) + ($0.intermediates ?? []) }
      + tensors.flatMap { $0.quantization?.detailTensors ?? [] }
  }

  /// Keeps the tensors that are used, and updates every index.
  fileprivate mutating func keep(_ used: [Bool], moves: [Int?]) {
    func moved(_ old: TensorIndex) -> TensorIndex {
      guard !old.isAbsent, let new = moves[old.position] else { return old }
      return TensorIndex(rawValue: Int32(new))
    }
    tensors = tensors.indices.filter { used[$0] }.map { tensors[$0] }
    table.inputs = table.inputs?.map(moved)
    table.outputs = table.outputs?.map(moved)
    for i in operators.indices {
      operators[i].inputs = operators[i].inputs?.map(moved)
      operators[i].outputs = operators[i].outputs?.map(moved)
      operators[i].intermediates = operators[i].intermediates?.map(moved)
    }
    for i in tensors.indices {
      guard let old = tensors[i].quantization?.detailTensors, !old.isEmpty else { continue }
      tensors[i].quantization?.detailTensors = old.map { old in
        moves.indices.contains(Int(old.rawValue)) ? moved(old) : old
      }
    }
  }
}
