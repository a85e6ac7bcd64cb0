public import ModelFormat
internal import Rewriting

/// The result of running two models on the same inputs.
public struct Verification: Sendable {
  /// What ran the models.
  public struct Environment: Sendable {
    /// The versions of the packages of both runtimes.
    public let versions: (a: String, b: String)
    /// The version of the Python in which they run.
    public let python: String
    /// The Python program.
    public let program: FilePath
  }

  /// What ran the models.
  public let environment: Environment
  /// How the models were run.
  public let settings: VerifySettings
  /// How often each model was run.
  public let runCount: Int
  /// The inputs of both models.
  public let inputs: [InputPair]
  /// Where the samples of each input came from; empty if the inputs are random.
  public let sources: [InputSource]
  /// The outputs, in the first model's order.
  public let outputs: [TensorDifference]
  /// Intermediate tensors with the same name in both models, in the order in which the first model writes
  /// them.
  public let tensors: [TensorDifference]
  /// The errors of the second model's operators, in the order of execution; nil if they were not asked for.
  public let operators: [OperatorError]?

  /// How often the models predict the labels; nil without labels.
  public let accuracy: Accuracy?
  /// The same comparison with wider operators in the second model; nil if it was not asked for.
  public private(set) var whatIf: WhatIf?

  /// The version of a runtime; nil if it ran neither model.
  public func version(of runtime: ModelRuntime) -> String? {
    if settings.runtimes.a == runtime { return environment.versions.a }
    return settings.runtimes.b == runtime ? environment.versions.b : nil
  }

  /// The first tensor that differs, in the order in which the first model writes them.
  public var firstDivergence: TensorDifference? {
    let different = (tensors + outputs).filter { $0.figures?.areEqual == false }
    return different.min { ($0.pair.producer?.index ?? -1) < ($1.pair.producer?.index ?? -1) }
  }

  /// Whether every output is within the tolerance.
  public func isWithin(_ tolerance: Tolerance) -> Bool {
    outputs.allSatisfy { $0.figures.map(tolerance.holds) ?? false }
  }

  /// Runs two models, each in its own process, and compares them tensor by tensor.
  ///
  /// Each model's tensors are in memory once, in the runtime, plus the pair that is being compared and the next one; memory
  /// does not grow with the number of runs.
  ///
  /// - Parameters:
  ///   - a: the first model, its path as messages show it, and the file that holds it and nothing
  ///     else. The runtime reads that file; without one, it reads a copy that is gone afterwards.
  ///   - b: the second model.
  ///   - progress: called now and then, on any thread.
  /// - Throws: why the models cannot be compared.
  public static func run(
    _ a: (model: Model, path: FilePath, file: FilePath?),
    _ b: (model: Model, path: FilePath, file: FilePath?), _ settings: VerifySettings,
    python: PythonSearch,
    progress: RunProgress? = nil
  ) async throws(Diagnostic) -> Verification {
    try settings.checkFiles()
    // Without a subgraph, the pairing throws.
    let wider =
      settings.widerChoices.isEmpty || b.model.subgraphs.isEmpty
      ? nil : try WiderModel(b.model.file, settings.widerChoices)
    var result = try await compare(a, b, settings, python, progress)
    if let wider {
      let found = try await compare(
        a, (wider.model, b.path, nil), settings.withoutRanking, python, progress, side: .wider)
      result.whatIf = WhatIf(wider, found, of: b.model)
    }
    return result
  }

  private static func compare(
    _ a: (model: Model, path: FilePath, file: FilePath?),
    _ b: (model: Model, path: FilePath, file: FilePath?), _ settings: VerifySettings,
    _ python: PythonSearch, _ progress: RunProgress?, side: ModelSide = .b
  ) async throws(Diagnostic) -> Verification {
    let pairing = try ModelPairing(
      a.model, b.model,
      sides: (.a.at(a.path, in: settings.runtimes.a), side.at(b.path, in: settings.runtimes.b)))
    let fileA = try Self.file(a.model, a.file, a.path)
    let fileB = try Self.file(b.model, b.file, b.path)
    let outputCount = pairing.tensors.count { $0.isOutput }
    if settings.labels != nil, outputCount != 1 { throw .labelsNeedOneOutput(outputCount) }
    let ranking = settings.ranksOperators ? try RankingPlan(b.model, pairing) : nil
    let isolated = try ranking?.model.map { (model) throws(Diagnostic) in
      (model: model, file: try Self.file(model, nil, b.path))
    }
    // Copies stay until the runtime is done.
    defer { withExtendedLifetime((fileA, fileB, isolated)) {} }
    let comparisons = Comparisons(pairing, ranking)
    let request = RuntimeRequest(
      (a.model, fileA.path), (b.model, fileB.path), isolated.map { ($0.model, $0.file.path) },
      settings, pairing, comparisons)
    let answer = try await python.answer(to: request, settings, progress: progress) {
      outcome, program throws(Diagnostic) in
      try outcome.comparison(pairing, settings, comparisons, program: program)
    }
    return try Verification(answer, settings, pairing, comparisons)
  }

  private static func file(
    _ model: Model, _ file: FilePath?, _ path: FilePath
  ) throws(Diagnostic) -> RuntimeFile {
    do { return try RuntimeFile(model, in: file) } catch { throw error.about(path) }
  }

  private init(
    _ answer: RuntimeAnswer, _ settings: VerifySettings, _ pairing: ModelPairing,
    _ comparisons: Comparisons
  ) throws(Diagnostic) {
    (environment, self.settings) = (answer.facts.environment, settings)
    (inputs, sources) = (pairing.inputs, answer.facts.sources)
    (runCount, accuracy) = (answer.facts.runCount, answer.accuracy)
    var differences: [TensorDifference] = []
    for (pair, found) in zip(comparisons.all, answer.pairs) {
      switch found {
      case .figures(let figures):
        differences.append(TensorDifference(pair: pair, figures: figures))
      case .shapes(let a, let b) where pair.isOutput:
        throw .shapes("output", pair.name, a, b)
      case .shapes, .unread:
        differences.append(TensorDifference(pair: pair, figures: nil))
      }
    }
    let compared = differences.prefix(pairing.tensors.count)
    outputs = compared.filter(\.pair.isOutput)
    tensors = compared.filter { !$0.pair.isOutput }
    operators = comparisons.operators(from: differences)
  }
}
