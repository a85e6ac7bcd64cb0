internal import ModelFormat

/// What another scale and zero point of one of its inputs mean to an operator.
enum GridUse: Equatable {
  /// Its arithmetic takes them in; what it writes stays on its own grid.
  case reads
  /// It multiplies with weights and adds a bias that counts in steps of input scale x weight scale.
  case multiplies
  /// It hands codes on as they are: what it writes must follow.
  case carries
  /// It cannot follow, for this reason.
  case blocks(String)

  /// No operator below has more inputs.
  private static let mostInputs = 8

  /// How an operator uses a tensor that it reads.
  init(of op: Operator, reading tensor: TensorIndex) {
    guard let rule = Self.rules[op.builtin.name] else {
      self = .blocks("\(op.words) is not known to work on another grid")
      return
    }
    guard !rule.data.isEmpty else {
      self = .blocks("\(op.words) needs one grid for everything that it reads and writes")
      return
    }
    guard op.inputs.count <= Self.mostInputs else {
      self = .blocks("\(op.words) has \(op.inputs.count) inputs, which is no operator of the kind")
      return
    }
    let strange = op.inputs.indices.first { op.inputs[$0] == tensor && !rule.data.contains($0) }
    if let strange {
      self = .blocks("\(op.words) reads it as input \(strange), which is not its data")
    } else {
      self = rule.use
    }
  }

  /// How an operator uses its data, whichever tensor that is; nil for one that is not known.
  static func ofData(_ op: Operator) -> GridUse? {
    guard let rule = rules[op.builtin.name] else { return nil }
    return rule.data.isEmpty ? .blocks("") : rule.use
  }

  /// What an operator does, and which of its inputs are its data.
  private struct Rule {
    let use: GridUse
    let data: Set<Int>
  }

  /// By the schema's names, which a test holds to the schema.
  ///
  /// Which operators need equal scales on both sides is what LiteRT's 8-bit quantization
  /// specification says, also where a kernel does not look: without them values change. The rest
  /// rescale, by the same document and by their kernels.
  private static let rules: [String: Rule] = {
    var rules: [String: Rule] = [:]
    func add(_ use: GridUse, _ data: Set<Int>, _ names: [String]) {
      for name in names { rules[name] = Rule(use: use, data: data) }
    }
    add(.multiplies, [0], ["CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED"])
    add(.multiplies, [2], ["TRANSPOSE_CONV"])
    add(.multiplies, [0, 1], ["BATCH_MATMUL"])
    add(
      .carries, [0],
      [
        "RESHAPE", "SQUEEZE", "EXPAND_DIMS", "TRANSPOSE", "SLICE", "STRIDED_SLICE", "GATHER",
        "GATHER_ND", "SPACE_TO_DEPTH", "DEPTH_TO_SPACE", "SPACE_TO_BATCH_ND", "BATCH_TO_SPACE_ND",
        "TILE", "BROADCAST_TO", "REVERSE_V2", "SPLIT_V", "UNPACK", "PAD", "MIRROR_PAD",
        "MAX_POOL_2D", "AVERAGE_POOL_2D", "RESIZE_BILINEAR", "RESIZE_NEAREST_NEIGHBOR",
        "REDUCE_MAX", "REDUCE_MIN",
      ])
    add(.carries, [1], ["SPLIT"])
    // A constant, or what another operator writes, would have to follow too. (LiteRT's CONCATENATION
    // of uint8 would rescale; TensorFlow's converter never counts on that, and we do not either.)
    add(
      .carries, [],
      [
        "CONCATENATION", "PACK", "PADV2", "MAXIMUM", "MINIMUM", "SELECT", "SELECT_V2",
        "SCATTER_ND", "DYNAMIC_UPDATE_SLICE", "FILL",
      ])
    add(.reads, [0, 1], ["ADD", "SUB", "MUL", "DIV"] + comparisons)
    add(
      .reads, [0],
      [
        "RELU", "RELU6", "RELU_N1_TO_1", "RELU_0_TO_1", "HARD_SWISH", "LEAKY_RELU", "PRELU",
        "GELU", "EXP", "LOG", "ABS", "SQRT", "RSQRT", "LOGISTIC", "TANH", "SOFTMAX",
        "LOG_SOFTMAX", "L2_NORMALIZATION", "QUANTIZE", "DEQUANTIZE", "MEAN", "SUM", "ARG_MAX",
        "ARG_MIN",
      ])
    return rules
  }()

  /// The operators that compare two tensors.
  static let comparisons = [
    "EQUAL", "NOT_EQUAL", "LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL",
  ]

  /// Every operator that has a rule.
  static var operatorNames: [String] { rules.keys.sorted() }
}

extension Operator {
  /// `CONV_2D (operator 3)`.
  var words: String { "\(builtin.name) (operator \(index))" }
}
