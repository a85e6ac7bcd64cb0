public import ModelFormat
public import Targeting

/// How much of several models each of some targets supports: models times targets, the longer list down
/// the side.
public struct PlacementMatrix {
  private let targets: [String]
  private var models: [String] = []
  /// A row of cells for each model, one for each target.
  private var cells: [[TextTable.Cell]] = []

  /// A matrix without models.
  public init(_ profiles: [TargetProfile]) { targets = profiles.map(\.id.escapedForDisplay) }

  /// Adds a model, placed on the targets in their order.
  public mutating func add(_ placements: [Placement], of path: FilePath) {
    models.append(path.description.escapedForDisplay)
    cells.append(placements.map(Self.cell))
  }

  /// `118 of 127`; `rejected` where the target's compiler takes no part of the model.
  private static func cell(_ placement: Placement) -> TextTable.Cell {
    guard placement.rejections.isEmpty else { return .init("rejected") { $0.bad($1) } }
    let coverage = placement.coverage
    let words = "\(coverage.mappedCount) of \(coverage.operatorCount)"
    return coverage.mappedCount == coverage.operatorCount
      ? .init(words) { $0.good($1) } : .init(words)
  }

  /// Writes the matrix; columns for which a line has no room follow below, with the sides again.
  public func writeText(to text: TextWriter) throws {
    guard !models.isEmpty else { return }
    try text.prose(
      "\(text.style.bold("\(models.count.counted("model")), \(targets.count.counted("target")):")) "
        + "supported operators; a single --model shows the reasons too")
    let isByTarget = targets.count > models.count
    let sides = isByTarget ? targets : models
    var heads = isByTarget ? models : targets
    if text.width != nil {
      heads = heads.map {
        $0.shortened(to: Self.nameRoom, ellipsis: text.style.ellipsis, at: .middle)
      }
    }
    for part in parts(of: heads, beside: sides, width: text.width) {
      try text.line()
      var table = TextTable(
        [.init(title: isByTarget ? "target" : "model", givesWay: 1, cut: .middle)]
          + part.map { .init(title: heads[$0], isRight: true) })
      for (row, side) in sides.enumerated() {
        table.add(
          [.init(side)] + part.map { isByTarget ? cells[$0][row] : cells[row][$0] })
      }
      try text.table(table)
    }
  }

  /// The columns that a name has at least, and a headline at most.
  private static let nameRoom = 24

  /// The positions of the columns that fit side by side.
  private func parts(of heads: [String], beside sides: [String], width: Int?) -> [[Int]] {
    guard let width else { return [Array(heads.indices)] }
    let longest = sides.map(\.columnCount).max() ?? 0
    let cell = cells.joined().map { $0.text.columnCount }.max() ?? 0
    var parts: [[Int]] = []
    var room = 0
    for place in heads.indices {
      let column = max(cell, heads[place].columnCount) + TextTable.gap
      if parts.isEmpty || column > room {
        parts.append([])
        room = width - TextWriter.tableIndent - min(longest, Self.nameRoom)
      }
      parts[parts.count - 1].append(place)
      room -= column
    }
    return parts
  }
}
