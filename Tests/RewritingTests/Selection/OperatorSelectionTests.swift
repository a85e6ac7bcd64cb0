import ModelFormat
import TestSupport
import Testing

@testable import Rewriting

@Suite struct OperatorSelectionTests {
  @Test func readsPositionsAndRanges() throws {
    let positions = try OperatorIndices("3,7-12,0")
    #expect(positions.single == [0, 3] && positions.ranges == [7...12])
  }

  @Test(arguments: ["", "3,", "a", "-3", "3-", "9-7", "1-2-3", "3, 4", "99999999999999999999"])
  func refusesWhatIsNoList(_ text: String) {
    #expect(throws: Diagnostic.wrongOperators("")) { try OperatorIndices(text) }
  }

  @Test func severalListsAreOneSelection() throws {
    let selection = OperatorSelection(
      [try OperatorIndices("1"), try OperatorIndices("4-5")], subgraph: 2)
    let included = (0..<8).filter { selection.includes($0, in: 2) }
    #expect(included == [1, 4, 5])
    #expect(!(0..<8).contains { selection.includes($0, in: 0) })
  }

  @Test func rangesLeaveOthersAloneAndNameThem() throws {
    // HARD_SWISH of the digits model: 1, 5, 9, ...; operators 0 to 6 hold the first two.
    let all = try PassRun(SplitHardSwish(.strategy(.lookup)), on: "digits_int8")
    let sites = all.runner.steps.compactMap(\.change.op)
    let range = try OperatorIndices("\(sites[0])-\(sites[2] - 1)")
    let some = try PassRun(
      SplitHardSwish(.strategy(.lookup), selection: OperatorSelection([range])),
      on: "digits_int8")
    #expect(some.runner.steps.compactMap(\.change.op) == Array(sites.prefix(2)))
    let rest = sites.dropFirst(2).map { "\($0)" }.joined(separator: ", ")
    #expect(some.reasons == ["HARD_SWISH at operators \(rest): not selected"])
  }

  @Test func aRangeWithoutAnySaysSo() throws {
    let range = OperatorSelection([try OperatorIndices("100-200")])
    for pass: any Pass in [
      SplitHardSwish(selection: range), FuseHardSwish(selection: range),
      PerTensorWeights(selection: range), StripFloatIO(selection: range),
      SetQuantization(.index(1), scale: 1, zeroPoint: 0, selection: range),
    ] {
      let error = #expect(throws: Diagnostic.self, "\(type(of: pass).info.id)") {
        try PassRun([pass], on: try ModelFile.open(FilePath(Places.fixture("digits_int8"))))
      }
      #expect(error?.code == .noSuchPart)
      #expect(error?.what.contains("with indices 100-200") == true)
    }
  }

  static let second = """
    , {opcode_index: 0, inputs: [0, 1, 2], outputs: [4], builtin_options_type: "Conv2DOptions",
      builtin_options: {stride_w: 1, stride_h: 1, dilation_w_factor: 1, dilation_h_factor: 1}}
    """

  @Test func anotherReaderKeepsTheWeightsAndTheBias() throws {
    let model = MatrixModel(outputs: "[3, 4]", more: Self.second)
    let run = try PassRun(
      PerTensorWeights(selection: OperatorSelection(op: 1)), onJSON: model.json)
    let graph = run.after.subgraphs[0]
    #expect(Array(graph.operators[0].inputs.map(\.rawValue)) == [0, 1, 2])
    #expect(run.after.scales(1) == [0.5, 0.25] && run.after.integers(2) == [1000, -2001])
    // 101, -127, 3, -1 in steps of 0.25 are 51, -64, 2, -1 in steps of 0.5; the bias halves.
    let own = graph.operators[1].inputs.map { Int($0.rawValue) }
    #expect(own[1] > 4 && own[2] > 4)
    #expect(run.after.scales(own[1]) == [0.5])
    #expect(run.after.codes(own[1]) == [127, -127, 3, 0, 51, -64, 2, -1])
    #expect(run.after.integers(own[2]) == [1000, -1001])
    #expect(run.reasons == ["per-channel weights at operators 0: not selected"])
  }
}
