internal import ModelFacts
internal import ModelFormat
internal import QuantMath
internal import Reporting
internal import Targeting

/// What each operator costs, as a chart over the operators in the order in which they run and as a table.
struct CostsSection {
  let picture: ModelPicture

  /// More operators than these are counted, not listed.
  private static let mostListed = 1_500
  private static let width = 1_100.0
  private static let height = 130.0

  func write(to page: MarkupWriter) {
    page.element("section", .id(Anchor("operators"))) {
      page.element("h2", text: "Operators: cost and memory")
      if picture.costs.count > 1 {
        draw("Multiply-accumulates", 0, .style("cost"), picture.costs.map(\.cost.macs), on: page)
        draw(
          "Bytes of constants", 1, .style("constants"), picture.costs.map(\.cost.constantByteCount),
          on: page
        )
        draw("Bytes of activations in use", 2, .style("outputs"), picture.liveBytes, on: page)
      }
      writeTable(to: page)
    }
    page.newline()
  }

  // MARK: The charts

  private func draw(
    _ title: String, _ number: Int, _ style: Attribute, _ values: [Int?], on page: MarkupWriter
  ) {
    let values = values.map { Double($0 ?? 0) }
    guard let most = values.max(), most > 0 else { return }
    let chart = Chart(
      "\(title) by operator", id: Anchor("costs", number), width: Self.width, height: Self.height,
      style: "wide-chart")
    let x = ChartScale(0...Double(values.count), to: chart.across)
    let y = ChartScale(0...most, to: chart.up)
    page.element("figure") {
      page.element("figcaption", text: "\(title), operator by operator")
      page.element(
        "div", .style("chart-box"), .of(.tabindex, "0"), .of(.role, "region"),
        .of(.ariaLabel, "\(title), chart")
      ) {
        chart.write(to: page) {
          chart.drawRows(y, 3, on: page) { Int(saturating: $0.rounded()).asCount }
          chart.drawColumns(x, 12, on: page)
          var path = PathText()
          // Several operators may share a column of pixels: the greatest is drawn.
          let step = max(1, values.count / 1_000)
          for start in stride(from: 0, to: values.count, by: step) {
            let end = min(values.count, start + step)
            let value = values[start..<end].max() ?? 0
            guard value > 0 else { continue }
            let (left, right) = (x.place(Double(start)), x.place(Double(end)))
            path.move(left, y.place(0))
            path.vertical(to: y.place(value))
            path.horizontal(to: left + max(0.5, (right - left) * 0.85))
            path.vertical(to: y.place(0))
            path.close()
          }
          page.shape("path", style, .of(.d, path.text))
        }
      }
    }
  }

  // MARK: The table

  private func writeTable(to page: MarkupWriter) {
    let shown = picture.shownTarget.map { picture.placements[$0] }
    var columns: [(title: String, kind: PageTable.Kind)] = [
      ("Operator", .number), ("Kind", .narrow), ("Output", .narrow), ("MACs", .number),
      ("Share", .number), ("Constants", .number), ("Written", .number), ("In use", .number),
    ]
    if let shown { columns.append(("On \(shown.profile.id)", .wide)) }
    let table = PageTable(
      caption: "Operators in the order in which they run", id: Anchor("operators-table"),
      columns: columns)
    let live = picture.liveBytes
    table.write(to: page) {
      for (position, costs) in picture.costs.prefix(Self.mostListed).enumerated() {
        page.element("tr", .id(.op(costs.cost.op.index, costs.subgraph))) {
          write(costs, position, live[position], shown?.operators[position], to: page)
        }
      }
    }
    let rest = picture.costs.count - Self.mostListed
    if rest > 0 {
      page.prose(
        "And \(rest.withSeparators) more operators; `tflens inspect --format json` lists all.")
    }
  }

  private func write(
    _ costs: OperatorCosts, _ position: Int, _ live: Int?, _ placed: PlacedOperator?,
    to page: MarkupWriter
  ) {
    page.element("th", .of(.scope, "row"), .style("number"), .of(.dataValue, "\(position)")) {
      page.text(Place.column(operator: costs.cost.op.index, subgraph: costs.subgraph))
    }
    page.cell(costs.cost.op.code.displayName, .narrow)
    page.cell(costs.output.map { "\($0.type.name) \($0.shapeText)" } ?? "", .narrow)
    page.cell(
      costs.cost.macs.map { $0.withSeparators } ?? "", sortedBy: costs.cost.macs.map { Double($0) })
    let share = costs.cost.macs.flatMap { macs in
      picture.macs.flatMap { $0 > 0 ? Double(macs) / Double($0) : nil }
    }
    page.cell(share?.asPercent ?? "", sortedBy: share)
    page.cell(
      costs.cost.constantByteCount == 0 ? "" : costs.cost.constantByteCount.asByteCount,
      sortedBy: Double(costs.cost.constantByteCount))
    page.cell(
      costs.outputBytes?.asByteCount ?? "", sortedBy: costs.outputBytes.map { Double($0) })
    page.cell(live?.asByteCount ?? "", sortedBy: live.map { Double($0) })
    guard let placed else { return }
    page.element("td", .style("wide")) {
      page.text(placed.outcome.word)
      let reasons = placed.outcome.reasons
      guard !reasons.isEmpty else { return }
      page.text(": ")
      page.text(reasons.map(\.message).joined(separator: "; "))
    }
  }
}
