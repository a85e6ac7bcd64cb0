import Testing

@testable import ModelFormat

@Suite struct SchemaEnumTests {
  @Test func namesTheValuesThatTheSchemaHas() {
    let padding = SchemaEnum.named("Padding")
    #expect(padding.name == "Padding")
    #expect(padding.values == [0, 1])
    #expect(padding.values.map(padding.name(of:)) == ["SAME", "VALID"])
  }

  @Test(arguments: [-1, 2, Int64.max, .min])
  func keepsTheNumberOfOthers(_ value: Int64) {
    let padding = SchemaEnum.named("Padding")
    #expect(padding.knownName(of: value) == nil)
    #expect(padding.name(of: value) == "UNKNOWN(\(value))")
  }

  @Test(arguments: ["", "padding", "tflite.Padding", "Model"])
  func knowsNothingUnderAnotherName(_ name: String) {
    let none = SchemaEnum.named(name)
    #expect(none.name == "")
    #expect(none.values == [])
    #expect(none.name(of: 0) == "UNKNOWN(0)")
  }
}
