import ModelFacts
import ModelFormat
import Testing

@testable import Auditing

@Suite struct ShapeCoverageTests {
  /// Every operator of the schema either has a rule of shapes, or a reason why it has none; operators
  /// that LiteRT has no kernel for have neither.
  @Test(arguments: SchemaEnum.named("BuiltinOperator").values.compactMap { Int32(exactly: $0) })
  func hasARuleForEachKernel(code: Int32) {
    let op = BuiltinOperator(rawValue: code)
    let hasKernel = RegisteredKernels.of(op).versions != nil
    let isCovered =
      ShapeInference.infers(op) || ShapeInference.operatorsWithoutRule[op.name] != nil
    #expect(isCovered == hasKernel, "\(op.name)")
    #expect(!(ShapeInference.infers(op) && ShapeInference.operatorsWithoutRule[op.name] != nil))
  }
}
