public import ModelFormat

/// The RAM that a model takes, in three numbers: for lists of models, and beside other totals.
public struct MemoryTotals: Sendable, Equatable {
  /// A number of bytes, and how close it is.
  public struct Figure: Sendable, Equatable {
    /// Whether the bytes are what a model takes, or a bound.
    public enum Accuracy: Sendable {
      /// All is known.
      case exact
      /// Something is missing in the figure.
      case atLeast
      /// The planner was not followed to the end.
      case atMost
      /// Something is missing, and the planner was not followed to the end.
      case estimate
    }

    /// The bytes.
    public let byteCount: Int
    /// How close they are.
    public let accuracy: Accuracy

    /// The bytes if they are exact.
    public var exactByteCount: Int? { accuracy == .exact ? byteCount : nil }
  }

  /// The most bytes of activations that are live at once.
  public let livePeak: Figure
  /// The smallest arena that is enough in TFLite Micro, with 32-bit pointers and its reference kernels.
  public let microArena: Figure
  /// LiteRT's arena for tensors that share places, with its built-in kernels and no delegate.
  public let litertArena: Figure

  /// The totals for the shapes that a model's file stores.
  public init(_ model: Model) { self.init(MemoryUse(model)) }

  /// The totals of what was found.
  public init(_ use: MemoryUse) {
    livePeak = use.live.peakFigure
    microArena = Figure(
      byteCount: use.micro.minimumByteCount,
      accuracy: use.micro.unknowns.isEmpty ? .exact : .atLeast)
    let hasAllTensors = livePeak.accuracy == .exact && use.litert.operatorsWithTemporaries.isEmpty
    litertArena = Figure(
      byteCount: use.litert.arenaByteCount,
      accuracy: use.litert.isExact
        ? (hasAllTensors ? .exact : .atLeast) : (hasAllTensors ? .atMost : .estimate))
  }
}

extension LiveMemory {
  /// The bytes at the peak, and whether all of them are known.
  public var peakFigure: MemoryTotals.Figure {
    MemoryTotals.Figure(
      byteCount: peakByteCount,
      accuracy: unsizedTensors.isEmpty && isComplete ? .exact : .atLeast)
  }
}
