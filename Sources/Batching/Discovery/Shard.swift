private import Digests

/// One part of N of a batch: each id belongs to exactly one, on every machine the same.
public struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// Which part, from 1.
  public let number: Int
  /// How many parts there are.
  public let count: Int

  /// All of it.
  public static let whole = Self(number: 1, count: 1)

  private init(number: Int, count: Int) { (self.number, self.count) = (number, count) }

  /// The part written as `2/8`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1,
      number <= count
    else { return nil }
    self.init(number: number, count: count)
  }

  /// The part as it is written: `2/8`.
  public var description: String { "\(number)/\(count)" }

  /// Whether a model belongs to the part.
  ///
  /// The first 8 bytes of the SHA-256 of the id, as a big-endian number, modulo `count`, plus 1.
  public func includes(id: String) -> Bool {
    guard count > 1 else { return true }
    var hash = SHA256()
    hash.update(Array(id.utf8))
    let value = hash.digest.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return value % UInt64(count) == UInt64(number - 1)
  }
}
