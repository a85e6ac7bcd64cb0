/// The text of an SVG path, point by point.
struct PathText {
  private(set) var text = ""

  /// Begins a line at a point.
  mutating func move(_ x: Double, _ y: Double) { add("M", x, y) }

  /// Draws to a point.
  mutating func line(_ x: Double, _ y: Double) { add("L", x, y) }

  /// Draws straight up or down.
  mutating func vertical(to y: Double) { text += "V\(y.asCoordinate)" }

  /// Draws straight to the left or right.
  mutating func horizontal(to x: Double) { text += "H\(x.asCoordinate)" }

  /// Draws a curve with two control points.
  mutating func curve(_ points: [(x: Double, y: Double)]) {
    text += "C" + points.map { "\($0.x.asCoordinate) \($0.y.asCoordinate)" }.joined(separator: " ")
  }

  /// Draws back to where the line began.
  mutating func close() { text += "Z" }

  /// A line through points, in their order.
  init(through points: some Sequence<(x: Double, y: Double)> = []) {
    for point in points { text.isEmpty ? move(point.x, point.y) : line(point.x, point.y) }
  }

  private mutating func add(_ command: String, _ x: Double, _ y: Double) {
    text += "\(command)\(x.asCoordinate) \(y.asCoordinate)"
  }
}
