import TestSupport
import Testing

@testable import ModelFormat

/// Tables as values, and what no value can hold.
@Suite struct EditableModelTests {
  /// A model with a field newer than the schema in its root, one in an operator, and options of a
  /// kind newer than the schema.
  static let newer: [UInt8] = {
    var file = FlatBufferBytes()
    let root = file.appendRoot(fields: [1, 2, 11])
    file.setOffset(at: root[2], to: root[2] + 77)
    let codes = file.appendVector(count: 1)
    file.setOffset(at: root[0], to: codes)
    file.setOffset(at: codes + 4, to: file.appendTable(fields: [0]))
    let subgraphs = file.appendVector(count: 1)
    file.setOffset(at: root[1], to: subgraphs)
    let subgraph = file.appendTable(fields: [3])
    file.setOffset(at: subgraphs + 4, to: subgraph)
    let operators = file.appendVector(count: 2)
    file.setOffset(at: subgraph + 4, to: operators)
    file.setOffset(at: operators + 4, to: file.appendTable(fields: [0, 40]))
    // Fields 3 and 4: which options, and the options.
    let op = file.appendTable(fields: [0, 3, 4])
    file.setOffset(at: operators + 8, to: op)
    file.setOffset(at: op + 8, to: op + 8 + 250)
    file.setOffset(at: op + 12, to: file.appendTable(fields: [0]))
    return file.bytes
  }()

  static let places = [
    "subgraphs[0].operators[0] field 40", "subgraphs[0].operators[1].builtin_options UNKNOWN(250)",
    "field 11",
  ]

  @Test func refusesWhatTheSchemaDoesNotKnow() throws {
    let file = try ModelFile(bytes: Self.newer)
    do throws(Diagnostic) {
      _ = try EditableModel(file)
      Issue.record("it was taken")
    } catch {
      #expect(error == .unknownFields([]))
      #expect(Self.places.allSatisfy(error.what.contains), "\(error.what)")
    }
  }

  @Test func dropsWhatTheSchemaDoesNotKnow() throws {
    let model = try EditableModel(ModelFile(bytes: Self.newer), unknownFields: .drop)
    #expect(model.dropped == Self.places)
    let operators = try #require(model.root.subgraphs?.first?.operators)
    #expect(operators.count == 2)
    // No type of options without options.
    let type = Int(Operator.Field.builtinOptionsType.rawValue)
    #expect(operators[1].untyped.values[type] == nil)
    #expect(operators[1].builtinOptions == nil)
    let again = try EditableModel(ModelFile(bytes: Written.bytes(of: model)))
    #expect(again.dropped.isEmpty)
    #expect(again.operatorCount == 2)
  }

  @Test func holdsFieldsAsTheyStand() throws {
    let model = try EditableModel(ModelFile(bytes: Flatc.model(SmallModel.everything)))
    let tensor = try #require(model.root.subgraphs?.first?.tensors?.first)
    #expect(tensor.untyped.typeName == "Tensor")
    #expect(tensor.name == Array("a".utf8))
    #expect(tensor.type == .int8)
    #expect(tensor.shapeSignature == [-1, 4])
    #expect(tensor.quantization?.scale == [0.5, 0.25])
    #expect(tensor.sparsity == nil)
  }

  @Test func dataStaysWhereItIs() throws {
    let file = try ModelFile.open(FilePath(Places.fixture("outside_tables")))
    let buffers = try #require(EditableModel(file).root.buffers)
    let outside = buffers.compactMap(\.outside)
    #expect(outside.count == 46)
    let places = [Buffer.Field.offset, .size].map { Int($0.rawValue) }
    #expect(buffers.allSatisfy { buffer in places.allSatisfy { buffer.untyped.values[$0] == nil } })
    for data in outside {
      guard case .source(let range) = data else {
        Issue.record("it is in memory")
        return
      }
      #expect(range.file === file)
    }
  }
}
