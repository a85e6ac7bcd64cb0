/// The position of a buffer in the model; 0 is the empty buffer that represents "no data".
public struct BufferIndex: RawRepresentable, Hashable, Sendable {
  /// The number in the file.
  public let rawValue: UInt32
  /// An index by its number.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The position in `Model.buffers`.
  public var position: Int { Int(rawValue) }
}
