import Testing

@testable import ModelFormat

@Suite struct OperatorCodeTests {
  struct Case: CustomTestStringConvertible {
    let testDescription, code, name: String

    init(_ why: String, _ code: String, gives name: String) {
      (testDescription, self.code, self.name) = (why, code, name)
    }
  }

  @Test(arguments: [
    Case(
      "both codes, as converters write them", "deprecated_builtin_code: 3, builtin_code: CONV_2D",
      gives: "CONV_2D"),
    Case("the byte alone, as files before 2020", "deprecated_builtin_code: 3", gives: "CONV_2D"),
    Case("the newer code alone", "builtin_code: CONV_2D", gives: "CONV_2D"),
    Case(
      "127 in the byte stands for the other", "deprecated_builtin_code: 127, builtin_code: CONV_3D",
      gives: "CONV_3D"),
    Case("neither: the default of both", "version: 2", gives: "ADD"),
    Case("a code of the future", "builtin_code: 9999", gives: "UNKNOWN(9999)"),
  ])
  func isTheLargerOfTwo(_ c: Case) throws {
    let model = try SmallModel.open(SmallModel.json(code: c.code))
    #expect(model.operatorCodes[0].builtin.name == c.name)
    #expect(model.subgraphs[0].operators[0].builtin.name == c.name)
  }

  @Test func hasVersion1UnlessTheFileSaysOtherwise() throws {
    #expect(try SmallModel.open(SmallModel.json()).operatorCodes[0].version == 1)
    let later = SmallModel.json(code: "builtin_code: ABS, version: 4")
    #expect(try SmallModel.open(later).operatorCodes[0].version == 4)
  }
}
