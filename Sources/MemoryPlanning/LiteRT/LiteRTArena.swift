internal import ModelFacts
public import ModelFormat

/// The memory that LiteRT's own planner takes for the tensors of a model, with its built-in kernels and no delegate.
///
/// Each subgraph has an arena; model inputs, outputs and variables are never freed. What kernels need beside the tensors of the
/// model is included for CONV_2D, MEAN and SUM, and for no other operator. Source: LiteRT, `tflite/arena_planner.cc`.
public struct LiteRTArena: Sendable {
  /// The bytes of the arenas in which tensors share places.
  public private(set) var arenaByteCount = 0
  /// The bytes of the arenas for variables and for what kernels keep.
  public private(set) var persistentByteCount = 0
  /// False if there are so many tensors that the figures are only what the arena takes at most.
  public private(set) var isExact = true
  /// The operators that need temporary tensors, or may need them, which are not included, by name.
  public private(set) var operatorsWithTemporaries: [String] = []
  /// Where each tensor of the first subgraph stands, in bytes from the start of the arena; nil for
  /// constants, for variables and for what shares the place of another.
  private(set) var offsets: [Int?] = []

  /// The memory for a model.
  ///
  /// - Parameter sizes: the sizes of the tensors; by default for the shapes that the file stores.
  public init(_ model: Model, sizes: TensorSizes? = nil) {
    let sizes = sizes ?? TensorSizes(model)
    self.init(model, sizes, Lifetimes(model, sizes))
  }

  init(_ model: Model, _ sizes: TensorSizes, _ lifetimes: Lifetimes) {
    let names = model.operatorCodes.map(\.builtin.name)
    let reached = Set(lifetimes.steps.map(\.subgraph))
    var temporary: Set<String> = []
    for subgraph in model.subgraphs where reached.contains(subgraph.index) {
      let plan = SubgraphPlan(subgraph, sizes, names)
      arenaByteCount = arenaByteCount.addingClamped(plan.arenaByteCount)
      persistentByteCount = persistentByteCount.addingClamped(plan.persistentByteCount)
      isExact = isExact && plan.isExact
      if subgraph.index == 0 { offsets = plan.offsets }
      for op in subgraph.operators where Int(op.codeIndex) < names.count {
        let name = names[Int(op.codeIndex)]
        // What a custom operator allocates is unknown, as in TFLite_Detection_PostProcess.
        if Self.withTemporaries.contains(name) || op.builtin == .custom
          || Self.quantizesInput(op, in: subgraph)
        {
          temporary.insert(name)
        }
      }
    }
    operatorsWithTemporaries = temporary.sorted()
  }

  /// Whether an operator has float inputs and weights of 8 or fewer bits.
  private static func quantizesInput(_ op: Operator, in subgraph: Subgraph) -> Bool {
    guard op.builtin.traits.matrix != nil, op.inputs.count >= 2, !op.inputs[0].isAbsent,
      !op.inputs[1].isAbsent
    else { return false }
    return subgraph.tensors[op.inputs[0].position].type.isFloat
      && !subgraph.tensors[op.inputs[1].position].type.isFloat
  }

  /// Source: LiteRT, `tflite/kernels/*.cc`, `node->temporaries`.
  private static let withTemporaries: Set<String> = [
    "ADD_N", "RNN", "BATCH_MATMUL", "BIDIRECTIONAL_SEQUENCE_LSTM", "BIDIRECTIONAL_SEQUENCE_RNN",
    "CONV_3D", "CONV_3D_TRANSPOSE", "LSTM", "REDUCE_MAX", "REDUCE_MIN", "REDUCE_PROD",
    "REDUCE_ANY", "REDUCE_ALL", "RFFT2D", "STABLEHLO_REDUCE_WINDOW", "SVDF",
    "TRANSPOSE_CONV",
    "UNIDIRECTIONAL_SEQUENCE_LSTM", "UNIDIRECTIONAL_SEQUENCE_RNN",
  ]
}
