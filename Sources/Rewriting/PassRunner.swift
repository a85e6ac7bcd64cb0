public import ModelFormat

/// Runs passes one after the other, checks the model after each, and proves each change.
public struct PassRunner: Sendable {
  /// A change and its proof.
  public struct Step: Sendable {
    /// What was done.
    public let change: Change
    /// What it costs.
    public let certificate: Certificate
  }

  /// Something that a pass left alone.
  public struct Left: Sendable {
    /// The id of the pass.
    public let pass: String
    /// What, and why.
    public let what: LeftAlone
  }

  /// The model as it is now.
  public private(set) var edited: EditableModel
  /// Every change so far, in order.
  public private(set) var steps: [Step] = []
  /// What passes looked at and left alone.
  public private(set) var leftAlone: [Left] = []
  /// The farthest that a code may move in one change; nil for each pass's own bound.
  private let maxErrorCodes: Int?
  private(set) var model: Model
  /// Where everything stands since the last change.
  private var latest: ModelWriter?

  /// Begins with a model as it is.
  public init(_ edited: EditableModel, maxErrorCodes: Int? = nil) {
    self.edited = edited
    self.maxErrorCodes = maxErrorCodes
    model = Model(file: edited.source)
  }

  /// What writes the model as it is now.
  ///
  /// - Throws: as `ModelWriter`, for a model that no pass has changed.
  public func writer() throws(ModelError) -> ModelWriter {
    if let latest { latest } else { try ModelWriter(edited) }
  }

  /// Runs a pass.
  ///
  /// - Throws: what the pass cannot do; `bound-exceeded` where a code would move too far;
  ///   `broken-by-pass` where what it made is no sound model.
  public mutating func run(_ pass: some Pass) throws(RewriteError) {
    let info = type(of: pass).info
    let bound = maxErrorCodes ?? pass.maxErrorCodes
    var draft = Draft(edited, as: model, maxErrorCodes: bound)
    let outcome = try pass.run(on: &draft)
    leftAlone += outcome.leftAlone.map { Left(pass: info.id, what: $0) }
    guard !outcome.changes.isEmpty else { return }

    let moves = try draft.sweep()
    let whole = draft.whole
    let after: Model
    let writer: ModelWriter
    do {
      writer = try ModelWriter(whole)
      after = Model(file: try writer.opened())
    } catch {
      throw .broken(by: info.id, error)
    }
    let prover = Prover(draft, after: after, moves: moves)
    for change in outcome.changes {
      let certificate = try prover.prove(change)
      try check(certificate, of: change, bound: bound)
      steps.append(Step(change: change, certificate: certificate))
    }
    (edited, model, latest) = (whole, after, writer)
  }

  private func check(
    _ certificate: Certificate, of change: Change, bound: Int?
  ) throws(RewriteError) {
    guard let bound, let found = certificate.worstOfAllPaths, found > Double(bound) else { return }
    throw .boundExceeded(change.pass, found: found, allowed: bound, at: model.place(of: change))
  }
}

extension Model {
  /// Where a change is, as a person would look it up.
  func place(of change: Change) -> Place {
    var steps = ["subgraph \(change.subgraph)"]
    if let op = change.op {
      let name = subgraphs[change.subgraph].operators[op].builtin.name
      steps.append("operator \(op) (\(name))")
    }
    return Place(steps)
  }
}
