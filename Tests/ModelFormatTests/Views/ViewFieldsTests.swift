import CFlatBuffers
import Testing

@testable import ModelFormat

/// Every view spells its table's fields out; here they are held to the schema.
@Suite struct ViewFieldsTests {
  struct View: CustomTestStringConvertible {
    let testDescription: String
    let fields: [(id: UInt16, name: String)]

    init<Field>(_ table: String, _: Field.Type)
    where Field: CaseIterable & RawRepresentable, Field.RawValue == UInt16 {
      testDescription = table
      fields = Field.allCases.map { ($0.rawValue, "\($0)") }
    }
  }

  @Test(arguments: [
    View("Model", Model.Field.self), View("SubGraph", Subgraph.Field.self),
    View("Tensor", Tensor.Field.self), View("Operator", Operator.Field.self),
    View("OperatorCode", OperatorCode.Field.self), View("Buffer", Buffer.Field.self),
    View("QuantizationParameters", QuantizationParameters.Field.self),
    View("SignatureDef", Signature.Field.self), View("TensorMap", NamedTensor.Field.self),
    View("Metadata", Metadata.Field.self), View("ExternalBuffer", ExternalBuffer.Field.self),
  ])
  func areTheSchemasInItsOrder(_ view: View) throws {
    let table = try #require(Record.types(named: [view.testDescription]).first)
    let schema = (0..<cfb_field_count(table)).map { cfb_field_at(table, $0) }
    #expect(view.fields.map(\.name) == schema.map { Self.camelCase(String(cString: $0.name)) })
    #expect(view.fields.map(\.id) == schema.map(\.id))
  }

  /// `builtin_options_2_type` is `builtinOptions2Type`.
  static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "_")
    return words.dropFirst().reduce(String(words[0])) {
      $0 + $1.prefix(1).uppercased() + $1.dropFirst()
    }
  }

  /// `QuantizationParameters.details` spells the members of its union out.
  @Test func detailsAreTheSchemasMembers() throws {
    let union = SchemaEnum.named("QuantizationDetails")
    #expect(union.values == [0, 1, 2, 3])
    for (member, details) in [
      ("CustomQuantization", QuantizationParameters.Details.custom),
      ("BlockwiseQuantization", .blockwise), ("MultiAxisQuantization", .multiAxis),
    ] {
      let tensor = IndexCheckTests.blockwise("", type: member)
      let model = try SmallModel.open(SmallModel.json(tensor: tensor))
      #expect(model.subgraphs[0].tensors[1].quantization?.details == details)
    }
  }

  /// `scales` and `zero_points` are read by number in both tables that have them.
  @Test(arguments: ["BlockwiseQuantization", "MultiAxisQuantization"])
  func detailTensorsComeFirst(_ name: String) throws {
    let table = try #require(Record.types(named: [name]).first)
    let names = (0..<2).map { String(cString: cfb_field_at(table, $0).name) }
    #expect(names == ["scales", "zero_points"])
    let details = IndexCheckTests.blockwise("scales: 1, zero_points: 0", type: name)
    let tensor = try SmallModel.open(SmallModel.json(tensor: details)).subgraphs[0].tensors[1]
    #expect(tensor.quantization?.detailTensors.map(\.index) == [1, 0])
  }
}
