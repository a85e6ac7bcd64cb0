internal import ModelFacts
public import ModelFormat
internal import QuantMath

/// Gives the output of each quantized HARD_SWISH another grid, made from what its input can reach.
public struct RequantizeHardSwish: Pass {
  /// What the pass says about itself.
  public static let info = PassInfo(
    id: "requantize-hard-swish",
    summary: "Give each HARD_SWISH an output scale made from what its input can reach",
    guarantee: .boundedCodes,
    before: "x [-5.1, 5.0] -> HARD_SWISH -> y [0, 6.4], no code below 0 -> CONV_2D",
    after:
      "x [-5.1, 5.0] -> HARD_SWISH -> y [-0.38, 5.0], 18 codes below 0 -> CONV_2D, its bias rescaled"
  )

  private let kind: HardSwishGrid
  private let selection: OperatorSelection

  /// Requantizes the sites of a selection; all where it says nothing.
  ///
  /// There is no bound of its own: where a grid was too narrow, the change is large and meant.
  public init(_ kind: HardSwishGrid, selection: OperatorSelection = .all) {
    (self.kind, self.selection) = (kind, selection)
  }

  /// Requantizes every site that has codes, in the order in which they run: what one site writes
  /// may be what the next one reads.
  ///
  /// A site stays as it is, with the reason, where something that would have to follow cannot, and
  /// where a caller of the model sees the codes.
  ///
  /// - Throws: `no-such-part` where the selection names no HARD_SWISH, and `not-applicable` where
  ///   the one that it names cannot get another grid.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    for site in try selection.sites(in: draft, &outcome) {
      do throws(Reason) {
        guard try hasCodes(site) else { continue }
        guard let regrid = try regrid(site, of: draft) else { continue }
        let claim = FunctionClaim(from: regrid.input, to: regrid.found.tensors[0])
        regrid.found.apply(to: &draft)
        var change = Change(
          Self.info, site.subgraph.index, site.op.index, regrid.found.words, .function(claim))
        change.strategy = kind.rawValue
        outcome.changes.append(change)
      } catch {
        guard !selection.single.contains(site.op.index) else {
          throw .notApplicable(
            "its output cannot get another grid: \(error.words)", at: site.place,
            fix: "Leave this operator out.")
        }
        outcome.leftAlone.append(LeftAlone(site.subgraph.index, site.op.index, error.words))
      }
    }
    return outcome
  }

  /// False for a float site, which nobody means unless it is named.
  private func hasCodes(_ site: HardSwishSite) throws(Reason) -> Bool {
    guard let input = site.input?.tensor, let output = site.output?.tensor else {
      throw Reason("it has no input or no output")
    }
    guard input.type.isFloat, output.type.isFloat else { return true }
    guard !selection.single.contains(site.op.index) else {
      throw Reason("it computes in \(input.type.name)")
    }
    return false
  }

  private func regrid(
    _ site: HardSwishSite, of draft: Draft
  ) throws(Reason) -> (input: TensorIndex, found: Regrid)? {
    let subgraph = site.subgraph.index
    guard let input = site.input?.tensor.index, let output = site.output?.tensor.index,
      let from = draft.grid(of: input, in: subgraph), let to = draft.grid(of: output, in: subgraph),
      from.codes == to.codes
    else {
      throw Reason("its input and its output must be of one 8-bit type, each with one scale")
    }
    guard let grid = kind.grid(reading: from) else {
      throw Reason("its input reaches no value but 0, on a scale of \(from.scale)")
    }
    guard grid != to else { return nil }
    let found = try Regrid(of: output, to: grid, interface: .stays, in: subgraph, of: draft)
    do {
      _ = try ElementwiseFunction(
        from: input, to: output, in: draft.subgraphs[subgraph].graph, kernels: .reference)
    } catch {
      throw Reason("as it stands it has no table to compare with: \(error.what)")
    }
    return (input, found)
  }
}
