internal import ModelFormat
internal import Reporting
internal import Targeting

/// How much of the model each target supports, as bars.
struct CoverageList {
  let picture: ModelPicture

  private static let width = 110.0
  private static let height = 12.0

  func write(to page: MarkupWriter) {
    guard !picture.placements.isEmpty else { return }
    page.element("section", .id(Anchor("coverage"))) {
      page.element("h2", text: "Operators that targets support")
      OutcomeKey.write(to: page)
      page.element("ol", .style("coverage")) {
        for (position, placement) in picture.rankedPlacements {
          write(placement, position, to: page)
        }
      }
    }
    page.newline()
  }

  private func write(_ placement: Placement, _ position: Int, to page: MarkupWriter) {
    let coverage = placement.coverage
    page.element("li") {
      page.element("span", .style("name"), text: placement.profile.id)
      let id = Anchor("coverage", position)
      page.element(
        "svg", .of(.viewBox, "0 0 \(Self.width.asCoordinate) \(Self.height.asCoordinate)"),
        .of(.preserveAspectRatio, "none"), .width(Self.width), .height(Self.height),
        .of(.role, "img"), .labelled(by: id)
      ) {
        page.element("title", .id(id), text: placement.summary)
        let counts: [(Attribute, Int)] = [
          (.style("mapped"), coverage.mappedCount),
          (.style("conditional"), coverage.conditionalCount),
          (.style("unknown"), coverage.unknownCount), (.style("blocked"), coverage.blockedCount),
        ]
        var x = 0.0
        for (style, count) in counts where count > 0 {
          let width = Self.width * Double(count) / Double(max(1, coverage.operatorCount))
          page.shape("rect", style, .x(x), .width(width), .height(Self.height))
          x += width
        }
      }
      page.element(
        "span", .style("share"),
        text: placement.rejections.isEmpty ? coverage.share.asPercent : "rejected")
    }
  }
}

/// What the colours of placements mean.
enum OutcomeKey {
  static func write(to page: MarkupWriter) {
    page.element("ul", .style("key")) {
      for (style, words) in [
        (Attribute.style("mapped"), "supported"), (.style("conditional"), "conditional"),
        (.style("unknown"), "no data"), (.style("blocked"), "unsupported"),
      ] {
        page.element("li") {
          page.element("span", style) {}
          page.text(words)
        }
      }
    }
  }
}

extension PlacedOperator.Outcome {
  /// The outcome as a letter, for the script of the page.
  var letter: Character {
    switch self {
    case .mapped: "m"
    case .conditional: "c"
    case .unknown: "u"
    case .blocked: "b"
    }
  }

  var style: Attribute {
    switch self {
    case .mapped: .style("mapped")
    case .conditional: .style("conditional")
    case .unknown: .style("unknown")
    case .blocked: .style("blocked")
    }
  }

  var word: String {
    switch self {
    case .mapped: "supported"
    case .conditional: "conditional"
    case .unknown: "no data"
    case .blocked: "unsupported"
    }
  }
}
