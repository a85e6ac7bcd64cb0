import ModelFacts
import ModelFormat
import TestSupport
import Testing

@testable import Picturing

@Suite struct GraphOutlineTests {
  /// An input, a RELU, a LOGISTIC and a MUL of both, as `operators` connects them.
  private func outline(_ operators: String) throws -> GraphOutline {
    try #require(GraphOutline(graphs(operators)))
  }

  private func graphs(_ operators: String, inputs: [Int] = [0]) throws -> [GraphIndex] {
    let model = try Flatc.model(
      """
      {"version": 3,
       "operator_codes": [
         {"deprecated_builtin_code": 19, "builtin_code": "RELU"},
         {"deprecated_builtin_code": 14, "builtin_code": "LOGISTIC"},
         {"deprecated_builtin_code": 18, "builtin_code": "MUL"}],
       "buffers": [{}],
       "subgraphs": [{"inputs": \(inputs), "outputs": [3],
         "tensors": [{"shape": [1]}, {"shape": [1]}, {"shape": [1]}, {"shape": [1]}],
         "operators": [\(operators)]}]}
      """)
    return Model(file: try ModelFile(bytes: model)).subgraphs.map(GraphIndex.init)
  }

  @Test func operatorsComeAfterAllThatTheyRead() throws {
    let outline = try outline(
      """
      {"opcode_index": 0, "inputs": [0], "outputs": [1]},
      {"opcode_index": 1, "inputs": [1], "outputs": [2]},
      {"opcode_index": 2, "inputs": [1, 2], "outputs": [3]}
      """)
    #expect(
      outline.layers.map { $0.map { outline.nodes[$0].label } }
        == [["input 0"], ["0 RELU"], ["1 LOGISTIC"], ["2 MUL"], ["output 0"]])
    #expect(outline.edges.count == 5)
  }

  @Test func aCycleEnds() throws {
    let outline = try outline(
      """
      {"opcode_index": 0, "inputs": [2], "outputs": [1]},
      {"opcode_index": 1, "inputs": [1], "outputs": [2]},
      {"opcode_index": 2, "inputs": [1, 2], "outputs": [3]}
      """)
    #expect(outline.layers.flatMap(\.self).count == outline.nodes.count)
  }

  /// A page of such a graph would have megabytes.
  @Test(arguments: [(1_000, true), (1_300, false)])
  func aGraphOfVeryManyInputsIsNotDrawn(count: Int, isDrawn: Bool) throws {
    let graphs = try graphs(
      #"{"opcode_index": 0, "inputs": [0], "outputs": [3]}"#,
      inputs: [Int](repeating: 0, count: count))
    #expect((GraphOutline(graphs) != nil) == isDrawn)
  }

  @Test func graphvizGetsNumbersOnly() throws {
    let outline = try outline(#"{"opcode_index": 0, "inputs": [0], "outputs": [3]}"#)
    let lines = Graphviz.request(outline).split(separator: "\n")
    #expect(lines.filter { $0.contains(" -> ") } == ["1 -> 0", "0 -> 2"])
    #expect(!lines.contains { $0.contains("RELU") })
  }
}
