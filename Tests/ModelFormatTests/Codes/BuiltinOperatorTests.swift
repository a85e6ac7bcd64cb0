import Testing

@testable import ModelFormat

@Suite struct BuiltinOperatorTests {
  @Test(arguments: [
    (BuiltinOperator.add, "ADD"), (.conv2D, "CONV_2D"), (.depthwiseConv2D, "DEPTHWISE_CONV_2D"),
    (.depthToSpace, "DEPTH_TO_SPACE"), (.dequantize, "DEQUANTIZE"),
    (.fullyConnected, "FULLY_CONNECTED"), (.mul, "MUL"), (.relu, "RELU"),
    (.reluN1To1, "RELU_N1_TO_1"), (.relu6, "RELU6"), (.reshape, "RESHAPE"),
    (.spaceToDepth, "SPACE_TO_DEPTH"), (.custom, "CUSTOM"), (.transpose, "TRANSPOSE"),
    (.sub, "SUB"), (.div, "DIV"), (.squeeze, "SQUEEZE"), (.stridedSlice, "STRIDED_SLICE"),
    (.maximum, "MAXIMUM"), (.minimum, "MINIMUM"), (.slice, "SLICE"),
    (.transposeConv, "TRANSPOSE_CONV"), (.expandDims, "EXPAND_DIMS"), (.quantize, "QUANTIZE"),
    (.hardSwish, "HARD_SWISH"), (.batchMatmul, "BATCH_MATMUL"), (.conv3D, "CONV_3D"),
    (.gather, "GATHER"), (.cast, "CAST"), (.hardSwish, "HARD_SWISH"),
    (.batchMatmul, "BATCH_MATMUL"), (.conv3D, "CONV_3D"),
    (.relu0To1, "RELU_0_TO_1"), (.gather, "GATHER"), (.cast, "CAST"),
  ])
  func hasTheSchemasCode(_ constant: BuiltinOperator, _ name: String) {
    #expect(constant.name == name)
    #expect(BuiltinOperator.isKnown(name))
  }

  @Test func keepsACodeThatTheSchemaDoesNotKnow() {
    #expect(BuiltinOperator(rawValue: 100_000).name == "UNKNOWN(100000)")
    #expect(BuiltinOperator(rawValue: -1).name == "UNKNOWN(-1)")
  }

  @Test(arguments: ["", "NONE", "conv_2d", "CONV_2D ", "UNKNOWN(3)"])
  func doesNotKnowOtherNames(_ name: String) {
    #expect(!BuiltinOperator.isKnown(name))
  }
}
