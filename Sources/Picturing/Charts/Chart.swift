internal import QuantMath
internal import Reporting

/// A chart: a frame with two axes, and whatever is drawn inside.
struct Chart {
  let width, height: Double
  /// What the chart shows, for those who do not see it.
  let title: String
  /// The place of the title, which no other element of the page has.
  let id: Anchor
  let style: StaticString

  init(
    _ title: String, id: Anchor, width: Double, height: Double, style: StaticString = "chart"
  ) {
    (self.title, self.id) = (title, id)
    (self.width, self.height, self.style) = (width, height, style)
  }

  /// Writes the drawing.
  func write(to page: MarkupWriter, content: () throws -> Void) rethrows {
    try page.element(
      "svg", .style(style), .of(.viewBox, "0 0 \(width.asCoordinate) \(height.asCoordinate)"),
      .width(width), .height(height), .of(.role, "img"), .labelled(by: id)
    ) {
      page.element("title", .id(id), text: title)
      try content()
    }
  }

  /// Where the plot is: inside of the room for the numbers along both axes.
  static let left = 46.0
  static let right = 10.0
  static let top = 8.0
  static let bottom = 20.0

  /// The places of the horizontal axis.
  var across: (low: Double, high: Double) { (Self.left, width - Self.right) }
  /// The places of the vertical axis, from the bottom up.
  var up: (low: Double, high: Double) { (height - Self.bottom, Self.top) }

  /// Draws lines across at round numbers, with the numbers beside them.
  func drawRows(
    _ scale: ChartScale, _ count: Int, on page: MarkupWriter,
    words: (Double) -> String = { $0.asFigure }
  ) {
    var path = PathText()
    for tick in scale.ticks(count) {
      let y = scale.place(tick)
      path.move(across.low, y)
      path.horizontal(to: across.high)
      page.element(
        "text", .style("end"), .x(across.low - 5), .y(y + 4), text: words(tick))
    }
    page.shape("path", .style("rule"), .of(.d, path.text))
  }

  /// Draws small lines below the plot at round numbers, with the numbers under them.
  func drawColumns(_ scale: ChartScale, _ count: Int, on page: MarkupWriter) {
    var path = PathText()
    for tick in scale.ticks(count) {
      let x = scale.place(tick)
      path.move(x, up.low)
      path.vertical(to: up.low + 3)
      page.element(
        "text", .style("middle"), .x(x), .y(height - 5), text: tick.asFigure)
    }
    path.move(across.low, up.low)
    path.horizontal(to: across.high)
    page.shape("path", .style("axis"), .of(.d, path.text))
  }
}
