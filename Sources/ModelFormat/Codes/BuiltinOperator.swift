/// What an operator computes (schema: enum `BuiltinOperator`).
///
/// A code that the schema does not know is kept, not refused.
public struct BuiltinOperator: RawRepresentable, Hashable, Sendable {
  /// The code as it stands in the file.
  public let rawValue: Int32
  /// An operator by its code.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  static let names = SchemaEnum.named("BuiltinOperator")

  /// True when the schema has an operator with this name.
  public static func isKnown(_ name: String) -> Bool {
    names.values.contains { names.knownName(of: $0) == name }
  }

  /// The schema's name, or `UNKNOWN(code)`.
  public var name: String { Self.names.name(of: Int64(rawValue)) }
}

// The operators that the analysis knows by name. A test holds each to the schema.
extension BuiltinOperator {
  /// Schema: `ADD`.
  public static let add = Self(rawValue: 0)
  /// Schema: `AVERAGE_POOL_2D`.
  public static let averagePool2D = Self(rawValue: 1)
  /// Schema: `CONV_2D`.
  public static let conv2D = Self(rawValue: 3)
  /// Schema: `DEPTHWISE_CONV_2D`.
  public static let depthwiseConv2D = Self(rawValue: 4)
  /// Schema: `DEPTH_TO_SPACE`.
  public static let depthToSpace = Self(rawValue: 5)
  /// Schema: `DEQUANTIZE`.
  public static let dequantize = Self(rawValue: 6)
  /// Schema: `FULLY_CONNECTED`.
  public static let fullyConnected = Self(rawValue: 9)
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
  /// Schema: `SPACE_TO_DEPTH`.
  public static let spaceToDepth = Self(rawValue: 26)
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
  /// Schema: `CAST`.
  public static let cast = Self(rawValue: 53)
  /// Schema: `MAXIMUM`.
  public static let maximum = Self(rawValue: 55)
  /// Schema: `MINIMUM`.
  public static let minimum = Self(rawValue: 57)
  /// Schema: `SLICE`.
  public static let slice = Self(rawValue: 65)
  /// Schema: `TRANSPOSE_CONV`.
  public static let transposeConv = Self(rawValue: 67)
  /// Schema: `EXPAND_DIMS`.
  public static let expandDims = Self(rawValue: 70)
  /// Schema: `QUANTIZE`.
  public static let quantize = Self(rawValue: 114)
  /// Schema: `HARD_SWISH`.
  public static let hardSwish = Self(rawValue: 117)
  /// Schema: `BATCH_MATMUL`.
  public static let batchMatmul = Self(rawValue: 126)
  /// Schema: `CONV_3D`.
  public static let conv3D = Self(rawValue: 132)
  /// Schema: `RELU_0_TO_1`.
  public static let relu0To1 = Self(rawValue: 152)
}
