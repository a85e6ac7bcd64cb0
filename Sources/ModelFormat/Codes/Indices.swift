/// The position of a tensor in its subgraph; -1 stands for an optional input that is left out.
public struct TensorIndex: RawRepresentable, Hashable, Sendable {
  /// The number as it stands in the file.
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

/// The position of a buffer in the model; 0 is the empty buffer that stands for "no data".
public struct BufferIndex: RawRepresentable, Hashable, Sendable {
  /// The number as it stands in the file.
  public let rawValue: UInt32
  /// An index by its number.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The position in `Model.buffers`.
  public var position: Int { Int(rawValue) }
}
