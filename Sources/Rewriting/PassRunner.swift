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
    let (info, leftBefore) = (type(of: pass).info, leftAlone)
    let limit = (maxErrorCodes ?? pass.maxErrorCodes).map {
      ChangeLimit(codes: $0, requiresBounds: maxErrorCodes != nil && !allowsUnbounded)
    }
    var draft = Draft(edited, as: model, maxErrorCodes: limit?.codes)
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
    let excesses = limit?.excesses(among: proved, of: model) ?? []
    // The largest: a limit that is raised to it allows the others too.
    if let largest = excesses.max(by: { $0.codes < $1.codes }) {
      guard let rest = pass.without(excesses.map(\.change)) else { throw largest.error }
      leftAlone =
        leftBefore
        + excesses.map {
          Left(pass: info.id, what: LeftAlone($0.change.subgraph, $0.change.op, $0.reason))
        }
      return try run(rest)
    }
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
