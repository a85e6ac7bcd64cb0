import TestSupport
import Testing

@testable import ModelFormat

/// One operator, against the JSON that it was compiled from.
@Suite struct OperatorTests {
  @Test func readsAndWritesTensors() throws {
    let convolution = try ModelTests.everything().subgraphs[0].operators[0]
    #expect(convolution.builtin == .conv2D)
    #expect(convolution.inputs.map(\.rawValue) == [0, 1, -1])
    #expect(convolution.inputs.map(\.isAbsent) == [false, false, true])
    #expect(convolution.outputs.map(\.rawValue) == [2])
    #expect(convolution.intermediates.map(\.isAbsent) == [true])
    #expect(convolution.fusedActivation == .relu6)
  }

  @Test func hasOptionsOfEitherUnion() throws {
    let operators = try ModelTests.everything().subgraphs[0].operators
    let names = operators.map { $0.options?.typeName }
    #expect(names == ["Conv2DOptions", nil, "WhileOptions", "StablehloSliceOptions"])

    let slice = try #require(operators[3].options)
    let limit = try #require(slice.field(named: "limit_indices"))
    guard case .numbers(.int64(let numbers))? = slice.value(limit) else {
      Issue.record("limit_indices are not int64")
      return
    }
    #expect(Array(numbers) == [1])
  }

  @Test func hasCustomOptionsInsideTheTables() throws {
    let operators = try ModelTests.everything().subgraphs[0].operators
    let custom = operators.map { $0.customOptions.map { Array($0.scalars(of: UInt8.self)) } }
    #expect(custom == [nil, [9, 8, 7], nil, nil])
    #expect(operators.allSatisfy { $0.largeCustomOptions == nil })
  }

  @Test func hasCustomOptionsOutsideThem() throws {
    let json = SmallModel.json(
      operator: "large_custom_options_offset: 4, large_custom_options_size: 4")
    let op = try SmallModel.open(json).subgraphs[0].operators[0]
    // The file's identifier stands there, as good as any data.
    #expect(op.customOptions.map { Array($0.scalars(of: UInt8.self)) } == Array("TFL3".utf8))
    let record = Record(
      table: op.table, type: try #require(Record.types(named: ["Operator"]).first))
    #expect(record.dataOutsideTables?.name == "custom_options")
  }

  /// Inside comes first for who reads one; a dump shows both, under two names.
  @Test func insideComesBeforeOutside() throws {
    let json = SmallModel.json(
      operator: """
        custom_options: [5], large_custom_options_offset: 4, large_custom_options_size: 4
        """)
    let op = try SmallModel.open(json).subgraphs[0].operators[0]
    #expect(op.customOptions.map { Array($0.scalars(of: UInt8.self)) } == [5])
    let record = Record(
      table: op.table, type: try #require(Record.types(named: ["Operator"]).first))
    #expect(record.dataOutsideTables?.name == "large_custom_options")
  }

  @Test func mayHaveNothing() throws {
    let op = try SmallModel.open(SmallModel.json(operator: "")).subgraphs[0].operators[0]
    #expect(op.inputs.isEmpty && op.outputs.isEmpty && op.intermediates.isEmpty)
    #expect(op.options == nil && op.customOptions == nil)
    #expect(op.codeIndex == 0)
  }
}
