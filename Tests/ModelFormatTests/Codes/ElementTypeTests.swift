import Testing

@testable import ModelFormat

@Suite struct ElementTypeTests {
  @Test(arguments: [
    (ElementType.float32, "FLOAT32"), (.float16, "FLOAT16"), (.int32, "INT32"), (.uint8, "UINT8"),
    (.int64, "INT64"), (.int16, "INT16"), (.int8, "INT8"), (.float64, "FLOAT64"), (.int4, "INT4"),
    (.bfloat16, "BFLOAT16"), (.bool, "BOOL"), (.int2, "INT2"),
  ])
  func hasTheSchemasCode(_ constant: ElementType, _ name: String) {
    #expect(constant.name == name)
  }

  /// The schema's names say the size: the first number in `BFLOAT16` or `FLOAT8_E4M3FN`.
  @Test func isAsWideAsItsNameSays() throws {
    let values = SchemaEnum.named("TensorType").values
    #expect(values.count == 23)
    for value in values {
      let type = ElementType(rawValue: try #require(Int8(exactly: value)))
      let number = type.name.drop { !$0.isNumber }.prefix { $0.isNumber }
      let expected: Int? =
        switch type.name {
        case "BOOL": 8  // A whole byte, of which 0 is false.
        case "STRING", "RESOURCE", "VARIANT": nil  // No fixed size.
        default: Int(number)
        }
      #expect(type.bitCount == expected, "\(type.name)")
    }
  }

  @Test(arguments: [Int8.min, -1, 23, 127])
  func keepsACodeThatTheSchemaDoesNotKnow(_ code: Int8) {
    let type = ElementType(rawValue: code)
    #expect(type.name == "UNKNOWN(\(code))")
    #expect(type.bitCount == nil)
    #expect(type.codeRange == nil)
    #expect(!type.isFloat)
  }

  @Test func hasAsManyCodesAsBitsAllow() throws {
    for type in [ElementType.int4, .int8, .uint8, .int16, .int32] {
      let range = try #require(type.codeRange)
      let bits = try #require(type.bitCount)
      #expect(range.count == 1 << bits, "\(type.name)")
      #expect(range.lowerBound == (type == .uint8 ? 0 : -(1 << (bits - 1))), "\(type.name)")
    }
    for type in [ElementType.float32, .float16, .bfloat16, .int64] {
      #expect(type.codeRange == nil, "\(type.name)")
    }
  }

  @Test func isAFloatWhereItsNameSaysFloatAndNeedsNoScale() {
    let floats = SchemaEnum.named("TensorType").values.map { ElementType(rawValue: Int8($0)) }
      .filter(\.isFloat).map(\.name)
    #expect(floats.sorted() == ["BFLOAT16", "FLOAT16", "FLOAT32", "FLOAT64"])
  }
}
