/// The position of a tensor in its subgraph; -1 stands for an optional input that is left out.
public struct TensorIndex: RawRepresentable, Hashable, Sendable {
  /// The number in the file.
  public let rawValue: Int32
  /// An index by its number.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// True for an optional input that the model leaves out.
  public var isAbsent: Bool { rawValue < 0 }
  /// The position in `Subgraph.tensors`.
  ///
  /// Precondition: not absent.
  public var position: Int { Int(rawValue) }
}
