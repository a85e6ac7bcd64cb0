public import ModelFormat

/// Checks the types of a subgraph's operators against those that kernels run.
public struct KernelTypeCheck {
  private let type: (TensorIndex) -> ElementType?

  /// A check of one subgraph.
  ///
  /// `kernels` are those of the model's operator codes, in their order; `type` gives the types of the
  /// subgraph's tensors, nil for an index that refers to no tensor.
  public init(
    _ subgraph: Subgraph, kernels: [KernelTypes?], type: @escaping (TensorIndex) -> ElementType?
  ) {
    // Outputs whose type the kernel sets, whatever the file says: the types that their consumers get are
    // unknown.
    var unknown: Set<TensorIndex> = []
    let setting = kernels.map { $0?.setsOutputType ?? false }
    for op in subgraph.operators
    where Int(op.codeIndex) < setting.count && setting[Int(op.codeIndex)] {
      let read = op.inputs.compactMap(type)
      for output in op.outputs {
        guard let stored = type(output), !read.contains(stored), stored != Self.result(of: op)
        else { continue }
        unknown.insert(output)
      }
    }
    self.type = { unknown.contains($0) ? nil : type($0) }
  }

  /// What is wrong with the types of an operator; nil if a kernel runs with them.
  public func fault(of op: Operator, _ kernel: KernelTypes) -> KernelTypeFault? {
    kernel.fault(inputs: op.inputs.map(type), outputs: op.outputs.map(type))
  }

  /// The type that the kernel gives its first output, if it depends on no input.
  ///
  /// Source: LiteRT `kernels/dequantize.cc`, `comparisons.cc`, `logical.cc`, `rank.cc`, `shape.cc`,
  /// `arg_min_max.cc`, `where.cc` and `bucketize.cc`, `Prepare`.
  private static func result(of op: Operator) -> ElementType? {
    switch op.builtin.name {
    case "DEQUANTIZE": .float32
    case "EQUAL", "NOT_EQUAL", "GREATER", "GREATER_EQUAL", "LESS", "LESS_EQUAL", "LOGICAL_AND",
      "LOGICAL_OR", "LOGICAL_NOT":
      .bool
    case "RANK", "BUCKETIZE": .int32
    case "WHERE": .int64
    case "SHAPE": type(op, "out_type")
    case "ARG_MAX", "ARG_MIN": type(op, "output_type")
    default: nil
    }
  }

  private static func type(_ op: Operator, _ option: String) -> ElementType? {
    guard let options = op.options, let field = options.field(named: option),
      case .integer(let code)? = options.value(field), let code = Int8(exactly: code)
    else { return nil }
    return ElementType(rawValue: code)
  }
}
