internal import ModelFacts
internal import ModelFormat
internal import Rewriting

/// What is run and compared to rank the operators of the second model by their error.
struct RankingPlan {
  /// An input of an isolated operator, and the tensor of the first model that fills it.
  struct Feed {
    let reference: Tensor
    let own: TensorIndex
    let grids: TensorGrid.Pair
  }

  /// An output of an operator of the second model.
  struct Row {
    let op: Operator
    let tensor: Tensor
    /// Its counterpart, and itself; nil if it has none.
    let pair: TensorPair?
    /// Why the operator is not run alone; nil if it is.
    let obstacle: String?
  }

  /// Every output of every operator, in the order of execution.
  let rows: [Row]
  private let isolated: IsolatedOperators?
  let feeds: [Feed]

  /// - Throws: if the isolated operators cannot be written.
  init(_ b: Model, _ pairing: ModelPairing) throws(Diagnostic) {
    let graph = GraphIndex(b.subgraphs[0])
    let subgraph = graph.subgraph
    let references = ReferenceTensors(pairing, graph: graph)
    var rows: [Row] = []
    var alone: [Int] = []
    for op in subgraph.operators {
      let outputs = op.outputs.filter { graph.producerIndex(of: $0) == op.index }
      let found = outputs.map { references.counterpart(of: $0) }
      let missing = op.inputs.first {
        !$0.isAbsent && !subgraph.tensors[$0.position].isConstant
          && references.counterpart(of: $0) == nil
      }
      var obstacle = IsolatedOperators.obstacle(op, in: subgraph)
      if obstacle == nil, let missing {
        obstacle =
          "no tensor of the reference corresponds to its input, \(subgraph.label(of: missing))"
      }
      if obstacle == nil, found.allSatisfy({ $0 == nil }) {
        obstacle = "no tensor of the reference corresponds to its output"
      }
      if obstacle == nil { alone.append(op.index) }
      for (output, counterpart) in zip(outputs, found) {
        let tensor = subgraph.tensors[output.position]
        let pair = counterpart.map {
          TensorPair(
            name: tensor.name?.text ?? "", a: $0.a, b: $0.b, producer: op, isOutput: false,
            grids: $0.grids)
        }
        rows.append(
          Row(
            op: op, tensor: tensor, pair: pair,
            obstacle: obstacle
              ?? (pair == nil ? "no tensor of the reference corresponds to its output" : nil)))
      }
    }
    self.rows = rows
    guard !alone.isEmpty else {
      (isolated, feeds) = (nil, [])
      return
    }
    let isolated = try IsolatedOperators(b.file, operators: alone)
    feeds = isolated.inputs.compactMap { input in
      references.counterpart(of: input.original).map {
        Feed(reference: $0.a, own: input.own, grids: $0.grids)
      }
    }
    self.isolated = isolated
  }

  /// The model in which operators run alone; nil if none can.
  var model: Model? { isolated?.model }

  /// What the operators wrote in the second model, with the errors of those before them.
  var path: [TensorPair] { rows.compactMap(\.pair) }

  /// What the operators wrote alone, under the indices of the second model.
  var own: [TensorPair] { rows.filter { $0.obstacle == nil }.compactMap(\.pair) }

  /// The results, in the order of execution.
  ///
  /// Precondition: one result for each of `path` and of `own`.
  func errors(path: [TensorDifference], own: [TensorDifference]) -> [OperatorError] {
    var (path, own) = (path[...], own[...])
    return rows.map { row in
      let along = row.pair == nil ? nil : path.popFirst()
      let alone = row.obstacle == nil ? own.popFirst() : nil
      return OperatorError(
        op: row.op, tensor: row.tensor, path: along, own: alone, reason: row.obstacle)
    }
  }
}
