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

  /// The memory for a model.
  ///
  /// - Parameters:
  ///   - sizes: the sizes of the tensors; by default for the shapes that the file stores.
  ///   - pointers: how large pointers are in TFLite Micro.
  public init(_ model: Model, sizes: TensorSizes? = nil, pointers: PointerWidth = .bits32) {
    let sizes = sizes ?? TensorSizes(model)
    let lifetimes = Lifetimes(model, sizes)
    live = LiveMemory(model, sizes, lifetimes)
    micro = MicroArena(model, sizes, lifetimes, .init(pointers))
    litert = LiteRTArena(model, sizes, lifetimes)
  }
}
