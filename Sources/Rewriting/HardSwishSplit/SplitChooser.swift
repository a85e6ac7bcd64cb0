internal import ModelFormat
internal import QuantMath

/// Finds the numbers of splits, and remembers them for sites with equal quantization.
struct SplitChooser {
  private var found: [Question: Result<any HardSwishSplit, SplitError>] = [:]
  private var scores: [Question: Score] = [:]

  private struct Question: Hashable {
    let strategy: SplitStrategy
    let (input, output): (Grid, Grid)
  }

  /// The quality of a split; lower is better.
  ///
  /// The error counts first, then the length.
  struct Score: Comparable {
    let worst, codesChanged, operatorCount: Int

    static func < (a: Self, b: Self) -> Bool {
      (a.worst, a.codesChanged, a.operatorCount) < (b.worst, b.codesChanged, b.operatorCount)
    }
  }

  /// The split of a site by a strategy, with the numbers of the smallest error.
  mutating func split(
    _ site: ReplacedHardSwish, by strategy: SplitStrategy
  ) throws(SplitError) -> any HardSwishSplit {
    let question = Question(strategy: strategy, input: site.input, output: site.output)
    if let known = found[question] { return try known.get() }
    do {
      let split: any HardSwishSplit = try strategy.split.best(replacing: site)
      found[question] = .success(split)
      return split
    } catch {
      found[question] = .failure(error)
      throw error
    }
  }

  /// The score of a split against what it replaces.
  mutating func score(
    _ split: any HardSwishSplit, of site: ReplacedHardSwish
  ) throws(SplitError) -> Score {
    let strategy = split.strategy
    let question = Question(strategy: strategy, input: site.input, output: site.output)
    if let known = scores[question] { return known }
    let error = SplitScore(try split.tables(), site)
    let score = Score(
      worst: error.worst, codesChanged: max(error.changedReference, error.changedDefault),
      operatorCount: strategy.operators(on: ElementType(of: site.input.codes))?.count ?? .max)
    scores[question] = score
    return score
  }
}
