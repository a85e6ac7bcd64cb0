import ModelFacts
import ModelFormat
import TestSupport
import Testing

/// The counts are worked by hand from the loops of the kernels.
@Suite struct MultiplyAccumulatesTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let op: String
    let shapes: [[Int]]
    let count: Int?
    var options = ""

    init(_ why: String, _ op: String, _ shapes: [[Int]], gives count: Int?, options: String = "") {
      (testDescription, self.op, self.shapes, self.count) = (why, op, shapes, count)
      self.options = options
    }
  }

  // The last shape is the output's.
  @Test(arguments: [
    Case(
      "7 x 5 x 4 outputs, each of 3 x 3 x 2 products", "CONV_2D",
      [[1, 7, 5, 2], [4, 3, 3, 2], [1, 7, 5, 4]], gives: 140 * 18),
    Case(
      "half the channels for each of two groups", "CONV_2D",
      [[1, 7, 5, 4], [4, 3, 3, 2], [1, 7, 5, 4]], gives: 140 * 18),
    Case(
      "one input channel for each output", "DEPTHWISE_CONV_2D",
      [[1, 7, 5, 4], [1, 3, 3, 4], [1, 7, 5, 4]], gives: 140 * 9),
    Case("a matrix and a vector", "FULLY_CONNECTED", [[2, 10], [3, 10], [2, 3]], gives: 60),
    Case(
      "each of 2 x 3 x 4 inputs meets 2 x 2 x 5 weights", "TRANSPOSE_CONV",
      [[4], [5, 2, 2, 4], [1, 2, 3, 4], [1, 4, 6, 5]], gives: 24 * 20),
    Case(
      "2 x 3 x 4 x 6 outputs, each of 1 x 2 x 3 x 5 products", "CONV_3D",
      [[1, 2, 3, 4, 5], [1, 2, 3, 5, 6], [1, 2, 3, 4, 6]], gives: 144 * 30),
    Case(
      "two products of 3 x 4 and 4 x 5", "BATCH_MATMUL", [[2, 3, 4], [2, 4, 5], [2, 3, 5]],
      gives: 120),
    Case(
      "the left one lies on its side", "BATCH_MATMUL", [[2, 4, 3], [2, 4, 5], [2, 3, 5]],
      gives: 120,
      options: "builtin_options_type: \"BatchMatMulOptions\", builtin_options: {adj_x: true},"),
    Case("nothing is multiplied by weights", "ADD", [[4], [4], [4]], gives: nil),
    Case(
      "a dimension is not known", "FULLY_CONNECTED", [[-1, 10], [3, 10], [-1, 3]], gives: nil),
    Case(
      "past 2^63", "FULLY_CONNECTED",
      [
        [2_000_000_000, 2_000_000_000], [2_000_000_000, 2_000_000_000],
        [2_000_000_000, 2_000_000_000],
      ],
      gives: nil),
    Case("weights without dimensions", "CONV_2D", [[1, 7, 5, 2], [], [1, 7, 5, 4]], gives: nil),
  ])
  func counts(_ c: Case) throws {
    let tensors = c.shapes.map { "{shape: \($0), type: \"INT8\"}" }.joined(separator: ", ")
    let file = try ModelFile(
      bytes: try Flatc.model(
        """
        {version: 3, operator_codes: [{builtin_code: "\(c.op)"}], buffers: [{}],
         subgraphs: [{tensors: [\(tensors)], inputs: [0], outputs: [\(c.shapes.count - 1)],
           operators: [{opcode_index: 0, \(c.options)
             inputs: \(Array(0..<c.shapes.count - 1)), outputs: [\(c.shapes.count - 1)]}]}]}
        """))
    let graph = GraphIndex(Model(file: file).subgraphs[0])
    #expect(MultiplyAccumulates.count(of: graph.subgraph.operators[0], in: graph) == c.count)
    let sum = MultiplyAccumulates.sum(of: Model(file: file))
    #expect(sum.count == c.count ?? 0)
    #expect(sum.uncountedOperators == (c.count == nil && c.op != "ADD" ? 1 : 0))
  }
}
