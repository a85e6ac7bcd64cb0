internal import ModelFormat

/// What LiteRT's CONV_2D, MEAN and SUM allocate in the arena beside their tensors, while they run.
struct KernelTemporaries {
  /// The bytes of each temporary tensor; empty for every other operator.
  private(set) var byteCounts: [Int] = []

  private let op: Operator
  private let subgraph: Subgraph
  private let sizes: TensorSizes

  init(_ op: Operator, named name: String, in subgraph: Subgraph, _ sizes: TensorSizes) {
    (self.op, self.subgraph, self.sizes) = (op, subgraph, sizes)
    switch name {
    case "CONV_2D": byteCounts = convolution
    case "MEAN", "SUM": byteCounts = reduction
    default: break
    }
  }

  /// The patches of the input as columns of a matrix.
  ///
  /// Source: LiteRT, `tflite/kernels/conv.cc`, `IsIm2ColRequired`, for one thread.
  private var convolution: [Int] {
    guard let filter = shape(input: 1), filter.count == 4, let made = outputShape, made.count == 4,
      let input = type(input: 0), let weights = type(input: 1)
    else { return [] }
    let isPlain = ["stride_w", "stride_h", "dilation_w_factor", "dilation_h_factor"].allSatisfy {
      number($0) == 1
    }
    guard !isPlain || filter[1] != 1 || filter[2] != 1 else { return [] }
    // Float inputs that meet weights of 8 bits are quantized first.
    let element = input.isFloat && !weights.isFloat ? 1 : (input.bitCount ?? 8) / 8
    return [Self.product(element, [made[0], made[1], made[2], filter[1], filter[2], filter[3]])]
  }

  /// An index, the axes, and the sums.
  ///
  /// Source: LiteRT, `tflite/kernels/reduce.cc`, `InitializeTemporaries` and `PrepareMeanOrSum`.
  private var reduction: [Int] {
    guard let input = shape(input: 0), let axes = shape(input: 1), let made = outputShape,
      let type = type(input: 0)
    else { return [] }
    let element = type == .int32 || type == .int64 ? 8 : 4
    return [4 * input.count, Self.product(4, axes), Self.product(element, made)]
  }

  private var outputShape: [Int]? {
    guard let output = op.outputs.first, !output.isAbsent else { return nil }
    return sizes.shape(of: output, subgraph: subgraph.index)
  }

  private func shape(input position: Int) -> [Int]? {
    guard position < op.inputs.count, !op.inputs[position].isAbsent else { return nil }
    return sizes.shape(of: op.inputs[position], subgraph: subgraph.index)
  }

  private func type(input position: Int) -> ElementType? {
    guard position < op.inputs.count, !op.inputs[position].isAbsent else { return nil }
    return subgraph.tensors[op.inputs[position].position].type
  }

  private static func product(_ element: Int, _ shape: [Int]) -> Int {
    shape.reduce(element) {
      let (product, overflow) = $0.multipliedReportingOverflow(by: $1)
      return overflow ? .max : product
    }
  }

  private func number(_ option: String) -> Int {
    guard let options = op.options, let field = options.field(named: option),
      case .integer(let value)? = options.value(field)
    else { return 1 }
    return Int(value)
  }
}
