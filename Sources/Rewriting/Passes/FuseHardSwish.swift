internal import ModelFacts
internal import ModelFormat

/// Makes one HARD_SWISH of the operators that a converter spelled it in.
public struct FuseHardSwish: Pass {
  /// What the pass says about itself.
  public static let info = PassInfo(
    id: "fuse-hard-swish",
    summary: "Make one HARD_SWISH of the operators that spell it",
    guarantee: .boundedCodes,
    before: "x -> ADD 3, RELU6 -> MUL 1/6 -> MUL x -> y",
    after: "x -> HARD_SWISH -> y")

  /// The farthest that a code may move where nothing else is said.
  public let maxErrorCodes: Int? = 2
  private let op: Int?
  private let subgraph: Int?

  /// Fuses every spelled-out hard-swish; with `op` the one that has an operator at that position,
  /// with `subgraph` those in that subgraph.
  public init(op: Int? = nil, subgraph: Int? = nil) {
    (self.op, self.subgraph) = (op, subgraph)
  }

  /// Fuses what can be fused within the bound.
  ///
  /// - Throws: `no-such-part` where the operator that is named spells no hard-swish, and
  ///   `not-applicable` where what it spells cannot be fused.
  public func run(on draft: inout Draft) throws(RewriteError) -> Outcome {
    var outcome = Outcome()
    var isFound = false
    let (inputs, outputs) = (draft.ends(.inputs), draft.ends(.outputs))
    for index in draft.subgraphs.indices where subgraph ?? index == index {
      let graph = draft.subgraphs[index].graph
      let ends = inputs[index].union(outputs[index])
      var taken: Set<Int> = []
      for spelling in DecomposedHardSwish.all(in: graph)
      where op.map(spelling.operators.contains) ?? true {
        isFound = true
        do throws(Reason) {
          let fusion = try HardSwishFusion(spelling, in: graph, ends: ends, besides: taken)
          // Whether one that was asked for by name is too far off is for the runner to say.
          try fusion.requireNear(atMost: op == nil ? draft.maxErrorCodes : nil)
          taken.formUnion(fusion.operators)
          outcome.changes.append(fuse(fusion, in: &draft))
        } catch {
          let last = spelling.operators.last ?? 0
          guard op == nil else {
            throw .notApplicable(
              "this hard-swish cannot be fused: \(error.words)", at: graph.place(ofOperator: last),
              remedy: "Leave the operators as they are.")
          }
          outcome.leftAlone.append(LeftAlone(index, last, error.words))
        }
      }
    }
    guard isFound || op == nil else {
      let found = subgraph.map { "subgraph \($0) has" } ?? "the model has"
      throw .noSuchPart(
        "\(found) no operator at position \(op ?? 0) that is part of a spelled-out hard-swish")
    }
    return outcome
  }

  /// Puts the HARD_SWISH in the place of the last operator.
  ///
  /// Source for version 1: TensorFlow `lite/tools/versioning/op_version.cc`,
  /// `GetBuiltinOperatorVersion`, which raises it for no type. Converters write no options.
  private func fuse(_ fusion: HardSwishFusion, in draft: inout Draft) -> Change {
    for gone in fusion.operators.union(fusion.constantMakers) where gone != fusion.last {
      draft.replace(gone, with: [], in: fusion.subgraph)
    }
    draft.replace(
      fusion.last, with: [NewOperator(.hardSwish, [fusion.input], [fusion.output])],
      in: fusion.subgraph)
    var change = Change(
      Self.info, fusion.subgraph, fusion.last, fusion.detail,
      .function(FunctionClaim(from: fusion.input, to: fusion.output)))
    change.operators = [.hardSwish]
    return change
  }
}

extension GraphIndex {
  /// Where an operator is, as a person would look it up.
  func place(ofOperator index: Int) -> Place {
    let name = subgraph.operators[index].builtin.name
    return Place(["subgraph \(subgraph.index)", "operator \(index) (\(name))"])
  }
}
