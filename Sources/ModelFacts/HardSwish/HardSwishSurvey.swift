public import ModelFormat
public import QuantMath

/// Every hard-swish of a model: the sites with their verdicts, and the decomposed ones.
public struct HardSwishSurvey: Sendable {
  /// A site, the arithmetic of the runtime, the checks, and the verdict.
  public struct Entry: Sendable {
    /// The HARD_SWISH with its surroundings.
    public let site: HardSwishSite
    /// Its integers.
    public let arithmetic: HardSwishArithmetic
    /// The conditions under which one scale is enough.
    public let checks: HardSwishChecks
    /// Whether they hold.
    public let verdict: HardSwishVerdict

    /// Examines a site under a kernel, in about 10 microseconds.
    public init(_ site: HardSwishSite, kernel: HardSwishKernel = .litertReference) {
      self.site = site
      arithmetic = HardSwishArithmetic(input: site.input, output: site.output, kernel: kernel)
      checks = HardSwishChecks(site, arithmetic)
      verdict = HardSwishVerdict(site, checks)
    }
  }

  /// One for each selected HARD_SWISH, by subgraph and operator.
  public let entries: Entries
  /// One for each decomposed hard-swish, by subgraph and operator.
  public let decomposed: [DecomposedHardSwish]
  /// What looks like hard-swish but is not, by subgraph and operator.
  public let nearMisses: [HardSwishNearMiss]
  private let counts: [HardSwishVerdict.Answer: Int]

  /// Searches every subgraph of a model, and computes as `kernel` does.
  public init(
    _ model: Model, selection: HardSwishSelection = HardSwishSelection(),
    kernel: HardSwishKernel = .litertReference
  ) {
    let graphs = model.subgraphs.filter { selection.includes(subgraph: $0.index) }
      .map(GraphIndex.init)
    entries = Entries(graphs, selection: selection, kernel: kernel)
    decomposed = graphs.flatMap(DecomposedHardSwish.all).filter { found in
      selection.op.map(found.operators.contains) ?? true
    }
    nearMisses = graphs.flatMap(HardSwishNearMiss.all).filter { found in
      selection.op.map(found.operators.contains) ?? true
    }
    counts = entries.reduce(into: [:]) { $0[$1.verdict.answer, default: 0] += 1 }
  }

  /// How many sites have an answer.
  public func count(_ answer: HardSwishVerdict.Answer) -> Int { counts[answer] ?? 0 }
}

extension HardSwishSurvey {
  /// The sites of a model.
  ///
  /// Usually they are all computed once. In a model with very many sites, each is computed when it is
  /// accessed: each holds a table of codes, and together they may not fit in memory.
  public struct Entries: RandomAccessCollection, Sendable {
    private let graphs: [GraphIndex]
    private let places: [(graph: Int, op: Int)]
    private let kernel: HardSwishKernel
    /// All of them; nil if there are too many to keep.
    private var kept: [Entry]?

    /// At about 2 KB each, they take as much memory as the tables of a large model.
    private static let mostKept = 1000

    init(_ graphs: [GraphIndex], selection: HardSwishSelection, kernel: HardSwishKernel) {
      self.graphs = graphs
      self.kernel = kernel
      places = graphs.indices.flatMap { graph in
        graphs[graph].subgraph.operators.lazy
          .filter { $0.builtin == .hardSwish && selection.includes($0) }
          .map { (graph, $0.index) }
      }
      if places.count <= Self.mostKept { kept = places.indices.map(entry) }
    }

    /// 0, the position of the first site.
    public var startIndex: Int { 0 }
    /// The number of sites.
    public var endIndex: Int { places.count }

    /// The site at `position`.
    ///
    /// Precondition: `0 ..< count`.
    public subscript(position: Int) -> Entry { kept?[position] ?? entry(position) }

    private func entry(_ position: Int) -> Entry {
      let place = places[position]
      let graph = graphs[place.graph]
      let site = HardSwishSite(graph.subgraph.operators[place.op], in: graph)
      return Entry(site, kernel: kernel)
    }
  }
}
