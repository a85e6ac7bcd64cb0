import Testing

@testable import Picturing

@Suite struct GraphLayoutTests {
  // What dot 2.43 prints for two boxes with an edge.
  private static let plain = """
    graph 1 1.5 2
    node 0 0.75 1.75 1.5 0.3 "" solid box black lightgrey
    node 1 0.75 0.25 1.5 0.3 "" solid box black lightgrey
    edge 0 1 4 0.75 1.5 0.75 1.25 0.75 0.75 0.75 0.5 solid black
    stop
    """

  @Test func countsFromAboveInPoints() throws {
    let layout = try #require(GraphLayout(plain: Self.plain, nodeCount: 2))
    #expect((layout.width, layout.height) == (108, 144))
    #expect(layout.nodes.map(\.x) == [54, 54])
    #expect(layout.nodes.map(\.y) == [18, 126])
    #expect(layout.edges.map { $0.map(\.y) } == [[36, 54, 90, 108]])
  }

  @Test(arguments: [
    ("a node without a place", "node 1 0.75 0.25", "node 1 nan 0.25"),
    ("a node that was not asked for", "node 1", "node 7"),
    ("an edge that is cut", " 0.75 0.5 solid black", ""),
    ("no size", "graph 1 1.5 2\n", ""),
  ])
  func damagedAnswersAreNoLayout(why: String, part: String, other: String) {
    let text = Self.plain.replacing(part, with: other)
    #expect(text != Self.plain)
    #expect(GraphLayout(plain: text, nodeCount: 2) == nil, "\(why)")
  }

  @Test func everyNodeIsNeeded() {
    #expect(GraphLayout(plain: Self.plain, nodeCount: 3) == nil)
  }
}
