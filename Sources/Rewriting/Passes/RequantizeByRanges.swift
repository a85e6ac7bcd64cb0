public import Calibrating
internal import ModelFacts
public import ModelFormat
internal import QuantMath

/// Requantizes activations to the ranges that they had on data.
///
/// The tensors of the first subgraph are found by name in the ranges, which may be those of the model itself or of its float
/// twin. Operators that only pass codes on follow the tensor that they read.
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
    /// Every 8-bit activation with one scale.
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
  ///   - budget: how many changes are made at most, those with the largest expected gain; nil for all.
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
    var found: [(tensor: Tensor, choice: RangeChoice)] = []
    let measured = activations(in: draft, graph)
    let clamped = ClampedTensors(measured, in: graph)
    let byTensor = Dictionary(measured.map { ($0.tensor.index, $0) }) { first, _ in first }
    var distrusted = 0
    for tensor in candidates(in: graph) {
      if clamped.reach(tensor.index) {
        distrusted += 1
        continue
      }
      do throws(Reason) {
        let range = byTensor[tensor.index]?.range
        guard
          let choice = try choice(for: tensor, range, clamped[tensor.index], in: draft)
        else { continue }
        found.append((tensor, choice))
      } catch {
        outcome.leftAlone.append(
          LeftAlone(0, graph.producer(of: tensor.index)?.index, error.words))
      }
    }
    if distrusted > 0 {
      outcome.leftAlone.append(
        LeftAlone(
          0, nil,
          "\(distrusted.counted("tensor")) computed from values that were clamped, so that the ranges "
            + "are not known yet: run `tflens calibrate` on the new model"))
    }
    var excluded: Set<TensorIndex> = []
    while true {
      var changed = draft
      var attempt = Attempt()
      make(found.filter { !excluded.contains($0.tensor.index) }, in: &changed, &attempt)
      let steep = steepInputs(of: changed, since: draft).intersection(attempt.tensors)
      guard steep.isEmpty else {
        excluded.formUnion(steep)
        continue
      }
      draft = changed
      outcome.changes = attempt.changes.sorted { $0.order < $1.order }.map(\.change)
      outcome.leftAlone += attempt.failures
      outcome.leftAlone += found.filter { excluded.contains($0.tensor.index) }.map {
        LeftAlone(
          0, graph.producer(of: $0.tensor.index)?.index,
          "\($0.tensor.label): the output scale of the HARD_SWISH that reads it would be over 512 times as large"
        )
      }
      return outcome
    }
  }

  /// What came of trying to make all changes.
  private struct Attempt {
    var changes: [(order: Int, change: Change)] = []
    var tensors: Set<TensorIndex> = []
    var failures: [LeftAlone] = []
  }

  /// Makes changes as long as one can be made: the scales of an operator's input and output may each wait for the other.
  private func make(
    _ found: [(tensor: Tensor, choice: RangeChoice)], in draft: inout Draft,
    _ attempt: inout Attempt
  ) {
    let graph = draft.subgraphs[0].graph
    var pending = Array(found.indices)
    if budget != nil {
      pending.sort { (-found[$0].choice.gain, $0) < (-found[$1].choice.gain, $1) }
    }
    var made = -1
    while attempt.changes.count > made, attempt.changes.count < budget ?? .max {
      made = attempt.changes.count
      attempt.failures = []
      var rest: [Int] = []
      for order in pending where attempt.changes.count < budget ?? .max {
        let (tensor, choice) = found[order]
        do throws(Reason) {
          let regrid = try regrid(tensor, to: choice.grid, in: draft)
          let claim = SetQuantization.claim(of: tensor.index, in: graph)
          regrid.apply(to: &draft)
          var change = Change(
            Self.info, 0, claim.producer, "\(tensor.label): \(regrid.words); \(choice.words)",
            claim.0)
          change.strategy = method.description
          attempt.changes.append((order, change))
          attempt.tensors.insert(tensor.index)
        } catch {
          rest.append(order)
          attempt.failures.append(
            LeftAlone(0, graph.producer(of: tensor.index)?.index, error.words))
        }
      }
      pending = rest
    }
  }

  /// The inputs of HARD_SWISH whose output scale is over 512 times as large, which it was not before.
  private func steepInputs(of draft: Draft, since old: Draft) -> Set<TensorIndex> {
    func isSteep(_ op: Operator, in draft: Draft) -> Bool {
      guard let input = op.inputs.first.flatMap({ draft.grid(of: $0, in: 0) }),
        let output = op.outputs.first.flatMap({ draft.grid(of: $0, in: 0) }),
        let preparation = try? HardSwishPreparation(input: input, output: output)
      else { return false }
      return preparation.conditions.contains(.outputScaleOver512x)
    }
    return Set(
      draft.subgraphs[0].graph.subgraph.operators.lazy
        .filter { $0.builtin == .hardSwish && isSteep($0, in: draft) && !isSteep($0, in: old) }
        .compactMap(\.inputs.first))
  }

  /// The tensors of the scope that have a scale of their own, inputs of the model first.
  private func candidates(in graph: GraphIndex) -> [Tensor] {
    var order: [TensorIndex] = Array(graph.subgraph.inputs)
    for op in graph.subgraph.operators where !carriesCodes(op) { order += op.outputs }
    var seen: Set<TensorIndex> = []
    return order.compactMap { index in
      guard seen.insert(index).inserted, let tensor = graph.tensor(index), !tensor.isConstant,
        isInScope(index, in: graph), isSelected(index, in: graph)
      else { return nil }
      return tensor
    }
  }

  /// Whether an operator's output has the scale of its input, and follows it.
  private func carriesCodes(_ op: Operator) -> Bool {
    GridUse.ofData(op) == .carries
  }

  private func isInScope(_ tensor: TensorIndex, in graph: GraphIndex) -> Bool {
    guard scope == .hardSwish else { return true }
    return graph.producer(of: tensor)?.builtin == .hardSwish
      || graph.consumers(of: tensor).contains { $0.builtin == .hardSwish }
  }

  private func isSelected(_ tensor: TensorIndex, in graph: GraphIndex) -> Bool {
    let makers = graph.producer(of: tensor).map { [$0] } ?? Array(graph.consumers(of: tensor))
    return selection.isWhole || makers.contains { selection.includes($0.index, in: 0) }
  }

  /// What the tensors of the model held; tensors without a name are found in the very model that was measured.
  private func activations(
    in draft: Draft, _ graph: GraphIndex
  ) -> [MeasuredActivations.Activation] {
    let isSame =
      ranges.measurements.contains { $0.name.isEmpty }
      && draft.model.file.sha256 == ranges.modelSHA256
    return MeasuredActivations(ranges, in: graph, isSameModel: isSame).all
  }

  /// The choice for a tensor; nil if it is not an 8-bit activation, or if nothing is to be gained.
  ///
  /// - Throws: why it cannot change.
  private func choice(
    for tensor: Tensor, _ range: TensorRange?, _ clamped: ClampedTensors.Ends?, in draft: Draft
  ) throws(Reason) -> RangeChoice? {
    guard let old = draft.grid(of: tensor.index, in: 0), old.scale.isPositiveNormal else {
      return nil
    }
    guard let range else {
      throw Reason("\(tensor.label) has no range in the document")
    }
    let choice = try RangeChoice(method, range, from: old, clamped: clamped)
    guard choice.grid != old, abs(choice.gain) >= Self.tolerance else { return nil }
    guard choice.gain > 0 || allowsWorse else {
      throw Reason("\(tensor.label) would get worse: \(choice.words); --allow-worse changes it too")
    }
    return choice
  }

  private func regrid(_ tensor: Tensor, to grid: Grid, in draft: Draft) throws(Reason) -> Regrid {
    do throws(Reason) {
      return try Regrid(
        of: tensor.index, to: grid, interface: changesIO ? .mayChange : .stays, in: 0, of: draft)
    } catch {
      throw Reason("\(tensor.label): \(error.words)")
    }
  }
}
