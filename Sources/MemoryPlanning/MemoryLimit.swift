/// The memory that a target has for a model.
public struct MemoryLimit: Sendable, Equatable {
  /// The target, by its id.
  public let target: String
  /// The bytes of RAM for TFLite Micro's arena; nil if they are unknown.
  public let ramByteCount: Int?
  /// The bytes of flash for the model's file; nil if they are unknown.
  public let flashByteCount: Int?

  /// The memory of a target.
  public init(target: String, ramByteCount: Int?, flashByteCount: Int?) {
    self.target = target
    (self.ramByteCount, self.flashByteCount) = (ramByteCount, flashByteCount)
  }

  /// Whether the arena fits into the RAM; nil if that is unknown, or if the RAM is.
  ///
  /// Of an arena that is partly unknown, only the least that it takes is known: it may be too large, but never
  /// small enough.
  public func holdsArena(of micro: MicroArena) -> Bool? {
    guard let ramByteCount else { return nil }
    if micro.minimumByteCount > ramByteCount { return false }
    return micro.unknowns.isEmpty ? true : nil
  }

  /// Whether a file fits into the flash; nil if the flash is unknown.
  public func holdsFile(ofByteCount byteCount: Int) -> Bool? {
    flashByteCount.map { byteCount <= $0 }
  }
}
