internal import Comparing
internal import MemoryPlanning
internal import ModelFacts
internal import ModelFormat

/// One section of the report as a table, for text, Markdown and pages.
package struct DiffSection {
  package let title: String
  /// The headlines of the columns; the last has the name in the models.
  package let columns: [String]
  /// The cells, with text from models escaped.
  package let rows: [[String]]
  /// How many rows are shown unless the report is full.
  let mostRows: Int

  private init(
    _ title: String, _ columns: [String], _ rows: [[String]], mostRows: Int = 10
  ) {
    self.title = title
    self.mostRows = mostRows
    self.columns = columns
    self.rows = rows.map { $0.map(\.escapedForDisplay) }
  }

  /// The sections with differences, in order.
  static func all(of report: DiffReport) -> [Self] {
    let found = report.comparison
    var sections = [quantization(found, isFull: report.isFull)]
    if !report.isQuantizationOnly {
      sections.insert(interface(found), at: 0)
      sections.insert(operators(found, isFull: report.isFull), at: 1)
      sections.insert(tensors(found), at: 2)
      sections += [weights(found), file(found), names(found), memory(report)]
    }
    return sections.filter { !$0.rows.isEmpty }
  }

  private static func interface(_ found: ModelComparison) -> Self {
    Self("Inputs, outputs and signatures", ["", "what", "change", "name"], rows(found.interface))
  }

  private static func file(_ found: ModelComparison) -> Self {
    Self("Metadata, buffers and file", ["", "what", "change", "name"], rows(found.file))
  }

  private static func memory(_ report: DiffReport) -> Self {
    let figures: [(name: String, of: (MemoryTotals) -> MemoryTotals.Figure)] = [
      ("live peak", \.livePeak), ("arena in TensorFlow Lite Micro", \.microArena),
      ("arena in LiteRT", \.litertArena),
    ]
    let rows = report.memory.map { memory in
      figures.filter { $0.of(memory.a) != $0.of(memory.b) }.map { figure in
        [
          arrow(figure.of(memory.a).textInBytes, figure.of(memory.b).textInBytes), figure.name,
        ]
      }
    }
    return Self("Memory", ["change", "what"], rows ?? [])
  }

  private static func rows(_ changes: [ValueChange]) -> [[String]] {
    changes.map { change in
      let words = arrow(change.a ?? "none", change.b ?? "none")
      return [change.subject.rawValue, change.field, words, change.name ?? ""]
    }
  }

  private static func arrow(_ a: String, _ b: String) -> String { "\(a) -> \(b)" }

  /// The same change of several operators is one row, unless the report is full.
  private static func operators(_ found: ModelComparison, isFull: Bool) -> Self {
    let groups = found.replacements.map { group in
      let (a, b) = (list(group.a), list(group.b))
      let words = group.a.isEmpty ? b : group.b.isEmpty ? a : arrow(a, b)
      let first = (group.a.first ?? group.b.first)?.index ?? 0
      let place = Place.column(operator: first, subgraph: group.subgraph.index)
      return [group.kind, place, words, "", group.output?.nameText ?? ""]
    }
    let changes = found.operators.map { change in
      let difference = change.difference
      return [
        "changed", Place.column(operator: change.a.index, subgraph: change.subgraph.index),
        change.a.code.displayName,
        "\(difference.field) \(arrow(difference.a, difference.b))", change.outputName,
      ]
    }
    var rows = groups + changes
    if !isFull {
      rows = grouped(rows) { [$0[0], $0[2], $0[3]] }.map { _, rows in
        let first = rows[0]
        guard rows.count > 1 else { return first }
        return [first[0], "\(rows.count) operators", first[2], first[3], "\(first[4]), ..."]
      }
    }
    return Self("Operators", ["", "#", "operator", "change", "output"], rows)
  }

  private static let mostOperators = 8

  private static func list(_ operators: [Operator]) -> String {
    let shown = operators.prefix(mostOperators).map(\.code.displayName).joined(separator: ", ")
    let rest = operators.count - mostOperators
    return rest > 0 ? "\(shown) and \(rest) more" : shown
  }

  /// Tensors with the same change are one row.
  private static func tensors(_ found: ModelComparison) -> Self {
    let groups = grouped(found.tensors) { [$0.difference.field, $0.difference.a, $0.difference.b] }
    let rows = groups.map { key, changes in
      [key[0], arrow(key[1], key[2]), "\(changes.count)", names(changes.map(\.tensor))]
    }
    return Self("Tensors", ["what", "change", "tensors", "name"], rows)
  }

  private static func names(_ tensors: [TensorMatch]) -> String {
    tensors.count == 1 ? tensors[0].a.nameText : "\(tensors[0].a.nameText), ..."
  }

  /// Groups of elements with the same key, in the order in which the keys first occur.
  private static func grouped<Element>(
    _ elements: [Element], _ key: (Element) -> [String]
  ) -> [([String], [Element])] {
    var places: [[String]: Int] = [:]
    var groups: [([String], [Element])] = []
    for element in elements {
      let key = key(element)
      if let place = places[key] {
        groups[place].1.append(element)
      } else {
        places[key] = groups.count
        groups.append((key, [element]))
      }
    }
    return groups
  }

  /// Tensors whose granularity changed are one row; those with changed scales follow, the largest change first.
  ///
  /// Unless the report is full, tensors of which only the recorded range changed are one row too.
  private static func quantization(_ found: ModelComparison, isFull: Bool) -> Self {
    let other = found.quantization.filter { $0.granularity.a != $0.granularity.b }
    var same = found.quantization.filter { $0.granularity.a == $0.granularity.b }
    var ranges: [[String]] = []
    let onlyRange = same.filter(\.isOnlyRecordedRange)
    if !isFull, onlyRange.count > 1 {
      same.removeAll(where: \.isOnlyRecordedRange)
      let words = "only recorded ranges of \(onlyRange.count.counted("tensor"))"
      ranges = [["", "", "", "", words, names(onlyRange.map(\.tensor))]]
    }
    let groups = grouped(other) { [$0.granularity.a, $0.granularity.b] }.map { key, changes in
      let count = changes.count == 1 ? "" : changes.count.counted("tensor")
      return [arrow(key[0], key[1]), "", "", "", count, names(changes.map(\.tensor))]
    }
    let size = { (change: QuantizationChange) in change.scales.map { $0.percent.magnitude } ?? 0 }
    let sorted = same.enumerated().sorted {
      (size($0.element), $1.offset) > (size($1.element), $0.offset)
    }
    let rows = sorted.map { _, change in
      let scales = change.scales
      return [
        scales.map { arrow($0.a.asExact, $0.b.asExact) } ?? "",
        scales.map { "\($0.percent > 0 ? "+" : "")\($0.percent.asFigure)" } ?? "",
        scales.map { $0.float32Steps > mostSteps ? "" : "\($0.float32Steps)" } ?? "",
        change.zeroPoints.map { arrow("\($0.a)", "\($0.b)") } ?? "",
        notes(change, isFull: isFull).joined(separator: "; "), change.tensor.a.nameText,
      ]
    }
    return Self(
      "Quantization",
      ["scale", "percent", "ulps", "zero point", "notes", "tensor"], groups + ranges + rows)
  }

  /// More float32 steps than this say no more than the percentage.
  private static let mostSteps = 9_999

  /// A changed scale implies another range, which is left out then unless the report is full.
  private static func notes(_ change: QuantizationChange, isFull: Bool) -> [String] {
    var notes: [String] = []
    if let scales = change.scales, scales.count > 1 {
      notes.append("\(scales.changedCount) of \(scales.count) scales")
    }
    if let zeroPoints = change.zeroPoints, zeroPoints.changedCount > 1 {
      notes.append(zeroPoints.changedCount.counted("zero point"))
    }
    let others = change.others.filter {
      isFull || change.scales == nil || !$0.isRecordedRange
    }
    notes += others.map { "\($0.field) \(arrow($0.a, $0.b))" }
    if let isDataChanged = change.isDataChanged {
      notes.append(isDataChanged ? "codes changed too" : "codes unchanged")
    }
    return notes
  }

  /// The lowest signal-to-noise ratio first, as this is the greatest loss.
  private static func weights(_ found: ModelComparison) -> Self {
    let sorted = found.weights.enumerated().sorted {
      let (a, b) = (
        $0.element.figures?.signalToNoise ?? -.infinity,
        $1.element.figures?.signalToNoise ?? -.infinity
      )
      return (a, $0.offset) < (b, $1.offset)
    }
    let rows = sorted.map { _, change in
      let figures = change.figures
      func pair(_ figures: (largest: Double, mean: Double)?) -> [String] {
        [figures?.largest.asFigure ?? "", figures?.mean.asFigure ?? ""]
      }
      let size = change.byteCounts
      let count =
        figures.map { "\($0.changedCount) of \($0.elementCount)" }
        ?? arrow(size.a.asByteCount, size.b.asByteCount)
      let scales = change.isQuantizationChanged ? "changed" : change.scalesText
      return [count] + pair(figures?.codes) + pair(figures?.real) + [
        figures?.signalToNoise?.asFigure ?? "", scales, change.tensor.a.nameText,
      ]
    }
    return Self(
      "Weights",
      ["changed", "max codes", "mean codes", "max", "mean", "SNR dB", "scales", "tensor"], rows)
  }

  private static func names(_ found: ModelComparison) -> Self {
    Self(
      "Names", ["", "change"],
      found.names.map { [$0.subject.rawValue, arrow($0.a ?? "none", $0.b ?? "none")] },
      mostRows: 3)
  }
}

extension OperatorChange {
  /// The name of the first output.
  fileprivate var outputName: String {
    let first = a.outputs.first { !$0.isAbsent }
    return first.map { subgraph.tensors[$0.position].nameText } ?? ""
  }
}

extension WeightChange {
  /// The text about unchanged scales; empty if there are none.
  fileprivate var scalesText: String {
    TensorQuantization(tensor.a) == nil ? "" : "unchanged"
  }
}
