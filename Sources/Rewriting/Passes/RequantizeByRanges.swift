public import Calibrating
internal import ModelFacts
public import ModelFormat
internal import QuantMath

/// Requantizes activations to the ranges that they had on data.
///
/// The tensors of the first subgraph are found by name in the ranges, which may be those of the model itself or of its float
/// twin. Tensors that must have one scale (`GridGroup`) get the one that suits the values of all of them.
public struct RequantizeByRanges: Pass {
  /// The description of the pass.
  public static let info = PassInfo(
    id: "requantize",
    summary: "Requantize activations to the ranges that they have on data",
    guarantee: .changedCodes,
    before: "CONV_2D -> y [-64, 64], on data -3.1 to 5.2 -> CONV_2D",
    after: "CONV_2D -> y [-3.1, 5.2] -> CONV_2D, its bias rescaled")

  /// Which tensors are requantized.
  public enum Scope: String, CaseIterable, Sendable {
    /// Every INT8, UINT8 or INT16 activation with one scale.
    case activations
    /// Inputs and outputs of HARD_SWISH.
    case hardSwish = "hard-swish"
  }

  /// How far an expected ratio of signal to noise may fall, in decibels, before a change is refused.
  ///
  /// A smaller gain than this is not worth a change either.
  static let tolerance = 0.1

  private let scope: Scope
  private let ranges: Ranges
  private let method: GridMethod
  private let budget: Int?
  private let allowsWorse: Bool
  private let changesIO: Bool
  private let selection: OperatorSelection

  /// - Parameters:
  ///   - budget: how many changes are made at most, those with the largest expected gain; tensors that share a scale count
  ///     as one; nil for all.
  ///   - allowsWorse: make changes although the expected ratio of signal to noise falls by more than 0.1 dB.
  ///   - changesIO: change model inputs and outputs too, whose scales callers rely on.
  ///   - selection: the producers of the tensors that may change.
  public init(
    _ scope: Scope, ranges: Ranges, method: GridMethod, budget: Int? = nil,
    allowsWorse: Bool = false, changesIO: Bool = false, selection: OperatorSelection = .all
  ) {
    (self.scope, self.method, self.budget) = (scope, method, budget)
    self.ranges = ranges
    (self.allowsWorse, self.changesIO, self.selection) = (allowsWorse, changesIO, selection)
  }

  /// Requantizes the tensors in the order in which operators write them.
  ///
  /// - Throws: `no-such-part` if a selected operator does not exist.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    try selection.check(draft.model)
    guard let graph = draft.subgraphs.first?.graph else { return outcome }
    let candidates = candidates(in: draft, graph, &outcome)
    var excluded: Set<Int> = []
    while true {
      var changed = draft
      var attempt = Attempt()
      make(
        candidates, candidates.indices.filter { !excluded.contains($0) }, in: &changed, &attempt)
      let steep = attempt.makers(ofSteep: steepSites(of: changed, since: draft))
      guard steep.isEmpty else {
        excluded.formUnion(steep)
        continue
      }
      draft = changed
      outcome.changes = attempt.changes.sorted { $0.order < $1.order }.flatMap(\.changes)
      outcome.leftAlone += attempt.failures
      outcome.leftAlone += excluded.sorted().map {
        leftAlone(
          candidates[$0].tensor,
          "the output scale of its HARD_SWISH would be over 512 times as large", graph
        )
      }
      return outcome
    }
  }

  // MARK: Choices

  /// The tensors of the scope for which something is to be gained, inputs of the model first.
  private func candidates(
    in draft: Draft, _ graph: GraphIndex, _ outcome: inout Outcome
  ) -> [RangeCandidate] {
    let measured = MeasuredRanges(ranges, in: draft, graph)
    var candidates: [RangeCandidate] = []
    var distrusted = 0
    let groups = groups(in: draft, graph)
    if groups.isEmpty {
      let kind = scope == .hardSwish ? "input or output of a HARD_SWISH" : "activation"
      outcome.leftAlone.append(LeftAlone(0, nil, "no selected \(kind) is quantized with one scale"))
    }
    for group in groups {
      if group.sources.contains(where: measured.isDistrusted) {
        distrusted += group.sources.count
        continue
      }
      do throws(Reason) {
        let found = try RangeCandidate(group, method, measured, in: graph)
        guard found.choice.grid != group.grid, abs(found.choice.gain) >= Self.tolerance else {
          continue
        }
        guard found.choice.gain > 0 || allowsWorse else {
          throw Reason(
            "\(found.tensor.label) would get worse: \(found.choice.words); --allow-worse changes it too"
          )
        }
        candidates.append(found)
      } catch {
        outcome.leftAlone.append(
          LeftAlone(0, graph.producer(of: group.sources[0])?.index, error.words))
      }
    }
    if distrusted > 0 {
      outcome.leftAlone.append(
        LeftAlone(
          0, nil,
          "\(distrusted.counted("tensor")) computed from saturated activations, whose true "
            + "ranges are unknown: run `tflens calibrate` on the new model"))
    }
    return candidates
  }

  /// The tensors of the scope that share a scale, each once, with the first that is computed or given in front.
  private func groups(in draft: Draft, _ graph: GraphIndex) -> [GridGroup] {
    let order = Array(graph.subgraph.inputs) + graph.subgraph.operators.flatMap(\.outputs)
    var seen: Set<TensorIndex> = []
    return order.compactMap { tensor in
      guard !seen.contains(tensor), graph.tensor(tensor)?.isConstant == false,
        let group = GridGroup(of: tensor, in: 0, of: draft), group.grid.scale.isPositiveNormal
      else { return nil }
      seen.formUnion(group.tensors)
      let isChosen = group.sources.contains {
        isInScope($0, in: graph) && selection.includesMaker(of: $0, in: graph)
      }
      return isChosen ? group : nil
    }
  }

  private func isInScope(_ tensor: TensorIndex, in graph: GraphIndex) -> Bool {
    guard scope == .hardSwish else { return true }
    return graph.producer(of: tensor)?.builtin == .hardSwish
      || graph.consumers(of: tensor).contains { $0.builtin == .hardSwish }
  }

  // MARK: Changes

  /// What came of trying to make all changes.
  private struct Attempt {
    var changes: [(order: Int, changes: [Change])] = []
    /// The candidate that changed a tensor.
    var makers: [TensorIndex: Int] = [:]
    var failures: [LeftAlone] = []

    /// The candidates that go back so that the operators are no longer too steep: of each the one that changed its input,
    /// or else its output.
    func makers(ofSteep operators: [Operator]) -> Set<Int> {
      var found: Set<Int> = []
      for op in operators {
        let input = op.inputs.first.flatMap { makers[$0] }
        let output = op.outputs.first.flatMap { makers[$0] }
        if let maker = input ?? output { found.insert(maker) }
      }
      return found
    }
  }

  /// Makes changes as long as one can be made: the scales of an operator's input and output may each wait for the other.
  private func make(
    _ candidates: [RangeCandidate], _ chosen: [Int], in draft: inout Draft, _ attempt: inout Attempt
  ) {
    let graph = draft.subgraphs[0].graph
    var pending = chosen
    if budget != nil {
      pending.sort {
        (-candidates[$0].choice.gain, $0) < (-candidates[$1].choice.gain, $1)
      }
    }
    var made = -1
    while attempt.changes.count > made, attempt.changes.count < budget ?? .max {
      made = attempt.changes.count
      attempt.failures = []
      var rest: [Int] = []
      for order in pending where attempt.changes.count < budget ?? .max {
        let candidate = candidates[order]
        do throws(Reason) {
          let regrid = try Regrid(
            of: candidate.tensor.index, to: candidate.choice.grid,
            interface: changesIO ? .mayChange : .stays, in: 0, of: draft)
          regrid.apply(to: &draft)
          var changes = regrid.changes(by: Self.info, in: graph) {
            "; \(candidate.words(for: $0))"
          }
          for place in changes.indices { changes[place].strategy = method.description }
          attempt.changes.append((order, changes))
          for tensor in regrid.tensors { attempt.makers[tensor] = order }
        } catch {
          rest.append(order)
          attempt.failures.append(leftAlone(candidate.tensor, error.words, graph))
        }
      }
      pending = rest
    }
  }

  private func leftAlone(_ tensor: Tensor, _ why: String, _ graph: GraphIndex) -> LeftAlone {
    LeftAlone(0, graph.producer(of: tensor.index)?.index, "\(tensor.label): \(why)")
  }

  /// The HARD_SWISH whose output scale is over 512 times as large, which it was not before.
  private func steepSites(of draft: Draft, since old: Draft) -> [Operator] {
    func isSteep(_ op: Operator, in draft: Draft) -> Bool {
      guard let input = op.inputs.first.flatMap({ draft.grid(of: $0, in: 0) }),
        let output = op.outputs.first.flatMap({ draft.grid(of: $0, in: 0) })
      else { return false }
      // Farther apart, the runtime rejects the model.
      guard let preparation = try? HardSwishPreparation(input: input, output: output) else {
        return true
      }
      return preparation.conditions.contains(.outputScaleOver512x)
    }
    return draft.subgraphs[0].graph.subgraph.operators.filter {
      $0.builtin == .hardSwish && isSteep($0, in: draft) && !isSteep($0, in: old)
    }
  }
}
