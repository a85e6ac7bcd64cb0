public import ModelFormat

/// The C++ that registers a model's operators with TensorFlow Lite Micro, and no others.
///
/// Source: tensorflow/tflite-micro@90b983c2b3f1,
/// `tensorflow/lite/micro/micro_mutable_op_resolver.h`.
public struct MicroResolver: Sendable {
  /// A line for each operator that the model uses, in the order in which it first uses them.
  private let lines: [String]
  /// How many of them call the resolver.
  private let callCount: Int
  private let path: FilePath

  /// Whether each operator of the model has a method of the resolver.
  public let isWhole: Bool

  /// The operators of the model read from `path`.
  public init(_ model: Model, path: FilePath) {
    var seen: Set<String> = []
    var lines: [String] = []
    var (calls, misses) = (0, 0)
    for subgraph in model.subgraphs {
      for op in subgraph.operators {
        let code = op.code
        let custom = code.builtin == .custom ? code.customCode?.beginning(of: 200) ?? "" : nil
        guard seen.insert(custom.map { "custom \($0)" } ?? code.builtin.name).inserted else {
          continue
        }
        if let method = custom.map(Self.customMethod) ?? Self.method(code.builtin.name) {
          calls += 1
          lines.append("resolver.\(method)();")
        } else if let custom {
          calls += 1
          misses += 1
          lines.append(
            "resolver.AddCustom(\"\(Self.literal(custom))\", /* your registration */);")
        } else {
          misses += 1
          lines.append("// \(code.builtin.name): TensorFlow Lite Micro has no kernel for it.")
        }
      }
    }
    (self.lines, callCount, isWhole, self.path) = (lines, calls, misses == 0, path)
  }

  /// The lines of C++.
  public var text: String {
    ([
      "// The operators of \(path.fileName.escapedForDisplay), for",
      "// tensorflow/lite/micro/micro_mutable_op_resolver.h.",
      "static tflite::MicroMutableOpResolver<\(callCount)> resolver;",
    ] + lines).map { $0 + "\n" }.joined()
  }

  private static func method(_ name: String) -> String? {
    guard builtins.contains(name) else { return nil }
    if let odd = oddMethods[name] { return odd }
    return "Add"
      + name.split(separator: "_").map { $0.prefix(1) + $0.dropFirst().lowercased() }
      .joined()
  }

  private static func customMethod(_ name: String) -> String? { customMethods[name] }

  /// Safe between the quotes of a C++ string.
  private static func literal(_ name: String) -> String {
    name.escapedForDisplay.map { "\"\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
  }

  private static let builtins = Set(
    """
    ABS ADD ADD_N ARG_MAX ARG_MIN ASSIGN_VARIABLE AVERAGE_POOL_2D BATCH_MATMUL BATCH_TO_SPACE_ND \
    BROADCAST_ARGS BROADCAST_TO CALL_ONCE CAST CEIL CONCATENATION CONV_2D COS CUMSUM \
    DEPTHWISE_CONV_2D DEPTH_TO_SPACE DEQUANTIZE DIV DYNAMIC_UPDATE_SLICE ELU EMBEDDING_LOOKUP EQUAL \
    EXP EXPAND_DIMS FILL FLOOR FLOOR_DIV FLOOR_MOD FULLY_CONNECTED GATHER GATHER_ND GREATER \
    GREATER_EQUAL HARD_SWISH IF L2_NORMALIZATION L2_POOL_2D LEAKY_RELU LESS LESS_EQUAL LOG \
    LOGICAL_AND LOGICAL_NOT LOGICAL_OR LOGISTIC LOG_SOFTMAX MAXIMUM MAX_POOL_2D MEAN MINIMUM \
    MIRROR_PAD MUL NEG NOT_EQUAL PACK PAD PADV2 PRELU QUANTIZE READ_VARIABLE REDUCE_ALL REDUCE_MAX \
    REDUCE_MIN RELU RELU6 RESHAPE RESIZE_BILINEAR RESIZE_NEAREST_NEIGHBOR REVERSE_V2 ROUND RSQRT \
    SELECT_V2 SHAPE SIN SLICE SOFTMAX SPACE_TO_BATCH_ND SPACE_TO_DEPTH SPLIT SPLIT_V SQRT SQUARE \
    SQUARED_DIFFERENCE SQUEEZE STRIDED_SLICE SUB SUM SVDF TANH TRANSPOSE TRANSPOSE_CONV \
    UNIDIRECTIONAL_SEQUENCE_LSTM UNPACK VAR_HANDLE WHILE ZEROS_LIKE
    """.split(separator: " ").map(String.init))

  /// Where the method is not the operator's name in one word.
  private static let oddMethods = [
    "AVERAGE_POOL_2D": "AddAveragePool2D", "BATCH_MATMUL": "AddBatchMatMul",
    "CONV_2D": "AddConv2D", "CUMSUM": "AddCumSum", "DEPTHWISE_CONV_2D": "AddDepthwiseConv2D",
    "L2_POOL_2D": "AddL2Pool2D", "MAX_POOL_2D": "AddMaxPool2D", "PADV2": "AddPadV2",
    "UNIDIRECTIONAL_SEQUENCE_LSTM": "AddUnidirectionalSequenceLSTM",
  ]

  /// By the name that the model has for a custom operator.
  ///
  /// `ethos-u` is what Vela writes.
  private static let customMethods = [
    "CIRCULAR_BUFFER": "AddCircularBuffer", "TFLM_DECODE": "AddDecode",
    "TFLite_Detection_PostProcess": "AddDetectionPostprocess", "ethos-u": "AddEthosU",
    "SignalDelay": "AddDelay", "SignalEnergy": "AddEnergy",
    "SignalFftAutoScale": "AddFftAutoScale", "SignalFilterBank": "AddFilterBank",
    "SignalFilterBankLog": "AddFilterBankLog",
    "SignalFilterBankSquareRoot": "AddFilterBankSquareRoot",
    "SignalFilterBankSpectralSubtraction": "AddFilterBankSpectralSubtraction",
    "SignalFramer": "AddFramer", "SignalIrfft": "AddIrfft", "SignalOverlapAdd": "AddOverlapAdd",
    "SignalPCAN": "AddPCAN", "SignalRfft": "AddRfft", "SignalStacker": "AddStacker",
    "SignalWindow": "AddWindow",
  ]
}
