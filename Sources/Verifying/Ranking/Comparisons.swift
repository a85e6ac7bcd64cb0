internal import ModelFormat

/// The pairs of tensors that the driver compares, each once.
struct Comparisons {
  /// Tensors of both models.
  let betweenModels: [TensorPair]
  private let ranking: RankingPlan?
  /// Where the tensors on the path of the ranking are among those.
  private let pathPlaces: [Int]

  init(_ pairing: ModelPairing, _ ranking: RankingPlan?) {
    self.ranking = ranking
    var pairs = pairing.tensors
    var places: [[TensorIndex]: Int] = [:]
    for (place, pair) in pairs.enumerated() { places[[pair.a.index, pair.b.index]] = place }
    pathPlaces = (ranking?.path ?? []).map { pair in
      let key = [pair.a.index, pair.b.index]
      if let known = places[key] { return known }
      places[key] = pairs.count
      pairs.append(pair)
      return pairs.count - 1
    }
    betweenModels = pairs
  }

  /// Tensors of the first model and what operators of the second write alone.
  var own: [TensorPair] { ranking?.own ?? [] }

  /// What fills the inputs of these operators.
  var feeds: [RankingPlan.Feed] { ranking?.feeds ?? [] }

  /// All, in the order of the driver's answers.
  var all: [TensorPair] { betweenModels + own }

  /// The errors of operators; nil if they are not ranked.
  ///
  /// - Parameter differences: one for each of `all`.
  func operators(from differences: [TensorDifference]) -> [OperatorError]? {
    ranking?.errors(
      path: pathPlaces.map { differences[$0] },
      own: Array(differences.dropFirst(betweenModels.count)))
  }
}
