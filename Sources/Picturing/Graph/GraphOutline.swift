internal import ModelFacts
internal import ModelFormat

/// The nodes and edges of a model's graphs: operators, inputs and outputs, and what leads from one to
/// another.
package struct GraphOutline: Sendable {
  /// What a node stands for.
  enum Kind: Sendable, Equatable {
    /// An operator, by its position in the list of all operators.
    case op(Int)
    case input, output
  }

  /// A node of the drawing.
  struct Node: Sendable {
    let kind: Kind
    let subgraph: Int
    /// The index of the operator, or of the tensor for inputs and outputs.
    let index: Int
    /// What stands in the node, of the program's own words and numbers.
    let label: String
    /// The most operators before it, which is its layer.
    var depth = 0
  }

  private(set) var nodes: [Node] = []
  private(set) var edges: [(from: Int, to: Int)] = []

  /// More nodes, or edges, than these nobody could follow.
  private static let (mostNodes, mostEdges) = (1_200, 6_000)

  /// Outlines the graphs; nil for more than a drawing can show.
  init?(_ graphs: [GraphIndex]) {
    let nodeCount = graphs.reduce(0) { sum, graph in
      let subgraph = graph.subgraph
      return sum + subgraph.operators.count + subgraph.inputs.count + subgraph.outputs.count
    }
    guard nodeCount <= Self.mostNodes else { return nil }
    var position = 0
    for graph in graphs {
      let first = nodes.count
      for op in graph.subgraph.operators {
        nodes.append(
          Node(
            kind: .op(position), subgraph: graph.subgraph.index, index: op.index,
            label: "\(op.index) \(op.builtin.name)"))
        position += 1
      }
      addPorts(of: graph, first: first)
      for op in graph.subgraph.operators {
        for output in op.outputs where !output.isAbsent {
          for consumer in graph.consumers(of: output) {
            edges.append((first + op.index, first + consumer.index))
            guard edges.count <= Self.mostEdges else { return nil }
          }
        }
      }
    }
    guard edges.count <= Self.mostEdges else { return nil }
    measureDepths()
  }

  private mutating func addPorts(of graph: GraphIndex, first: Int) {
    let subgraph = graph.subgraph
    for (number, tensor) in subgraph.inputs.enumerated() where !tensor.isAbsent {
      let node = nodes.count
      nodes.append(
        Node(
          kind: .input, subgraph: subgraph.index, index: tensor.position, label: "input \(number)"))
      for consumer in graph.consumers(of: tensor) { edges.append((node, first + consumer.index)) }
    }
    for (number, tensor) in subgraph.outputs.enumerated() where !tensor.isAbsent {
      guard let maker = graph.producerIndex(of: tensor) else { continue }
      edges.append((first + maker, nodes.count))
      nodes.append(
        Node(
          kind: .output, subgraph: subgraph.index, index: tensor.position,
          label: "output \(number)"))
    }
  }

  /// A cycle has no first layer: its operators stay where they are when every node was raised once per node.
  private mutating func measureDepths() {
    var isDone = false
    var rounds = 0
    while !isDone, rounds <= nodes.count {
      isDone = true
      rounds += 1
      for edge in edges where nodes[edge.to].depth <= nodes[edge.from].depth {
        nodes[edge.to].depth = min(nodes[edge.from].depth + 1, nodes.count)
        if nodes[edge.from].depth < nodes.count { isDone = false }
      }
    }
  }

  /// The layers from the inputs on, each with the positions of its nodes.
  var layers: [[Int]] {
    let depths = Dictionary(grouping: nodes.indices) { nodes[$0].depth }
    return depths.sorted { $0.key < $1.key }.map(\.value)
  }
}
