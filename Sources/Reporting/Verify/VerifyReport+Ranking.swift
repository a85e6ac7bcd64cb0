internal import ModelFormat
internal import Verifying

extension VerifyReport {
  /// Writes which operators make the error, how it travels, and which operators were not run alone.
  func writeRanking(of operators: [OperatorError], to text: TextWriter) throws {
    let alone = operators.filter { $0.own?.figures != nil }
    let worst = alone.byOwnError.prefix(shownOperators)
    try text.heading(
      "Own error, each operator alone on the reference's tensors: \(worst.count) of \(alone.count), worst first"
    )
    if !worst.isEmpty { try text.table(ownTable(Array(worst))) }

    let along = operators.filter { $0.path?.figures != nil }
    let order = along.indices.sorted { (along[$0].pathOrder, $0) < (along[$1].pathOrder, $1) }
    let shown = order.prefix(shownOperators).sorted().map { along[$0] }
    try text.heading(
      "Path error: the \(shown.count) largest of \(along.count), in execution order")
    if !shown.isEmpty { try text.table(pathTable(shown)) }

    let others = operators.filter { $0.own?.figures == nil }
    guard !others.isEmpty else { return }
    try text.heading("Not run alone: \(others.count.counted("output"))")
    var table = TextTable([
      .init(title: "op", isRight: true), .init(title: "operator"),
      .init(title: "reason", wraps: true),
    ])
    for error in others.prefix(max(shownOperators, 1)) {
      table.add([
        "\(error.op.index)", .init(error.op.code.displayName),
        .init(error.reason ?? "its output cannot be read"),
      ])
    }
    try text.table(table)
    let rest = others.count - max(shownOperators, 1)
    if rest > 0 { try text.line("  and \(rest) more; --format json lists all") }
  }

  private func ownTable(_ errors: [OperatorError]) -> TextTable {
    var table = Self.table(["SQNR dB", "RMSE/scale", "max abs", "path dB"])
    for error in errors {
      let (own, path) = (error.own, error.path)
      table.add(
        error.operatorCells + [
          .init(own?.figures?.ratioText ?? "-"), .init(own?.errorOverScale?.asFigure ?? "-"),
          .init(own?.figures?.maxAbs.asFigure ?? "-"), .init(path?.figures?.ratioText ?? "-"),
          error.outputCell,
        ])
    }
    return table
  }

  private func pathTable(_ errors: [OperatorError]) -> TextTable {
    var table = Self.table(["SQNR dB", "RMSE/scale", "max abs", "own dB"])
    for error in errors {
      let (own, path) = (error.own, error.path)
      table.add(
        error.operatorCells + [
          .init(path?.figures?.ratioText ?? "-"), .init(path?.errorOverScale?.asFigure ?? "-"),
          .init(path?.figures?.maxAbs.asFigure ?? "-"), .init(own?.figures?.ratioText ?? "-"),
          error.outputCell,
        ])
    }
    return table
  }

  private static func table(_ figures: [String]) -> TextTable {
    TextTable(
      [
        .init(title: "op", isRight: true), .init(title: "operator", givesWay: 2),
      ] + figures.map { .init(title: $0, isRight: true) } + [
        .init(title: "output", givesWay: 1, cut: .middle)
      ])
  }
}

extension OperatorError {
  fileprivate var operatorCells: [TextTable.Cell] {
    ["\(op.index)", .init(op.code.displayName)]
  }

  fileprivate var outputCell: TextTable.Cell {
    .init((tensor.name?.text ?? "").escapedForDisplay)
  }

  /// The ratio for sorting: NaN is worse than any number.
  fileprivate var pathOrder: Double {
    let ratio = path?.figures?.signalToNoise ?? .infinity
    return ratio.isNaN ? -.infinity : ratio
  }
}

extension TensorFigures {
  /// `31.2`, in dB; `exact` if nothing differs.
  var ratioText: String {
    if areEqual || meanSquaredError == 0 { return "exact" }
    guard let signalToNoise else { return "-" }
    return signalToNoise.rounded(toDigits: 1)
  }
}
