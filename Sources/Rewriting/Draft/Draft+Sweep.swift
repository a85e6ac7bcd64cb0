internal import ModelFacts
internal import ModelFormat

/// Where tensors went when a draft was swept: for each subgraph and old position the new one, or
/// nil where the tensor is gone.
typealias TensorMoves = [[Int?]]

extension Draft {
  /// Gives every operator its place, and takes out the tensors, buffers and operator codes that
  /// this pass left without a use.
  ///
  /// What had no use before stays: it may mean something to somebody.
  ///
  /// - Throws: `would-break` where the model keeps facts by the positions of operators.
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

  /// Source: TensorFlow `lite/experimental/remat/metadata_util.h`, which lists pairs of operators
  /// by their positions.
  private func checkOperatorsMayMove() throws(Diagnostic) {
    let name = Array("model_control_dependencies".utf8)
    guard !root.tables("metadata").contains(where: { $0.name == name }) else {
      throw .wouldBreak(
        "the metadata 'model_control_dependencies' orders operators by their positions, which move",
        fix: "Take that metadata out before, or rewrite the model that it was made from.")
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

  /// True where the model, as it was, did something with a tensor.
  private static func isUsed(_ tensor: TensorIndex, in graph: GraphIndex, of draft: Draft) -> Bool {
    graph.producer(of: tensor) != nil || !graph.consumers(of: tensor).isEmpty
  }

  private func signatureTensors(of subgraph: Int) -> [Int] {
    root.tables("signature_defs").filter { $0.integer("subgraph_index") == subgraph }
      .flatMap { $0.tables("inputs") + $0.tables("outputs") }
      .map { Int($0.integer("tensor_index")) }
  }

  private mutating func moveSignatureTensors(of subgraph: Int, _ moves: [Int?]) {
    guard root["signature_defs"] != nil else { return }
    root["signature_defs"] = .tables(
      root.tables("signature_defs").map { signature in
        guard signature.integer("subgraph_index") == subgraph else { return signature }
        var signature = signature
        for field in ["inputs", "outputs"] where signature[field] != nil {
          signature[field] = .tables(
            signature.tables(field).map { map in
              var map = map
              let old = Int(map.integer("tensor_index"))
              if let new = moves[old] { map.set("tensor_index", Int64(new)) }
              return map
            })
        }
        return signature
      })
  }

  // MARK: Buffers

  private func bufferUses(of subgraphs: [Subgraph]) -> Set<Int> {
    Set(subgraphs.flatMap { $0.tensors.map { Int($0.buffer.rawValue) } })
  }

  private mutating func sweepBuffers(usedBefore: Set<Int>) {
    var used = Set(subgraphs.flatMap { $0.tensors.map { Int($0.integer("buffer")) } })
    used.formUnion(root.tables("metadata").map { Int($0.integer("buffer")) })
    used.formUnion(root.numbers("metadata_buffer", of: Int32.self).map(Int.init))
    // Buffer 0 means "none" wherever it is not said.
    let orphans = usedBefore.subtracting(used).filter { $0 > 0 }
    guard !orphans.isEmpty else { return }

    var next = 0
    let moves = buffers.indices.map { old -> Int64 in
      if !orphans.contains(old) { next += 1 }
      return Int64(next - 1)
    }
    buffers = buffers.enumerated().filter { !orphans.contains($0.offset) }.map(\.element)
    for s in subgraphs.indices {
      for t in subgraphs[s].tensors.indices {
        let old = Int(subgraphs[s].tensors[t].integer("buffer"))
        subgraphs[s].tensors[t].set("buffer", moves[old])
      }
    }
    if root["metadata"] != nil {
      root["metadata"] = .tables(
        root.tables("metadata").map { metadata in
          var metadata = metadata
          metadata.set("buffer", moves[Int(metadata.integer("buffer"))])
          return metadata
        })
    }
    if root["metadata_buffer"] != nil {
      root.set(
        "metadata_buffer",
        root.numbers("metadata_buffer", of: Int32.self).map { old in
          moves.indices.contains(Int(old)) ? Int32(moves[Int(old)]) : old
        })
    }
  }

  // MARK: Operator codes

  /// A code that this pass left without a use gives its place to one that it added; so splitting
  /// and fusing again gives back the list.
  ///
  /// Gives how many of the codes stand in an old place.
  private mutating func sweepCodes(usedBefore: Set<Int>) -> Int {
    let used = Set(subgraphs.flatMap { $0.operators.map { Int($0.integer("opcode_index")) } })
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
        let old = Int(subgraphs[s].operators[o].integer("opcode_index"))
        subgraphs[s].operators[o].set("opcode_index", Int64(compacted[moves[old]]))
      }
    }
    return countBefore - free.count
  }
}

extension SubgraphDraft {
  private static let operatorLists = ["inputs", "outputs", "intermediates"]
  private static let ownLists = ["inputs", "outputs"]

  /// Every tensor that something of the subgraph names.
  fileprivate var references: [TensorIndex] {
    Self.ownLists.flatMap(table.indices)
      + operators.flatMap { op in Self.operatorLists.flatMap(op.indices) }
      + tensors.flatMap(\.detailTensors)
  }

  /// Leaves the tensors that are used, and sends every index where its tensor went.
  fileprivate mutating func keep(_ used: [Bool], moves: [Int?]) {
    tensors = tensors.indices.filter { used[$0] }.map { tensors[$0] }
    for field in Self.ownLists { table.move(field, moves) }
    for i in operators.indices {
      for field in Self.operatorLists { operators[i].move(field, moves) }
    }
    for i in tensors.indices { tensors[i].moveDetailTensors(moves) }
  }
}

extension EditableTable {
  /// The fields of a table of blockwise or multi-axis parameters that name tensors.
  private static let detailFields = ["scales", "zero_points"]

  /// The tensors that hold a tensor's scales and zero points, where tensors do.
  fileprivate var detailTensors: [TensorIndex] {
    guard let details = table("quantization")?.detailTable else { return [] }
    return Self.detailFields.map {
      TensorIndex(rawValue: Int32(truncatingIfNeeded: details.integer($0)))
    }
  }

  private var detailTable: EditableTable? {
    guard let details = table("details"),
      ["BlockwiseQuantization", "MultiAxisQuantization"].contains(details.typeName)
    else { return nil }
    return details
  }

  fileprivate mutating func moveDetailTensors(_ moves: [Int?]) {
    guard var quantization = table("quantization"), var details = quantization.detailTable else {
      return
    }
    for field in Self.detailFields {
      let old = Int(details.integer(field))
      if moves.indices.contains(old), let new = moves[old] { details.set(field, Int64(new)) }
    }
    quantization["details"] = .table(details)
    self["quantization"] = .table(quantization)
  }

  /// Sends the tensors that a field lists where they went.
  fileprivate mutating func move(_ field: String, _ moves: [Int?]) {
    guard self[field] != nil else { return }
    let moved = numbers(field, of: Int32.self).map { old in
      old < 0 ? old : moves[Int(old)].map(Int32.init) ?? old
    }
    set(field, moved)
  }
}
