internal import ModelFormat
internal import Subprocess
internal import SystemPackage

/// The program `dot` of Graphviz, which finds places for nodes and edges.
///
/// It gets numbers and no word of the model, and gives numbers back; what is drawn is drawn by us.
package enum Graphviz {
  private static let longest = Duration.seconds(20)
  private static let largestAnswer = 1 << 24

  /// Asks for a layout; nil where there is no `dot`, or it failed.
  package static func layout(of outline: GraphOutline) async -> GraphLayout? {
    guard let dot = ModelFormat.FilePath("dot").onPath else { return nil }
    let program = SystemPackage.FilePath(platformString: dot.cString)
    let request = request(outline)
    return await withTaskGroup(of: GraphLayout?.self) { group in
      group.addTask {
        let result = try? await Subprocess.run(
          .path(program), arguments: ["-Tplain"], input: .string(request),
          output: .string(limit: largestAnswer), error: .discarded)
        guard let result, result.terminationStatus.isSuccess else { return nil }
        return GraphLayout(plain: result.standardOutput, nodeCount: outline.nodes.count)
      }
      group.addTask {
        try? await Task.sleep(for: longest)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }

  /// The graph in the language of Graphviz: boxes of the size that we will draw.
  static func request(_ outline: GraphOutline) -> String {
    var lines = [
      "digraph {", "rankdir=TB", "nodesep=0.2", "ranksep=0.3",
      "edge [dir=none]",
      "node [shape=box fixedsize=true label=\"\" height=0.3]",
    ]
    for (number, node) in outline.nodes.enumerated() {
      lines.append("\(number) [width=\(GraphLayout.width(of: node.label) / 72)]")
    }
    lines += outline.edges.map { "\($0.from) -> \($0.to)" } + ["}"]
    return lines.joined(separator: "\n")
  }
}
