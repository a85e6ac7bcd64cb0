internal import Auditing
internal import MemoryPlanning
internal import ModelFacts
internal import ModelFormat
internal import Reporting
internal import Targeting

/// The first screen: the answer about HARD_SWISH, the figures of the model, and where it runs.
struct SummarySection {
  let picture: ModelPicture

  func write(to page: MarkupWriter) {
    writeAnswer(to: page)
    page.element("dl", .style("tiles")) {
      for tile in tiles {
        page.element("div") {
          page.element("dt", text: tile.name)
          page.element("dd", .style("value"), text: tile.value)
          page.element("dd", text: tile.remark)
        }
      }
    }
    page.newline()
    CoverageList(picture: picture).write(to: page)
  }

  // MARK: The answer

  private func writeAnswer(to page: MarkupWriter) {
    let answer = HardSwishAnswer(picture.survey)
    page.element("section", .id(Anchor("answer")), answer.style) {
      page.element(
        "p", .style("soft"),
        text:
          "Do per-channel scales end in the matrix operator before HARD_SWISH, and does a single "
          + "output scale serve the activation?")
      page.element("h2", answer.toneStyle, text: answer.word)
      page.prose(answer.sentence)
      if let entry = example { HardSwishChain(entry: entry).write(to: page) }
    }
    page.newline()
  }

  /// The first confirmed site, whose numbers show the way.
  private var example: HardSwishSurvey.Entry? {
    picture.survey.entries.first { $0.verdict.answer == .confirmed }
      ?? picture.survey.entries.first { $0.verdict.answer == .confirmedPerTensorWeights }
  }

  // MARK: The figures

  private typealias Tile = (name: String, value: String, remark: String)

  private var tiles: [Tile] { [findings, size, cost, memory, operators] }

  private var findings: Tile {
    let counts = Severity.allCases.reversed().map {
      picture.audit.count($0).counted($0.rawValue)
    }
    let accepted = picture.audit.suppressed.count
    let total = picture.audit.findings.count
    return (
      "Findings", total == 0 ? "none" : "\(total)",
      counts.joined(separator: ", ") + (accepted == 0 ? "" : "; \(accepted) accepted")
    )
  }

  private var size: Tile {
    (
      "Size", picture.model.file.byteCount.asByteCount,
      "\(picture.totals.constantByteCount.asByteCount) of constants"
    )
  }

  private var cost: Tile {
    (
      "Cost", picture.macs.map { $0.asCount } ?? "unknown",
      "multiply-accumulates in one run"
    )
  }

  private var memory: Tile {
    let place = picture.memory.peak.map { peak in
      peak.op.map { "at operator \(Place.column(operator: $0, subgraph: peak.subgraph))" }
        ?? "before the first operator"
    }
    let ram = picture.ram
    return (
      "Peak memory", ram.livePeak.text,
      "of activations, \(place ?? "without operators"); the arena takes \(ram.microArena.text) in "
        + "TensorFlow Lite Micro and \(ram.litertArena.text) in LiteRT"
    )
  }

  private var operators: Tile {
    let subgraphs = picture.model.subgraphs.count
    return (
      "Operators", picture.totals.operatorCount.withSeparators,
      picture.totals.tensorCount.counted("tensor")
        + (subgraphs == 1 ? "" : " in \(subgraphs.counted("subgraph"))")
    )
  }
}

extension HardSwishAnswer {
  fileprivate var style: Attribute {
    switch tone {
    case .good: .style("answer good")
    case .bad: .style("answer bad")
    case .doubtful: .style("answer doubtful")
    }
  }

  fileprivate var toneStyle: Attribute {
    switch tone {
    case .good: .style("good")
    case .bad: .style("bad")
    case .doubtful: .style("doubtful")
    }
  }
}
