public import MemoryPlanning
internal import ModelFacts
public import ModelFormat
internal import Targeting

/// How much memory a model takes, at which operator, and for what.
public struct MemoryReport: Report {
  /// The name and version of the JSON form.
  public static let schema = "tflens.memory/1"
  /// A line for each operator and each tensor.
  public static let lineDepth = 2

  /// What TFLite Micro's reference kernels run; read once for all models.
  private static let microKernels = try? TargetProfile.named("tflm_reference")

  let model: Model
  let path: FilePath
  let use: MemoryUse
  let budget: Int?
  let limits: [MemoryLimit]
  let weightByteCount: Int
  /// The sizes for other shapes; nil for those that the file stores.
  let resized: TensorSizes?
  /// The operators that TFLite Micro's reference kernels do not run, as the profile `tflm_reference` says.
  let unsupported: [PlacedOperator]

  /// A report about the model read from `path`.
  ///
  /// - Parameters:
  ///   - sizes: the sizes of the tensors; by default for the shapes that the file stores.
  ///   - pointers: how large pointers are in TFLite Micro.
  ///   - budget: the bytes that its arena may take.
  ///   - limits: the memory of targets, each of which must hold the model.
  public init(
    _ model: Model, path: FilePath, sizes: TensorSizes? = nil,
    pointers: PointerWidth = .bits32, budget: Int? = nil, limits: [MemoryLimit] = []
  ) {
    self.model = model
    self.path = path
    (self.budget, self.limits) = (budget, limits)
    resized = sizes
    use = MemoryUse(model, sizes: sizes, pointers: pointers)
    let placement = Self.microKernels.map { Placement(of: model, on: $0) }
    unsupported = placement?.operators.filter { $0.isBlocked } ?? []
    weightByteCount = ModelTotals(model).constantByteCount
  }

  /// False if TFLite Micro's arena is known to be over the budget or the RAM of a target, or the file over its flash.
  public var fits: Bool { isInBudget && limits.allSatisfy { fit(in: $0) != false } }

  /// Whether the model is known to fit: of an arena that is partly unknown, only the least that it takes is known.
  public var isKnownToFit: Bool {
    fits && (budget == nil || use.micro.unknowns.isEmpty)
      && limits.allSatisfy { fit(in: $0) == true }
  }

  /// Whether TFLite Micro's arena fits into the budget, as far as it is known; true without a budget.
  var isInBudget: Bool { budget.map { use.micro.minimumByteCount <= $0 } ?? true }

  /// Whether a target holds the model; nil if this is not known.
  func fit(in limit: MemoryLimit) -> Bool? {
    let held: [Bool?] = [
      limit.ramByteCount == nil ? true : limit.holdsArena(of: use.micro),
      limit.holdsFile(ofByteCount: model.file.byteCount) ?? true,
    ]
    return held.contains(false) ? false : held.contains(nil) ? nil : true
  }

  /// What is missing in the figures, a sentence for each.
  var unknowns: [String] {
    let unsized = use.live.unsizedTensors.map { entry in
      "the size of \(model.subgraphs[entry.subgraph].label(of: entry.tensor)) is not known"
    }
    return unsized
  }

  /// The bytes of scratch memory at each operator, by subgraph and position.
  var scratchByteCounts: [[Int]: Int] {
    var sums: [[Int]: Int] = [:]
    for buffer in use.micro.buffers {
      if case .scratch(let op, let subgraph) = buffer.content {
        sums[[subgraph, op], default: 0] += buffer.byteCount
      }
    }
    return sums
  }
}
