/// What an operator computes (schema: enum `BuiltinOperator`).
///
/// A code that is not in the schema is kept.
public struct BuiltinOperator: RawRepresentable, Hashable, Sendable {
  /// The code in the file.
  public let rawValue: Int32
  /// An operator by its code.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  static let names = SchemaEnum.named("BuiltinOperator")

  /// True if the schema has an operator with this name.
  public static func isKnown(_ name: String) -> Bool {
    names.values.contains { names.knownName(of: $0) == name }
  }

  /// Every operator that the schema has, by its code.
  public static var known: [BuiltinOperator] {
    names.values.compactMap { Int32(exactly: $0).map(Self.init) }
  }

  /// The names of every operator that the schema has.
  public static var knownNames: [String] { known.map(\.name) }

  /// The schema's name, or `UNKNOWN(code)`.
  public var name: String { Self.names.name(of: Int64(rawValue)) }
}

// The operators that the analysis knows by name. A test compares each with the schema.
extension BuiltinOperator {
  /// Schema: `ADD`.
  public static let add = Self(rawValue: 0)
  /// Schema: `AVERAGE_POOL_2D`.
  public static let averagePool2D = Self(rawValue: 1)
  /// Schema: `CONCATENATION`.
  public static let concatenation = Self(rawValue: 2)
  /// Schema: `CONV_2D`.
  public static let conv2D = Self(rawValue: 3)
  /// Schema: `DEPTHWISE_CONV_2D`.
  public static let depthwiseConv2D = Self(rawValue: 4)
  /// Schema: `DEPTH_TO_SPACE`.
  public static let depthToSpace = Self(rawValue: 5)
  /// Schema: `DEQUANTIZE`.
  public static let dequantize = Self(rawValue: 6)
  /// Schema: `EMBEDDING_LOOKUP`.
  public static let embeddingLookup = Self(rawValue: 7)
  /// Schema: `FULLY_CONNECTED`.
  public static let fullyConnected = Self(rawValue: 9)
  /// Schema: `LOGISTIC`.
  public static let logistic = Self(rawValue: 14)
  /// Schema: `MAX_POOL_2D`.
  public static let maxPool2D = Self(rawValue: 17)
  /// Schema: `MUL`.
  public static let mul = Self(rawValue: 18)
  /// Schema: `RELU`.
  public static let relu = Self(rawValue: 19)
  /// Schema: `RELU_N1_TO_1`.
  public static let reluN1To1 = Self(rawValue: 20)
  /// Schema: `RELU6`.
  public static let relu6 = Self(rawValue: 21)
  /// Schema: `RESHAPE`.
  public static let reshape = Self(rawValue: 22)
  /// Schema: `RESIZE_BILINEAR`.
  public static let resizeBilinear = Self(rawValue: 23)
  /// Schema: `SOFTMAX`.
  public static let softmax = Self(rawValue: 25)
  /// Schema: `SPACE_TO_DEPTH`.
  public static let spaceToDepth = Self(rawValue: 26)
  /// Schema: `TANH`.
  public static let tanh = Self(rawValue: 28)
  /// Schema: `CUSTOM`.
  public static let custom = Self(rawValue: 32)
  /// Schema: `PAD`.
  public static let pad = Self(rawValue: 34)
  /// Schema: `GATHER`.
  public static let gather = Self(rawValue: 36)
  /// Schema: `TRANSPOSE`.
  public static let transpose = Self(rawValue: 39)
  /// Schema: `MEAN`.
  public static let mean = Self(rawValue: 40)
  /// Schema: `SUB`.
  public static let sub = Self(rawValue: 41)
  /// Schema: `DIV`.
  public static let div = Self(rawValue: 42)
  /// Schema: `SQUEEZE`.
  public static let squeeze = Self(rawValue: 43)
  /// Schema: `STRIDED_SLICE`.
  public static let stridedSlice = Self(rawValue: 45)
  /// Schema: `SPLIT`.
  public static let split = Self(rawValue: 49)
  /// Schema: `LOG_SOFTMAX`.
  public static let logSoftmax = Self(rawValue: 50)
  /// Schema: `CAST`.
  public static let cast = Self(rawValue: 53)
  /// Schema: `PRELU`.
  public static let prelu = Self(rawValue: 54)
  /// Schema: `MAXIMUM`.
  public static let maximum = Self(rawValue: 55)
  /// Schema: `MINIMUM`.
  public static let minimum = Self(rawValue: 57)
  /// Schema: `PADV2`.
  public static let padV2 = Self(rawValue: 60)
  /// Schema: `SELECT`.
  public static let select = Self(rawValue: 64)
  /// Schema: `SLICE`.
  public static let slice = Self(rawValue: 65)
  /// Schema: `TRANSPOSE_CONV`.
  public static let transposeConv = Self(rawValue: 67)
  /// Schema: `TILE`.
  public static let tile = Self(rawValue: 69)
  /// Schema: `EXPAND_DIMS`.
  public static let expandDims = Self(rawValue: 70)
  /// Schema: `SUM`.
  public static let sum = Self(rawValue: 74)
  /// Schema: `REDUCE_PROD`.
  public static let reduceProd = Self(rawValue: 81)
  /// Schema: `PACK`.
  public static let pack = Self(rawValue: 83)
  /// Schema: `UNPACK`.
  public static let unpack = Self(rawValue: 88)
  /// Schema: `FILL`.
  public static let fill = Self(rawValue: 94)
  /// Schema: `LEAKY_RELU`.
  public static let leakyRelu = Self(rawValue: 98)
  /// Schema: `SQUARED_DIFFERENCE`.
  public static let squaredDifference = Self(rawValue: 99)
  /// Schema: `MIRROR_PAD`.
  public static let mirrorPad = Self(rawValue: 100)
  /// Schema: `SPLIT_V`.
  public static let splitV = Self(rawValue: 102)
  /// Schema: `GATHER_ND`.
  public static let gatherND = Self(rawValue: 107)
  /// Schema: `QUANTIZE`.
  public static let quantize = Self(rawValue: 114)
  /// Schema: `HARD_SWISH`.
  public static let hardSwish = Self(rawValue: 117)
  /// Schema: `IF`.
  public static let `if` = Self(rawValue: 118)
  /// Schema: `WHILE`.
  public static let `while` = Self(rawValue: 119)
  /// Schema: `SCATTER_ND`.
  public static let scatterND = Self(rawValue: 122)
  /// Schema: `BATCH_MATMUL`.
  public static let batchMatmul = Self(rawValue: 126)
  /// Schema: `CALL_ONCE`.
  public static let callOnce = Self(rawValue: 129)
  /// Schema: `BROADCAST_TO`.
  public static let broadcastTo = Self(rawValue: 130)
  /// Schema: `CONV_3D`.
  public static let conv3D = Self(rawValue: 132)
  /// Schema: `VAR_HANDLE`.
  public static let varHandle = Self(rawValue: 142)
  /// Schema: `READ_VARIABLE`.
  public static let readVariable = Self(rawValue: 143)
  /// Schema: `ASSIGN_VARIABLE`.
  public static let assignVariable = Self(rawValue: 144)
  /// Schema: `RELU_0_TO_1`.
  public static let relu0To1 = Self(rawValue: 152)
}
