internal import ModelFacts
public import ModelFormat
internal import QuantMath

/// Requantizes the output of each quantized HARD_SWISH to the range that its input can reach.
public struct RequantizeHardSwish: Pass {
  /// The description of the pass.
  public static let info = PassInfo(
    id: "requantize-hard-swish",
    summary: "Requantize each HARD_SWISH output to the range that its input can reach",
    guarantee: .changedCodes,
    before: "x [-5.1, 5.0] -> HARD_SWISH -> y [0, 6.4], no code below 0 -> CONV_2D",
    after:
      "x [-5.1, 5.0] -> HARD_SWISH -> y [-0.38, 5.0], 18 codes below 0 -> CONV_2D, its bias rescaled"
  )

  private let kind: HardSwishGrid
  private let selection: OperatorSelection

  /// Requantizes the selected sites, by default all.
  ///
  /// The pass has no default limit: if an output range was too narrow, the change is large on purpose.
  public init(_ kind: HardSwishGrid, selection: OperatorSelection = .all) {
    (self.kind, self.selection) = (kind, selection)
  }

  /// Requantizes every quantized site, in execution order, because one site may read the output of
  /// another.
  ///
  /// A site is left unchanged, with a reason, if a tensor that would have to change with it cannot,
  /// or if callers of the model see its codes.
  ///
  /// - Throws: `no-such-part` if the selection matches no HARD_SWISH, and `not-applicable` if one
  ///   that it names explicitly cannot be requantized.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    var shared = SharedScales()
    for site in try selection.sites(in: draft, &outcome) {
      do throws(Reason) {
        guard try hasCodes(site) else { continue }
        guard let regrid = try regrid(site, of: draft, &shared) else { continue }
        let claim = FunctionClaim(from: regrid.input, to: regrid.found.tensors[0])
        regrid.found.apply(to: &draft)
        var change = Change(
          Self.info, site.subgraph.index, site.op.index, regrid.found.words, .function(claim))
        change.strategy = kind.rawValue
        outcome.changes.append(change)
      } catch {
        guard !selection.single.contains(site.op.index) else {
          throw .notApplicable(
            "its output cannot be requantized: \(error.words)", at: site.place,
            fix: "Exclude this operator.")
        }
        outcome.leftAlone.append(LeftAlone(site.subgraph.index, site.op.index, error.words))
      }
    }
    return outcome
  }

  /// False for a float site, which is skipped unless it is named explicitly.
  private func hasCodes(_ site: HardSwishSite) throws(Reason) -> Bool {
    guard let input = site.input?.tensor, let output = site.output?.tensor else {
      throw Reason("it has no input or no output")
    }
    guard input.type.isFloat, output.type.isFloat else { return true }
    guard !selection.single.contains(site.op.index) else {
      throw Reason("its type is \(input.type.name)")
    }
    return false
  }

  /// What other values share the scales of tensors, found once for all tensors that share one: they are left as they are.
  private struct SharedScales {
    /// Two tensors with values of their own, by each tensor of their group; by subgraph.
    private var sources: [Int: [TensorIndex: [TensorIndex]]] = [:]

    /// - Throws: if the tensor shares its scale with another source of values.
    mutating func check(_ tensor: TensorIndex, _ site: HardSwishSite, of draft: Draft)
      throws(Reason)
    {
      let subgraph = site.subgraph.index
      if sources[subgraph]?[tensor] == nil,
        let group = GridGroup(of: tensor, in: subgraph, of: draft), group.sources.count > 1
      {
        let first = Array(group.sources.prefix(2))
        for member in group.tensors { sources[subgraph, default: [:]][member] = first }
      }
      guard let other = sources[subgraph]?[tensor]?.first(where: { $0 != tensor }) else { return }
      throw Reason(
        "\(site.subgraph.label(of: other)) shares its scale, and can hold values outside the new range"
      )
    }
  }

  private func regrid(
    _ site: HardSwishSite, of draft: Draft, _ shared: inout SharedScales
  ) throws(Reason) -> (input: TensorIndex, found: Regrid)? {
    let subgraph = site.subgraph.index
    guard let input = site.input?.tensor.index, let output = site.output?.tensor.index,
      let from = draft.grid(of: input, in: subgraph), let to = draft.grid(of: output, in: subgraph),
      from.codes == to.codes
    else {
      throw Reason("its input and output must have the same 8-bit type, each with one scale")
    }
    guard let grid = kind.grid(reading: from) else {
      throw Reason("with input scale \(from.scale), its output is always 0")
    }
    guard grid != to else { return nil }
    try shared.check(output, site, of: draft)
    let found = try Regrid(of: output, to: grid, interface: .stays, in: subgraph, of: draft)
    if let constant = found.constants.first {
      throw Reason("\(constant.label) shares its scale, and can hold values outside the new range")
    }
    do {
      _ = try ElementwiseFunction(
        from: input, to: output, in: draft.subgraphs[subgraph].graph, kernels: .reference)
    } catch {
      throw Reason("the table of its codes is not known: \(error.what)")
    }
    return (input, found)
  }
}
