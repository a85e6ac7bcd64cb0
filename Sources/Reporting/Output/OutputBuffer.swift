/// Collects a report's bytes and passes them on in large pieces.
///
/// A short report is passed on as a whole by `finish`, so that a failure at the end of the work leaves no
/// partial output.
public final class OutputBuffer {
  /// Writes a piece of output, or throws because it cannot be written.
  public typealias Sink = ([UInt8]) throws -> Void

  // Never passed out while it changes; checking that at run time would cost a fifth of the time of a large
  // report.
  @exclusivity(unchecked) private var bytes: [UInt8] = []
  private let sink: Sink
  /// How many pieces were passed on.
  private var handedOn = 0
  private static let pieceSize = 1 << 20

  /// A buffer that passes its pieces to `sink`.
  public init(_ sink: @escaping Sink) {
    self.sink = sink
    bytes.reserveCapacity(1 << 16)
  }

  /// Adds text.
  public func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Adds bytes.
  package func append(_ more: some Collection<UInt8>) { bytes.append(contentsOf: more) }

  /// Adds one byte.
  func append(_ byte: UInt8) { bytes.append(byte) }

  /// Adds text that is known at compile time, without making a String.
  func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Adds a whole number in decimal.
  func append(integer value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    append(unsigned: value.magnitude)
  }

  /// Adds a whole number in decimal.
  func append(unsigned value: UInt64) {
    let start = bytes.count
    var rest = value
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// Passes on what has been collected if it is a large piece.
  ///
  /// Reports call this where they could stop: between rows and values.
  func flushIfLarge() throws {
    if bytes.count >= Self.pieceSize { try finish() }
  }

  /// A point in the output to return to, until a piece is passed on.
  public struct Mark {
    fileprivate let handedOn: Int
    fileprivate let count: Int
  }

  /// The current end of the output.
  public var mark: Mark { Mark(handedOn: handedOn, count: bytes.count) }

  /// Removes what was added since `mark`; false if some of it has been passed on.
  public func takeBack(to mark: Mark) -> Bool {
    guard mark.handedOn == handedOn else { return false }
    bytes.removeLast(bytes.count - mark.count)
    return true
  }

  /// Passes on everything that has been collected.
  public func finish() throws {
    guard !bytes.isEmpty else { return }
    handedOn += 1
    try sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
