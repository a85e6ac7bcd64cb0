internal import ModelFacts
public import ModelFormat
internal import QuantMath

/// Splits each HARD_SWISH into other operators.
public struct SplitHardSwish: Pass {
  /// The description of the pass.
  public static let info = PassInfo(
    id: "split-hard-swish",
    summary: "Split each HARD_SWISH into operators that more targets support",
    guarantee: .changedCodes,
    before: "x -> HARD_SWISH -> y",
    after: "x -> ADD 3, RELU6 -> MUL 1/6 -> MUL x -> y")

  /// How the new operators are chosen.
  public enum Choice: Sendable {
    /// The same strategy for all sites.
    case strategy(SplitStrategy)
    /// For each site, the strategy with the smallest change of codes; of several, the one with the fewest
    /// operators, then the first.
    case best(of: [SplitStrategy])
    /// The same, with a list of strategies for each type; other types are left unchanged.
    case bestOfType([ElementType: [SplitStrategy]])
  }

  /// How far a code may move by default.
  public let maxErrorCodes: Int? = 2
  private let choice: Choice
  private let selection: OperatorSelection

  /// Splits the selected sites, by default all.
  public init(
    _ choice: Choice = .best(of: SplitStrategy.withoutHardSwish),
    selection: OperatorSelection = .all
  ) {
    (self.choice, self.selection) = (choice, selection)
  }

  /// Splits every site that can be split.
  ///
  /// - Throws: `no-such-part` if the selection matches no HARD_SWISH, and `not-applicable` if one
  ///   that it names explicitly cannot be split.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    var chooser = SplitChooser()
    for found in try selection.sites(in: draft, &outcome) where !isFloatOnPurpose(found) {
      do throws(Reason) {
        let site = try SplitSite(found)
        outcome.changes.append(try split(site, &chooser, in: &draft))
      } catch {
        guard !selection.single.contains(found.op.index) else {
          throw .notApplicable(
            "this HARD_SWISH cannot be split: \(error.words)", at: found.place,
            fix: "Choose another strategy, or exclude this operator.")
        }
        outcome.leftAlone.append(LeftAlone(found.subgraph.index, found.op.index, error.words))
      }
    }
    return outcome
  }

  /// True for a HARD_SWISH between DEQUANTIZE and QUANTIZE, as written by the strategy `float`, which must
  /// not be split again.
  private func isFloatOnPurpose(_ site: HardSwishSite) -> Bool {
    guard case .strategy(let strategy) = choice, strategy.leavesHardSwish else { return false }
    return site.input?.tensor.type.isFloat == true
  }

  private func split(
    _ site: SplitSite, _ chooser: inout SplitChooser, in draft: inout Draft
  ) throws(Reason) -> Change {
    let strategy: SplitStrategy
    let split: any SplitOperators
    var claim = FunctionClaim(from: site.input, to: site.output)
    if let quantized = site.quantized {
      let chosen = try choose(quantized, at: site, &chooser, in: draft)
      (strategy, split) = (chosen.strategy, chosen)
      let factor = type(of: chosen).factor
      if factor != 1 {
        try draft.fold(Float(factor), intoReadersOf: site.output, in: site.subgraph)
        claim.factor = Double(factor)
      }
    } else {
      (strategy, split) = try chooseOnFloats(at: site)
    }
    let operators = SplitWriter.write(split, at: site, in: &draft)
    var change = Change(Self.info, site.subgraph, site.op, split.words, .function(claim))
    (change.strategy, change.operators) = (strategy.rawValue, operators)
    return change
  }

  /// The strategies that may be used for a type.
  private func strategies(for type: ElementType) -> [SplitStrategy] {
    switch choice {
    case .strategy(let one): [one]
    case .best(let several): several
    case .bestOfType(let several): several[type] ?? []
    }
  }

  private func choose(
    _ quantized: ReplacedHardSwish, at site: SplitSite, _ chooser: inout SplitChooser,
    in draft: Draft
  ) throws(Reason) -> any HardSwishSplit {
    if case .strategy(let strategy) = choice {
      if let obstacle = strategy.split.obstacle(at: site, in: draft) { throw Reason(obstacle) }
      do throws(SplitError) {
        return try chooser.split(quantized, by: strategy)
      } catch {
        throw Reason(error.description)
      }
    }
    var best: (split: any HardSwishSplit, score: SplitChooser.Score)?
    for strategy in strategies(for: site.type) {
      guard strategy.split.obstacle(at: site, in: draft) == nil,
        let split = try? chooser.split(quantized, by: strategy),
        let score = try? chooser.score(split, of: quantized)
      else { continue }
      if best.map({ score < $0.score }) ?? true { best = (split, score) }
      // There is nothing nearer, and nothing shorter is left to try.
      if score.codesChanged == 0, score.operatorCount == 2 { break }
    }
    guard let best else {
      throw Reason("no available strategy works with its scales")
    }
    return best.split
  }

  private func chooseOnFloats(
    at site: SplitSite
  ) throws(Reason) -> (SplitStrategy, any SplitOperators) {
    for strategy in strategies(for: site.type) {
      if let split = strategy.split.onFloats { return (strategy, split) }
    }
    let names = SplitStrategy.allCases.filter { $0.split.onFloats != nil }.map { "'\($0)'" }
    throw Reason(
      "its type is FLOAT32, which only the strategy \(names.joined(separator: ", ")) supports")
  }
}

extension OperatorSelection {
  /// The selected sites; `outcome` gets the others.
  ///
  /// - Throws: `no-such-part` if an index is given that is not a HARD_SWISH.
  func sites(in draft: Draft, _ outcome: inout Outcome) throws(Diagnostic) -> [HardSwishSite] {
    var sites: [HardSwishSite] = []
    for graph in draft.subgraphs.map(\.graph) where includes(subgraph: graph.subgraph.index) {
      let index = graph.subgraph.index
      let all = graph.subgraph.operators.filter { $0.builtin == .hardSwish }
      sites += all.filter { includes($0.index, in: index) }.map { HardSwishSite($0, in: graph) }
      let others = all.map(\.index).filter { !includes($0, in: index) }
      outcome.leftAlone += Array(leftOut(others, in: index, "HARD_SWISH"))
    }
    try check(Set(sites.map(\.op.index)), are: "HARD_SWISH")
    return sites
  }
}

extension HardSwishSite {
  /// Where the site is, as a person would look it up.
  var place: Place { subgraph.place(of: op) }
}
