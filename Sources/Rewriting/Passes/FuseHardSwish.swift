internal import ModelFacts
public import ModelFormat
internal import QuantMath

/// Fuses decomposed hard-swish into one HARD_SWISH.
public struct FuseHardSwish: Pass {
  /// The description of the pass.
  public static let info = PassInfo(
    id: "fuse-hard-swish",
    summary: "Fuse decomposed hard-swish into HARD_SWISH",
    guarantee: .changedCodes,
    before: "x -> ADD 3, RELU6 -> MUL 1/6 -> MUL x -> y",
    after: "x -> HARD_SWISH -> y")

  /// How far a code may move by default.
  public let maxErrorCodes: Int? = 2
  private let selection: OperatorSelection
  /// The last operators of hard-swish that stay as they are, by subgraph.
  private var exceptions: [Int: Set<Int>] = [:]

  /// Fuses each hard-swish with a selected operator.
  public init(selection: OperatorSelection = .all) { self.selection = selection }

  /// The same for one operator index, or all; in one subgraph, or in each.
  public init(op: Int?, subgraph: Int? = nil) {
    self.init(selection: OperatorSelection(op: op, subgraph: subgraph))
  }

  /// The same pass without some fusions; nil if operators were named explicitly.
  public func without(_ changes: [Change]) -> Self? {
    guard selection.single.isEmpty else { return nil }
    var narrower = self
    for change in changes {
      if let last = change.op { narrower.exceptions[change.subgraph, default: []].insert(last) }
    }
    return narrower
  }

  /// Fuses what can be fused within the bound.
  ///
  /// - Throws: `no-such-part` if an operator that is named explicitly is not part of a hard-swish,
  ///   and `not-applicable` if its hard-swish cannot be fused.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    var found: Set<Int> = []
    let (inputs, outputs) = (draft.ends(.inputs), draft.ends(.outputs))
    for index in draft.subgraphs.indices where selection.includes(subgraph: index) {
      let graph = draft.subgraphs[index].graph
      let ends = inputs[index].union(outputs[index])
      var taken: Set<Int> = []
      var leftOut: [Int] = []
      for spelling in DecomposedHardSwish.all(in: graph) {
        let selected = spelling.operators.filter { selection.includes($0, in: index) }
        guard !selected.isEmpty else {
          leftOut += spelling.operators
          continue
        }
        found.formUnion(selected)
        let isNamed = !selection.single.isDisjoint(with: selected)
        do throws(Reason) {
          let fusion = try HardSwishFusion(spelling, in: graph, ends: ends, besides: taken)
          guard exceptions[index]?.contains(fusion.last) != true else { continue }
          // For a hard-swish that was named explicitly, the runner checks the bound.
          try fusion.requireNear(atMost: isNamed ? nil : draft.maxErrorCodes)
          if let factor = fusion.foldedFactor {
            try draft.fold(factor, intoReadersOf: fusion.output, in: index)
          }
          taken.formUnion(fusion.operators)
          outcome.changes.append(fuse(fusion, in: &draft))
        } catch {
          let last = spelling.operators.last ?? 0
          guard !isNamed else {
            throw .notApplicable(
              "this hard-swish cannot be fused: \(error.words)",
              at: graph.subgraph.place(of: graph.subgraph.operators[last]),
              fix: "Exclude these operators.")
          }
          outcome.leftAlone.append(LeftAlone(index, last, error.words))
        }
      }
      outcome.leftAlone += Array(selection.leftOut(leftOut, in: index, "the hard-swish"))
    }
    try selection.check(found, are: "part of a decomposed hard-swish")
    return outcome
  }

  /// Replaces the last operator with the HARD_SWISH.
  ///
  /// Source for version 1: TensorFlow `lite/tools/versioning/op_version.cc`,
  /// `GetBuiltinOperatorVersion`, which raises it for no type. Converters write no options.
  private func fuse(_ fusion: HardSwishFusion, in draft: inout Draft) -> Change {
    for gone in fusion.operators.union(fusion.constantProducers) where gone != fusion.last {
      draft.replace(gone, with: [], in: fusion.subgraph)
    }
    var operators = [NewOperator(.hardSwish, [fusion.input], [fusion.output])]
    if let activation = fusion.activationOperator {
      let between = addResult(of: fusion, in: &draft)
      operators[0].outputs = [between.tensor]
      operators.append(
        NewOperator(
          activation, version: OperatorVersion.activation(between.type), [between.tensor],
          [fusion.output]))
    }
    draft.replace(fusion.last, with: operators, in: fusion.subgraph)
    var claim = FunctionClaim(from: fusion.input, to: fusion.output)
    if let factor = fusion.foldedFactor { (claim.factor, claim.factorOfReal) = (Double(factor), 1) }
    claim.isHardSwish = fusion.activation == .none
    var change = Change(
      Self.info, fusion.subgraph, fusion.last, fusion.detail, .function(claim))
    change.operators = operators.map(\.builtin)
    return change
  }

  /// A tensor for the hard-swish before its activation, with the scale of the stored result.
  private func addResult(
    of fusion: HardSwishFusion, in draft: inout Draft
  ) -> (tensor: TensorIndex, type: ElementType) {
    let output = fusion.graph.subgraph.tensors[fusion.output.position]
    let name = (output.name?.text ?? "hard_swish_\(fusion.last)").prefix(200) + "/hard_swish"
    var tensor = NewTensor(String(name), output.type, shape: [])
    if let grid = draft.grid(of: fusion.output, in: fusion.subgraph) {
      (tensor.scales, tensor.zeroPoints) = ([grid.scale], [Int64(grid.zeroPoint)])
    }
    return (draft.add(tensor, like: fusion.output, in: fusion.subgraph), output.type)
  }
}
