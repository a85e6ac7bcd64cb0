public import ModelFormat
public import QuantMath

/// Every hard-swish of a model: the sites with their verdicts, and the decomposed ones.
public struct HardSwishSurvey: Sendable {
  /// A site, what the runtime computes, what was checked, and what follows.
  public struct Entry: Sendable {
    /// The HARD_SWISH with its surroundings.
    public let site: HardSwishSite
    /// Its integers.
    public let arithmetic: HardSwishArithmetic
    /// What must hold for one scale to serve.
    public let checks: HardSwishChecks
    /// Whether it does.
    public let verdict: HardSwishVerdict
  }

  /// One for each HARD_SWISH, by subgraph and operator.
  public let entries: [Entry]
  /// One for each hard-swish that is spelled in other operators, by subgraph and operator.
  public let decomposed: [DecomposedHardSwish]

  /// Looks through every subgraph of a model, and computes as `kernel` does.
  public init(_ model: Model, kernel: HardSwishKernel = .litertReference) {
    let graphs = model.subgraphs.map(GraphIndex.init)
    entries = graphs.flatMap { graph in
      HardSwishSite.all(in: graph).map { site in
        let arithmetic = HardSwishArithmetic(
          input: site.input, output: site.output, kernel: kernel)
        let checks = HardSwishChecks(site, arithmetic)
        return Entry(
          site: site, arithmetic: arithmetic, checks: checks,
          verdict: HardSwishVerdict(site, arithmetic, checks))
      }
    }
    decomposed = graphs.flatMap(DecomposedHardSwish.all)
  }

  /// How many sites have an answer.
  public func count(_ answer: HardSwishVerdict.Answer) -> Int {
    entries.count { $0.verdict.answer == answer }
  }
}
