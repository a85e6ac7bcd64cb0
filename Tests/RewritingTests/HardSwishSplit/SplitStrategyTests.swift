import Foundation
import ModelFacts
import ModelFormat
import Rewriting
import TestSupport
import Testing

/// What a strategy says of itself, against what it does and what documents say.
@Suite struct SplitStrategyTests {
  @Test(arguments: SplitStrategy.allCases.filter { $0 != .relu6Folded }, ["INT8", "UINT8"])
  func writesTheOperatorsThatItLists(strategy: SplitStrategy, type: String) throws {
    let model = HardSwishModel(
      type: type, input: .init(scales: [0.05], zeroPoints: [108]),
      output: .init(scales: [0.035], zeroPoints: [11]))
    let result = try RewrittenModel(model.file, SplitHardSwish(.strategy(strategy)))
    try Self.expect(strategy, on: type == "INT8" ? .int8 : .uint8, wrote: 0..<20, of: result.after)
  }

  /// It needs a consumer with weights, as the fixture has.
  @Test func foldingWritesTheOperatorsThatItLists() throws {
    let file = try ModelFile.open(FilePath(Places.fixture("digits_int8")))
    let pass = SplitHardSwish(.strategy(.relu6Folded), selection: OperatorSelection(op: 3))
    let result = try RewrittenModel(file, pass)
    try Self.expect(.relu6Folded, on: .int8, wrote: 3..<5, of: result.after)
  }

  @Test(arguments: SplitStrategy.allCases)
  func worksOnNoOtherType(strategy: SplitStrategy) {
    #expect(strategy.operators(on: .int16) == nil)
    #expect((strategy.operators(on: .float32) == nil) == (strategy != .relu6))
  }

  @Test func onlyTheFloatStrategyLeavesAHardSwish() {
    #expect(
      SplitStrategy.allCases.filter { !SplitStrategy.withoutHardSwish.contains($0) } == [.float])
  }

  /// The schemas of the profiles and of `tflens targets` name the strategies; JSON has no other way.
  @Test(arguments: ["target-profile", "targets"])
  func schemasNameEveryStrategy(schema: String) throws {
    let file = Places.project.appending(path: "schema/json/\(schema).schema.json")
    let lists = Self.enumerations(
      in: try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    )
    .filter { $0.contains("relu6") }
    #expect(!lists.isEmpty)
    for list in lists { #expect(list == SplitStrategy.allCases.map(\.rawValue)) }
  }

  private static func expect(
    _ strategy: SplitStrategy, on type: ElementType, wrote range: Range<Int>, of file: ModelFile
  ) throws {
    let subgraph = Model(file: file).subgraphs[0]
    let written = subgraph.operators.indices.filter(range.contains).map { place -> String in
      let op = subgraph.operators[place]
      let inputs = op.inputs.map { subgraph.tensors[$0.position] }
      let selects = op.builtin == .gather ? inputs[1].type.name : "-"
      return "\(op.builtin.name) \(inputs[0].type.name) \(selects) "
        + "\(subgraph.tensors[op.outputs[0].position].type.name) \(op.fusedActivation.name)"
    }
    let listed = try #require(strategy.operators(on: type)).map { use in
      "\(use.builtin.name) \(use.input.name) \(use.indices?.name ?? "-") \(use.output.name) "
        + use.fusedActivation.name
    }
    #expect(written == listed)
  }

  private static func enumerations(in json: Any) -> [[String]] {
    switch json {
    case let object as [String: Any]:
      [object["enum"] as? [String]].compactMap(\.self) + object.values.flatMap(enumerations)
    case let array as [Any]: array.flatMap(enumerations)
    default: []
    }
  }
}
