internal import ModelFacts
public import ModelFormat

/// The memory that a model takes: what is live, and what each runtime plans for it.
public struct MemoryUse: Sendable {
  /// The activations in use at each operator.
  public let live: LiveMemory
  /// TFLite Micro's arena.
  public let micro: MicroArena
  /// LiteRT's arena.
  public let litert: LiteRTArena

  /// Whether the model has a memory plan in its metadata that does not count, because it is for other shapes.
  public let ignoresPlan: Bool

  /// The memory for a model.
  ///
  /// - Parameters:
  ///   - sizes: the sizes of the tensors; by default for the shapes that the file stores.
  ///   - pointers: how large pointers are in TFLite Micro.
  public init(_ model: Model, sizes: TensorSizes? = nil, pointers: PointerWidth = .bits32) {
    let plan = OfflinePlan(model)
    ignoresPlan = plan != nil && sizes != nil
    let offline = sizes == nil ? plan : nil
    let sizes = sizes ?? TensorSizes(model)
    let lifetimes = Lifetimes(model, sizes)
    live = LiveMemory(model, sizes, lifetimes)
    micro = MicroArena(model, sizes, lifetimes, .init(pointers), plan: offline)
    litert = LiteRTArena(model, sizes, lifetimes)
  }
}
