internal import Auditing
internal import MemoryPlanning
internal import ModelFacts
internal import ModelFormat
internal import Reporting
internal import Targeting

/// The figures of two models, side by side.
struct ChangeFigures {
  /// A figure of both models.
  struct Row {
    let name: String
    let before: String
    let after: String
  }

  let rows: [Row]

  init(_ before: ModelPicture, _ after: ModelPicture) {
    func row(_ name: String, _ figure: (ModelPicture) -> String) -> Row {
      Row(name: name, before: figure(before), after: figure(after))
    }
    let all = [
      row("HARD_SWISH", { $0.survey.entries.count.withSeparators }),
      row("One output scale is enough for HARD_SWISH", { HardSwishAnswer($0.survey).word }),
    ]
    let severities = Severity.allCases.reversed().map { severity in
      row("Findings: \(severity.rawValue)s", { "\($0.audit.count(severity))" })
    }
    let sizes = [
      row("Operators", { $0.totals.operatorCount.withSeparators }),
      row("Size", { $0.model.file.byteCount.asByteCount }),
      row("Peak memory of activations", { $0.ram.livePeak.text }),
      row("Arena in TensorFlow Lite Micro", { $0.ram.microArena.text }),
      row("Arena in LiteRT", { $0.ram.litertArena.text }),
      row("Multiply-accumulates", { $0.macs.map { $0.asCount } ?? "unknown" }),
    ]
    // The largest gain first, then losses.
    let changed = zip(before.placements, after.placements).filter { a, b in
      a.coverage.share != b.coverage.share || a.rejections.isEmpty != b.rejections.isEmpty
    }
    let sorted = changed.sorted { a, b in
      let (first, second) = (a.1.gain(since: a.0), b.1.gain(since: b.0))
      return (second, a.0.profile.id) < (first, b.0.profile.id)
    }
    let targets = sorted.map { a, b in
      Row(name: "Supported by \(a.profile.id)", before: a.shareText, after: b.shareText)
    }
    rows = all + severities + sizes + targets
  }
}

extension Placement {
  /// How much more of a model the target supports.
  fileprivate func gain(since before: Placement) -> Double {
    coverage.share - before.coverage.share
  }

  /// `118 of 127`; or that the target rejects the model.
  var shareText: String {
    let count = "\(coverage.mappedCount) of \(coverage.operatorCount)"
    return rejections.isEmpty ? count : "rejected"
  }
}
