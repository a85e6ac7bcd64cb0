internal import ModelFacts
public import ModelFormat

/// The memory that TFLite Micro takes for a model, with its greedy planner and its reference kernels.
///
/// Its arena is one piece of memory: from its start, the head, in which activations and scratch buffers share
/// places; from its end, the tail, with what stays. Source: TFLite Micro, `micro_allocator.cc`.
public struct MicroArena: Sendable {
  /// The multiple of bytes at which buffers stand.
  static let alignment = 16

  /// What a buffer of the head holds.
  public enum Content: Sendable, Equatable {
    /// A tensor of a subgraph.
    case tensor(TensorIndex, subgraph: Int)
    /// A buffer that an operator's kernel needs while it runs.
    case scratch(op: Int, subgraph: Int)
  }

  /// A buffer of the head.
  public struct Buffer: Sendable {
    /// What it holds.
    public let content: Content
    /// Its size in bytes, as a multiple of 16.
    public let byteCount: Int
    /// The bytes from the start of the arena.
    public let offset: Int
    /// The first step at which it is in use, as in `LiveMemory.steps`, counted from 1; 0 if it is there before a run.
    let steps: ClosedRange<Int>
  }

  /// How large pointers are.
  public let pointers: PointerWidth
  /// The buffers of the head, tensors first.
  public let buffers: [Buffer]
  /// The bytes of the head.
  public let headByteCount: Int
  /// The bytes of the tail by what they are for; parts that the model does not need are left out.
  public let tail: [(part: MicroTailPart, byteCount: Int)]
  /// The bytes of head and tail together are not always enough: what the interpreter needs while it makes the plan is gone
  /// later, but must fit too.
  public let minimumByteCount: Int
  /// What is not known, and is missing in the figures: a sentence for each; what is wrong with a memory plan comes first.
  public let unknowns: [String]
  /// Why the memory plan in the metadata is not for this model; empty if there is none, or if it is.
  public let planFaults: [String]

  /// The bytes of the tail.
  public var tailByteCount: Int { tail.reduce(0) { $0 + $1.byteCount } }

  /// The arena for a model.
  ///
  /// - Parameters:
  ///   - sizes: the sizes of the tensors for other shapes, for which a memory plan in the metadata does not count; by
  ///     default for the shapes that the file stores.
  ///   - pointers: how large pointers are.
  public init(_ model: Model, sizes: TensorSizes? = nil, pointers: PointerWidth = .bits32) {
    let given = sizes ?? TensorSizes(model)
    self.init(
      model, given, Lifetimes(model, given), .init(pointers),
      plan: sizes == nil ? OfflinePlan(model) : nil)
  }

  init(
    _ model: Model, _ sizes: TensorSizes, _ lifetimes: Lifetimes, _ build: MicroStructures.Build,
    plan offline: OfflinePlan?
  ) {
    let preparation = MicroPreparation(model, sizes, MicroStructures(build: build))
    let head = MicroHead(model, sizes, lifetimes, preparation.requests, plan: offline)
    let plan = GreedyPlan(head.buffers)
    planFaults = head.planFaults
    buffers = zip(zip(head.contents, head.buffers), plan.offsets).map { entry, offset in
      Buffer(
        content: entry.0, byteCount: entry.1.byteCount, offset: offset, steps: entry.1.steps)
    }
    headByteCount = plan.byteCount
    let tail = preparation.tail
    self.tail = MicroTailPart.allCases.compactMap { part in
      tail.parts[part].map { (part, $0) }
    }
    pointers = build == .bits32 ? .bits32 : .bits64
    let planning = preparation.planningByteCount(buffers: head.buffers.count)
    minimumByteCount = max(
      headByteCount.addingClamped(tail.byteCount), planning, preparation.preparingByteCount
    ).alignedUp(to: Self.alignment)
    var unknowns = planFaults + preparation.unknowns + head.unknowns
    if !lifetimes.isComplete {
      unknowns.append("subgraphs run each other in a circle, or too often to follow")
    }
    self.unknowns = unknowns
  }
}

extension ElementType {
  /// The bytes of an element in TFLite Micro, which stores 4-bit numbers in a byte each; nil for types that it does
  /// not know.
  ///
  /// Source: TFLite Micro, `memory_helpers.cc`, `TfLiteTypeSizeOf`.
  var microByteCount: Int? {
    switch name {
    case "INT4": 1
    case "RESOURCE": 4
    case "UINT4", "INT2", "FLOAT8_E4M3FN", "FLOAT8_E5M2": nil
    default: bitCount.map { $0 / 8 }
    }
  }
}
