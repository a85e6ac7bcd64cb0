/// Where nodes and edges of a graph are drawn, in points from the upper left corner.
package struct GraphLayout: Sendable {
  let width, height: Double
  /// The middle of each node.
  let nodes: [(x: Double, y: Double)]
  /// The curves of the edges: a first point, then three for each piece of a Bezier curve.
  let edges: [[(x: Double, y: Double)]]

  static let nodeHeight = 21.6

  /// The width of a node with this label, in a font of 11 pixels.
  static func width(of label: String) -> Double { Double(label.utf8.count) * 6.9 + 14 }

  /// Reads Graphviz's plain form (https://graphviz.org/docs/outputs/plain/).
  ///
  /// Nil for text that is no layout of so many nodes. Its unit is the inch, and it counts from below.
  init?(plain text: String, nodeCount: Int) {
    var size: (width: Double, height: Double)?
    var nodes = [(x: Double, y: Double)?](repeating: nil, count: nodeCount)
    var edges: [[(x: Double, y: Double)]] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      let numbers = words.map { Double($0) }
      func point(_ place: Int) -> (x: Double, y: Double)? {
        guard let size, place + 1 < numbers.count, let x = numbers[place],
          let y = numbers[place + 1], x.isFinite, y.isFinite
        else { return nil }
        return (x * 72, size.height - y * 72)
      }
      switch words.first {
      case "graph":
        guard numbers.count == 4, let width = numbers[2], let height = numbers[3] else {
          return nil
        }
        size = (width * 72, height * 72)
      case "node":
        guard words.count > 3, let number = Int(words[1]), nodes.indices.contains(number) else {
          return nil
        }
        nodes[number] = point(2)
      case "edge":
        guard words.count > 4, let count = Int(words[3]), (4...words.count).contains(count),
          count % 3 == 1,
          words.count >= 4 + 2 * count
        else { return nil }
        let points = (0..<count).compactMap { point(4 + 2 * $0) }
        guard points.count == count else { return nil }
        edges.append(points)
      default: continue
      }
    }
    let found = nodes.compactMap(\.self)
    guard let size, size.width.isFinite, size.height.isFinite, found.count == nodeCount else {
      return nil
    }
    (width, height, self.nodes, self.edges) = (size.width, size.height, found, edges)
  }
}
