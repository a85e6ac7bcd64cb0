/// The free numbers of a split, each about −1...1; what they mean is up to a `SearchSpace`.
typealias SearchPoint = SIMD4<Double>

/// A strategy with numbers to choose.
protocol SearchableSplit: HardSwishSplit {
  /// The free choices.
  associatedtype Space: SearchSpace where Space.Split == Self
}

extension SearchableSplit {
  static func search(with scorer: SplitScorer, beating natural: SplitScore) -> Self? {
    SplitSearch.run(Space(scorer.site), scorer, natural: natural)
  }
}

/// The free choices of a split.
protocol SearchSpace {
  associatedtype Split: HardSwishSplit

  /// The choices for one HARD_SWISH.
  init(_ site: ReplacedHardSwish)

  /// How many points the first, wide search tries besides the hints.
  var wideCount: Int { get }
  /// How many of a point's numbers the wide search varies; the others stay 0.
  var wideDimensions: Int { get }
  /// How far the close search moves each number at first.
  var closeRadius: SearchPoint { get }
  /// Points worth trying besides those that are spread evenly.
  var hints: [SearchPoint] { get }

  /// The split at a point.
  func split(at point: SearchPoint) -> Split
}

/// Searches for the best split: first evenly over the whole space, then closer and closer around the best
/// candidates.
///
/// The number of candidates is fixed, and the points are those of a low-discrepancy sequence: the
/// same HARD_SWISH always gets the same split.
struct SplitSearch<Space: SearchSpace> {
  /// How many times the close search halves its radius.
  static var closeRounds: Int { 5 }
  /// How many points the close search tries around each of the best in a round.
  static var closeCount: Int { 120 }
  /// How many of the best candidates are searched further.
  static var parentCount: Int { 5 }

  private let space: Space
  private var scorer: SplitScorer
  private var limit: SplitScore
  /// The best points, best first, no two with one score.
  private var best: [(score: SplitScore, point: SearchPoint)] = []
  private var drawn = SIMD4<UInt64>()

  /// The best split, or nil if none beats `natural`.
  static func run(_ space: Space, _ scorer: SplitScorer, natural: SplitScore) -> Space.Split? {
    var search = Self(space: space, scorer: scorer, limit: natural)
    search.lookWide()
    search.lookClose()
    guard let found = search.best.first, found.score < natural else { return nil }
    return space.split(at: found.point)
  }

  private init(space: Space, scorer: SplitScorer, limit: SplitScore) {
    (self.space, self.scorer, self.limit) = (space, scorer, limit)
  }

  private mutating func lookWide() {
    for hint in space.hints { consider(hint) }
    for _ in 0..<space.wideCount {
      var point = draw()
      for i in space.wideDimensions..<SearchPoint.scalarCount { point[i] = 0 }
      consider(point)
    }
  }

  private mutating func lookClose() {
    var radius = space.closeRadius
    for _ in 0..<Self.closeRounds {
      for parent in best.map(\.point) {
        for _ in 0..<Self.closeCount { consider(parent + radius * draw()) }
      }
      radius /= 2
    }
  }

  private mutating func consider(_ point: SearchPoint) {
    // There can be no better one.
    if let first = best.first, first.score.isExact { return }
    guard let score = scorer.score(space.split(at: point), limit: limit),
      !best.contains(where: { $0.score == score })
    else { return }
    best.insert((score, point), at: best.firstIndex { score < $0.score } ?? best.count)
    if best.count > Self.parentCount { best.removeLast() }
    if best.count == Self.parentCount { limit = best[best.count - 1].score }
  }

  /// The next point of a sequence that fills −1...1 evenly in every dimension.
  ///
  /// - Source: Roberts, "The Unreasonable Effectiveness of Quasirandom Sequences": multiples of the
  ///   powers of 1/g, with g⁵ = g + 1, without their whole parts; here as 64-bit fractions.
  private mutating func draw() -> SearchPoint {
    drawn &+= SIMD4(
      0xdb4f_0b91_75ae_2165, 0xbbe0_5633_03a4_615f, 0xa0f2_ec75_a1fe_1575, 0x89e1_8285_7d9e_d688)
    // The upper 53 bits of each are exact in a Double.
    return 2 * (SearchPoint(drawn &>> 11) * 0x1p-53) - 1
  }
}
