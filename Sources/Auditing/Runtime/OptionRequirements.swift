internal import ModelFacts
internal import ModelFormat

/// What the kernel of an operator requires of its options.
struct OptionRequirements {
  /// The options table that the operator reads.
  let table: String
  /// True if the kernel rejects an operator without the table, whatever the fields' defaults.
  let isRequired: Bool
  /// The conditions on single fields.
  let conditions: [Condition]

  /// A condition on one field.
  struct Condition {
    let field: String
    let allowed: Allowed

    enum Allowed {
      case positive
      case notNegative
      case oneOf([Int64])
      case inputCount
      case outputCount
      case otherThan(String)
      /// A vector with entries.
      case filled
      /// Values that a kernel computes with; it ignores others.
      case computed([Int64])

      /// Whether LiteRT runs the model with any other value too.
      var isIgnored: Bool { if case .computed = self { true } else { false } }
    }

    /// What the field must be; nil if the value is allowed.
    ///
    /// NaN is never allowed. `number` returns the value of another field.
    func problem(_ value: Double, of op: Operator, number: (String) -> Double?) -> String? {
      let (isAllowed, words): (Bool, String) =
        switch allowed {
        case .positive: (value > 0, "positive")
        case .notNegative: (value >= 0, "0 or more")
        case .oneOf(let values), .computed(let values):
          (
            values.contains { Double($0) == value },
            values.map(String.init).joined(separator: " or ")
          )
        case .inputCount:
          (value == Double(op.inputs.count), "\(op.inputs.count), the number of its inputs")
        case .outputCount:
          (value == Double(op.outputs.count), "\(op.outputs.count), the number of its outputs")
        case .otherThan(let field): (value != number(field), "other than the \(field)")
        case .filled: (value > 0, "filled")
        }
      return isAllowed ? nil : words
    }
  }

  /// What the kernel of an operator requires; nil if it accepts any options.
  static func of(_ op: BuiltinOperator) -> Self? { requirements[op] }

  /// Reads a line's words: `!` for a required table, then `field>0`, `field>=0`, `field=1,2`, `field=inputs`,
  /// `field!=other`, `field[]` for a vector with entries, `field~1,2` for values that are not ignored.
  private init(_ words: some Collection<Substring>) {
    table = words.first.map(String.init) ?? ""
    isRequired = words.contains("!")
    conditions = words.dropFirst().filter { $0 != "!" }.map { word in
      if word.hasSuffix(">0") {
        return Condition(field: String(word.dropLast(2)), allowed: .positive)
      }
      if word.hasSuffix(">=0") {
        return Condition(field: String(word.dropLast(3)), allowed: .notNegative)
      }
      if word.hasSuffix("[]") {
        return Condition(field: String(word.dropLast(2)), allowed: .filled)
      }
      if let sign = word.firstIndex(of: "~") {
        let values = word[word.index(after: sign)...].split(separator: ",").compactMap { Int64($0) }
        return Condition(field: String(word[..<sign]), allowed: .computed(values))
      }
      let sides = word.split(separator: "=", maxSplits: 1)
      let allowed: Condition.Allowed =
        switch sides.last {
        case "inputs": .inputCount
        case "outputs": .outputCount
        case let other? where word.contains("!="): .otherThan(String(other))
        default: .oneOf((sides.last ?? "").split(separator: ",").compactMap { Int64($0) })
        }
      return Condition(field: String(sides.first?.prefix { $0 != "!" } ?? ""), allowed: allowed)
    }
  }

  private static let requirements = OperatorLines(text) { Self($0.words) }

  /// Operator, options table, conditions.
  ///
  /// If the table is left out, its fields are 0 for the kernel, not the schema's defaults. Source: each
  /// operator was run without options, with those of another, and with each field at -1, 0 to 6, 9, 40 and
  /// 127 in ai-edge-litert 2.3.0; a test repeats it. Which fused activations are computed: by running each on float32
  /// and int8 with the reference, built-in and default kernels.
  private static let text = """
    ADD AddOptions fused_activation_function~0,1,2,3
    ARG_MAX ArgMaxOptions output_type=2,4
    ARG_MIN ArgMinOptions output_type=2,4
    AVERAGE_POOL_2D Pool2DOptions stride_h>0 stride_w>0 fused_activation_function~0,1,2,3
    BIDIRECTIONAL_SEQUENCE_LSTM BidirectionalSequenceLSTMOptions cell_clip>=0 proj_clip>=0
    CALL_ONCE CallOnceOptions !
    CONCATENATION ConcatenationOptions fused_activation_function~0
    CONV_2D Conv2DOptions ! stride_h>0 stride_w>0 dilation_h_factor>0 dilation_w_factor>0 padding=0,1 \
    fused_activation_function~0,1,2,3
    CONV_3D Conv3DOptions ! stride_d>0 stride_h>0 stride_w>0 dilation_d_factor>0 \
    dilation_h_factor>0 dilation_w_factor>0 padding=0,1
    CONV_3D_TRANSPOSE Conv3DOptions ! stride_d>0 stride_h>0 stride_w>0 dilation_d_factor>0 \
    dilation_h_factor>0 dilation_w_factor>0 padding=0,1
    DEPTHWISE_CONV_2D DepthwiseConv2DOptions ! stride_h>0 stride_w>0 dilation_h_factor>0 \
    dilation_w_factor>0 padding=0,1 fused_activation_function~0,1,2,3
    DEPTH_TO_SPACE DepthToSpaceOptions block_size>0
    DIV DivOptions fused_activation_function~0,1,2,3
    FULLY_CONNECTED FullyConnectedOptions weights_format=0 fused_activation_function=0,1,2,3
    IF IfOptions !
    L2_NORMALIZATION L2NormOptions fused_activation_function=0
    L2_POOL_2D Pool2DOptions stride_h>0 stride_w>0
    LOCAL_RESPONSE_NORMALIZATION LocalResponseNormalizationOptions radius>=0
    LSH_PROJECTION LSHProjectionOptions type=1,2
    LSTM LSTMOptions ! cell_clip>=0 proj_clip>=0 kernel_type=0,1
    MAX_POOL_2D Pool2DOptions stride_h>0 stride_w>0 fused_activation_function~0,1,2,3
    MIRROR_PAD MirrorPadOptions ! mode=0,1
    MUL MulOptions fused_activation_function~0,1,2,3
    PACK PackOptions values_count=inputs
    REVERSE_SEQUENCE ReverseSequenceOptions seq_dim!=batch_dim
    SHAPE ShapeOptions out_type=2,4
    SPACE_TO_DEPTH SpaceToDepthOptions block_size>0
    SPLIT SplitOptions num_splits=outputs
    SPLIT_V SplitVOptions num_splits=outputs
    STABLEHLO_COMPOSITE StableHLOCompositeOptions ! composite_attributes[]
    STABLEHLO_GATHER StablehloGatherOptions !
    STABLEHLO_PAD StablehloPadOptions !
    SUB SubOptions fused_activation_function~0,1,2,3
    SVDF SVDFOptions rank>0
    TRANSPOSE_CONV TransposeConvOptions ! stride_h>0 stride_w>0 padding=0,1
    UNIDIRECTIONAL_SEQUENCE_LSTM UnidirectionalSequenceLSTMOptions cell_clip>=0 proj_clip>=0
    UNIQUE UniqueOptions !
    UNPACK UnpackOptions num=outputs
    WHILE WhileOptions !
    """
}
