import Testing

@testable import ModelFormat

@Suite struct ActivationFunctionTests {
  @Test(arguments: [
    (ActivationFunction.none, "NONE"), (.relu, "RELU"), (.reluN1To1, "RELU_N1_TO_1"),
    (.relu6, "RELU6"),
  ])
  func hasTheSchemasCode(_ constant: ActivationFunction, _ name: String) {
    #expect(constant.name == name)
  }

  @Test func keepsACodeThatTheSchemaDoesNotKnow() {
    #expect(ActivationFunction(rawValue: 99).name == "UNKNOWN(99)")
    #expect(ActivationFunction(rawValue: -1).name == "UNKNOWN(-1)")
  }

  @Test(arguments: [
    ("Conv2DOptions", "RELU6", "RELU6"), ("AddOptions", "NONE", "NONE"),
    ("Pool2DOptions", "TANH", "TANH"), ("TransposeConvOptions", "RELU", "RELU"),
  ])
  func isReadFromTheOptionsOfAnyOperator(_ table: String, _ written: String, _ name: String) throws
  {
    let json = SmallModel.json(
      operator: """
        builtin_options_type: "\(table)", builtin_options: {fused_activation_function: \(written)}
        """)
    #expect(try SmallModel.open(json).subgraphs[0].operators[0].fusedActivation.name == name)
  }

  @Test func isNoneWithoutOptionsAndWithOptionsThatHaveNone() throws {
    #expect(
      try SmallModel.open(SmallModel.json()).subgraphs[0].operators[0].fusedActivation == .none)
    let json = SmallModel.json(
      operator: "builtin_options_type: \"ReshapeOptions\", builtin_options: {new_shape: [6]}")
    #expect(try SmallModel.open(json).subgraphs[0].operators[0].fusedActivation == .none)
  }
}
