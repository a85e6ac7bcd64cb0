internal import MemoryPlanning
public import ModelFormat

/// Runs passes one after the other, checks the model after each, and proves each change.
public struct PassRunner: Sendable {
  /// A change and its proof.
  public struct Step: Sendable {
    /// What was done.
    public let change: Change
    /// The proof.
    public let certificate: Certificate
  }

  /// Something that a pass left alone.
  public struct Left: Sendable {
    /// The id of the pass.
    public let pass: String
    /// What it left alone, and why.
    public let what: LeftAlone
  }

  /// The model as it is now.
  public private(set) var edited: EditableModel
  /// Every change so far, in order.
  public private(set) var steps: [Step] = []
  /// What passes could not change.
  public private(set) var leftAlone: [Left] = []
  /// The limit in codes for one change; nil for each pass's own limit.
  private let maxErrorCodes: Int?
  /// Whether changes without a bound are accepted although `maxErrorCodes` is given.
  private let allowsUnbounded: Bool
  /// The same model, as a reader sees it.
  package private(set) var model: Model
  /// Finds faults of models; nil if they are not checked.
  private let check: FaultCheck?
  /// The faults of the original model; nil if they are not checked, or no pass has changed anything
  /// yet.
  public private(set) var faultsBefore: [ModelFault]?
  /// The faults of the current model; nil in the same cases.
  public private(set) var faults: [ModelFault]?
  /// The layout after the last change.
  private var latest: ModelWriter?

  /// Starts with a model.
  ///
  /// - Parameters:
  ///   - maxErrorCodes: the largest change of a code that is accepted; nil for each pass's own
  ///     limit.
  ///   - allowsUnbounded: accept changes without a bound despite such a limit.
  ///   - check: a pass that causes a new fault is rejected.
  public init(
    _ edited: EditableModel, maxErrorCodes: Int? = nil, allowsUnbounded: Bool = false,
    check: FaultCheck? = nil
  ) {
    self.edited = edited
    (self.maxErrorCodes, self.allowsUnbounded) = (maxErrorCodes, allowsUnbounded)
    model = Model(file: edited.source)
    self.check = check
  }

  /// A writer for the current model.
  ///
  /// - Throws: like `ModelWriter`, for a model that no pass has changed.
  public func writer() throws(Diagnostic) -> ModelWriter {
    if let latest { latest } else { try ModelWriter(edited) }
  }

  /// Runs a pass.
  ///
  /// - Throws: what the pass cannot do; `bound-exceeded` if a code would move too far; `makes-error` if the
  ///   new model would have a fault that the old one does not have; `broken-by-pass` if its result is not a
  ///   valid model.
  public mutating func run(_ pass: some Pass) throws(Diagnostic) {
    let info = type(of: pass).info
    let bound = maxErrorCodes ?? pass.maxErrorCodes
    var draft = Draft(edited, as: model, maxErrorCodes: bound)
    let outcome = try pass.run(on: &draft)
    leftAlone += outcome.leftAlone.map { Left(pass: info.id, what: $0) }
    guard !outcome.changes.isEmpty else { return }

    var unswept = draft
    var moves = try draft.sweep()
    var (writer, after) = try Self.opened(draft, info)
    if BetterPlan.holds(for: model) == true, BetterPlan.holds(for: after) == false,
      unswept.removeMetadata(BetterPlan.metadataName)
    {
      draft = unswept
      moves = try draft.sweep()
      (writer, after) = try Self.opened(draft, info)
      let reason =
        "the memory plan '\(BetterPlan.metadataName)' is not for the changed model; it was removed, and "
        + "--plan-memory makes a new one"
      leftAlone.append(Left(pass: info.id, what: LeftAlone(0, nil, reason)))
    }
    var prover = Prover(draft, after: after, moves: moves)
    var proved: [Step] = []
    for change in outcome.changes {
      proved.append(Step(change: change, certificate: try prover.prove(change)))
    }
    try check(proved, bound: bound)
    try checkFaults(of: after, moves, by: info.id)
    steps += proved
    (edited, model, latest) = (draft.whole, after, writer)
  }

  private static func opened(
    _ draft: Draft, _ info: PassInfo
  ) throws(Diagnostic) -> (ModelWriter, Model) {
    do {
      let writer = try ModelWriter(draft.whole)
      return (writer, Model(file: try writer.opened()))
    } catch {
      throw .broken(by: info.id, error)
    }
  }

  /// Checks for new faults.
  private mutating func checkFaults(
    of after: Model, _ moves: TensorMoves, by pass: String
  ) throws(Diagnostic) {
    guard let check else { return }
    let before = faults ?? check.faults(model)
    let found = check.faults(after)
    if let fault = NewFaults(since: before, of: model, moves).first(in: found, of: after) {
      throw .makesError(fault, by: pass, at: fault.place(in: after))
    }
    (faultsBefore, faults) = (faultsBefore ?? before, found)
  }

  private func check(_ steps: [Step], bound: Int?) throws(Diagnostic) {
    guard let bound else { return }
    // A pass's own limit is for what it computes; only a requested limit applies to everything.
    if maxErrorCodes != nil, !allowsUnbounded {
      for step in steps where step.certificate.maxErrorCodes == nil && !isBoundedFloat(step) {
        let reason = step.certificate.reason
        throw .notBounded(step.change.pass, reason, at: model.place(of: step.change))
      }
    }
    // The largest of all changes: a limit that is raised to it allows the others too.
    var largest: (step: Step, codes: Double)?
    for step in steps {
      if let codes = step.certificate.maxErrorCodes, codes > largest?.codes ?? Double(bound) {
        largest = (step, codes)
      }
    }
    guard let (step, codes) = largest else { return }
    throw .boundExceeded(
      step.change.pass, found: codes, allowed: bound, at: model.place(of: step.change))
  }

  /// Whether a change has a bound in real numbers, where the model has no codes to count in.
  private func isBoundedFloat(_ step: Step) -> Bool {
    guard case .float = step.certificate else { return false }
    return step.certificate.basis.isBound && !model.hasCodes
  }
}

extension Certificate {
  /// Why there is no bound in codes.
  fileprivate var reason: String {
    switch self {
    case .bound(let certificate): certificate.reason
    case .weights(let certificate): certificate.noBound ?? "there is no bound"
    case .float: "it changes floats, which may affect quantized tensors"
    case .codes, .exact: "its output has no scale"
    }
  }
}

extension Model {
  /// True if a value between operators, or an input or output, is a code.
  fileprivate var hasCodes: Bool {
    subgraphs.contains { subgraph in
      subgraph.tensors.contains {
        !$0.isConstant && !$0.type.isFloat && $0.quantization?.storedScales.isEmpty == false
      }
    }
  }
}

extension Model {
  /// Where a change is, as a person would look it up.
  func place(of change: Change) -> Place {
    let subgraph = subgraphs[change.subgraph]
    return change.op.map { subgraph.place(of: subgraph.operators[$0]) } ?? subgraph.place
  }
}

extension [PassRunner.Step] {
  /// How many of the changes have no bound.
  public var unboundedCount: Int { count { !$0.certificate.basis.isBound } }

  /// The largest change of a code, of the changes for which it is known; nil if it is known for none.
  public var largestKnownChange: Double? { compactMap(\.certificate.maxErrorCodes).max() }
}
