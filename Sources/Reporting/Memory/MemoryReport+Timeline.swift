internal import MemoryPlanning
internal import ModelFormat
internal import QuantMath

extension MemoryReport {
  /// What is live while an operator runs.
  struct TimelineStep {
    let subgraph: Int
    let op: Operator
    let byteCount: Int
  }

  /// The operators in the order in which they run.
  var timeline: [TimelineStep] {
    let subgraphs = model.subgraphs.map(\.operators)
    return use.live.steps.compactMap { step in
      step.op.map {
        TimelineStep(
          subgraph: step.subgraph, op: subgraphs[step.subgraph][$0], byteCount: step.byteCount)
      }
    }
  }

  /// Writes the timeline as CSV, with a line for each operator.
  public func writeCSV(to output: OutputBuffer) throws {
    let scratch = scratchByteCounts
    output.append("subgraph,operator,op,live_bytes,scratch_bytes\n")
    for step in timeline {
      let scratch = scratch[[step.subgraph, step.op.index]] ?? 0
      output.append(
        "\(step.subgraph),\(step.op.index),\(FindingTable.cell(step.op.code.name)),\(step.byteCount),\(scratch)\n"
      )
      try output.flushIfLarge()
    }
  }

  /// Writes the timeline as bars; operators of a long model share a line, which shows the largest of them.
  func writeTimeline(to text: TextWriter) throws {
    let steps = timeline
    guard !steps.isEmpty, use.live.peakByteCount > 0 else { return }
    let perLine = (steps.count + Self.mostLines - 1) / Self.mostLines
    try text.heading("Live activations while each operator runs")
    var table = TextTable([
      .init(title: "operator", isRight: true), .init(title: "", givesWay: 1),
      .init(title: "live", isRight: true), .init(title: ""),
    ])
    for start in stride(from: 0, to: steps.count, by: perLine) {
      let group = steps[start..<min(start + perLine, steps.count)]
      guard let first = group.first, let last = group.last,
        let most = group.max(by: { $0.byteCount < $1.byteCount })
      else { continue }
      let from = Place.column(operator: first.op.index, subgraph: first.subgraph)
      let to = Place.column(operator: last.op.index, subgraph: last.subgraph)
      table.add([
        .init(group.count == 1 ? from : "\(from) to \(to)"), .init(most.op.code.displayName),
        .init(most.byteCount.asByteCount), .init(bar(most.byteCount, text.style)),
      ])
    }
    try text.table(table)
  }

  private static let mostLines = 64
  private static let barWidth = 40

  private func bar(_ byteCount: Int, _ style: TextStyle) -> String {
    let share = Double(byteCount) / Double(use.live.peakByteCount)
    let eighths = Int(saturating: (share * Double(Self.barWidth * 8)).rounded())
    guard style.isUnicode else {
      return String(repeating: "#", count: (eighths + 4) / 8)
    }
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + rest
  }
}
