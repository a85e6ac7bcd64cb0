import Testing

@testable import ModelFormat

@Suite struct BuiltinOperatorTests {
  @Test(arguments: [
    (BuiltinOperator.add, "ADD"), (.averagePool2D, "AVERAGE_POOL_2D"),
    (.concatenation, "CONCATENATION"), (.conv2D, "CONV_2D"),
    (.depthwiseConv2D, "DEPTHWISE_CONV_2D"), (.depthToSpace, "DEPTH_TO_SPACE"),
    (.dequantize, "DEQUANTIZE"), (.embeddingLookup, "EMBEDDING_LOOKUP"),
    (.fullyConnected, "FULLY_CONNECTED"), (.logistic, "LOGISTIC"), (.maxPool2D, "MAX_POOL_2D"),
    (.mul, "MUL"), (.relu, "RELU"),
    (.reluN1To1, "RELU_N1_TO_1"), (.relu6, "RELU6"), (.reshape, "RESHAPE"),
    (.resizeBilinear, "RESIZE_BILINEAR"), (.softmax, "SOFTMAX"), (.spaceToDepth, "SPACE_TO_DEPTH"),
    (.tanh, "TANH"), (.custom, "CUSTOM"), (.pad, "PAD"), (.gather, "GATHER"),
    (.transpose, "TRANSPOSE"), (.mean, "MEAN"), (.sub, "SUB"), (.div, "DIV"), (.squeeze, "SQUEEZE"),
    (.stridedSlice, "STRIDED_SLICE"), (.split, "SPLIT"), (.logSoftmax, "LOG_SOFTMAX"),
    (.prelu, "PRELU"), (.maximum, "MAXIMUM"), (.minimum, "MINIMUM"), (.padV2, "PADV2"),
    (.select, "SELECT"), (.slice, "SLICE"), (.transposeConv, "TRANSPOSE_CONV"), (.tile, "TILE"),
    (.expandDims, "EXPAND_DIMS"), (.sum, "SUM"), (.reduceProd, "REDUCE_PROD"), (.pack, "PACK"),
    (.unpack, "UNPACK"), (.fill, "FILL"),
    (.leakyRelu, "LEAKY_RELU"),
    (.squaredDifference, "SQUARED_DIFFERENCE"), (.mirrorPad, "MIRROR_PAD"), (.splitV, "SPLIT_V"),
    (.gatherND, "GATHER_ND"), (.quantize, "QUANTIZE"),
    (.hardSwish, "HARD_SWISH"), (.scatterND, "SCATTER_ND"), (.batchMatmul, "BATCH_MATMUL"),
    (.broadcastTo, "BROADCAST_TO"), (.conv3D, "CONV_3D"), (.relu0To1, "RELU_0_TO_1"),
    (.cast, "CAST"), (.if, "IF"), (.while, "WHILE"), (.callOnce, "CALL_ONCE"),
    (.varHandle, "VAR_HANDLE"),
    (.readVariable, "READ_VARIABLE"), (.assignVariable, "ASSIGN_VARIABLE"),
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
