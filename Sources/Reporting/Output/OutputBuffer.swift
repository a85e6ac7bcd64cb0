internal import CNumberText

/// Collects a report's bytes and passes them on in large pieces.
///
/// A short report is passed on as a whole by `finish`, so that a failure at the end of the work leaves no
/// partial output.
public final class OutputBuffer {
  /// Writes a piece of output, or throws because it cannot be written.
  public typealias Sink = ([UInt8]) throws -> Void

  // Blocks instead of an array: an array asks for each byte whether it is shared, and it is copied whenever it grows. Never
  // passed out while they change; checking that at run time would cost a fifth of the time of a large report.
  @exclusivity(unchecked) private var full: [UnsafeMutableRawBufferPointer] = []
  @exclusivity(unchecked) private var last = OutputBuffer.block()
  /// How many bytes of the last block are used.
  @exclusivity(unchecked) private var count = 0
  private let sink: Sink
  /// How many times bytes were passed on.
  private var handedOn = 0
  private static let blockSize = 64 << 10
  private static let mostBlocks = 16

  /// A buffer that passes its pieces to `sink`.
  public init(_ sink: @escaping Sink) { self.sink = sink }

  deinit { for block in full + [last] { block.deallocate() } }

  private static func block() -> UnsafeMutableRawBufferPointer {
    .allocate(byteCount: blockSize, alignment: 1)
  }

  /// Adds text.
  public func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Adds bytes.
  package func append(_ more: some Collection<UInt8>) {
    let isCopied: Void? = more.withContiguousStorageIfAvailable {
      append(UnsafeRawBufferPointer($0))
    }
    if isCopied == nil { for byte in more { append(byte) } }
  }

  /// Adds one byte.
  func append(_ byte: UInt8) {
    if count == Self.blockSize { beginBlock() }
    last[count] = byte
    count += 1
  }

  /// Adds text that is known at compile time, without making a String.
  func append(_ text: StaticString) {
    text.withUTF8Buffer { append(UnsafeRawBufferPointer($0)) }
  }

  /// Adds a whole number in decimal.
  func append(integer value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(unsigned: value.magnitude)
  }

  /// Adds a whole number in decimal.
  func append(unsigned value: UInt64) {
    withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { digits in
      var first = digits.count
      var rest = value
      repeat {
        first -= 1
        digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      append(UnsafeRawBufferPointer(rebasing: digits[first...]))
    }
  }

  /// Adds a finite number as the shortest decimal that reads back to it.
  func append(_ number: Float) {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(cnt_most)) { text in
      let length = cnt_float(number, text.baseAddress)
      append(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text[..<length])))
    }
  }

  private func append(_ bytes: UnsafeRawBufferPointer) {
    var bytes = bytes
    while bytes.count > Self.blockSize - count {
      let (head, rest) = (
        bytes.prefix(Self.blockSize - count), bytes.dropFirst(Self.blockSize - count)
      )
      copy(UnsafeRawBufferPointer(rebasing: head))
      beginBlock()
      bytes = UnsafeRawBufferPointer(rebasing: rest)
    }
    copy(bytes)
  }

  private func copy(_ bytes: UnsafeRawBufferPointer) {
    UnsafeMutableRawBufferPointer(rebasing: last[count..<count + bytes.count]).copyMemory(
      from: bytes)
    count += bytes.count
  }

  private func beginBlock() {
    full.append(last)
    last = Self.block()
    count = 0
  }

  /// Passes on what has been collected if it is a large piece.
  ///
  /// Reports call this where they could stop: between rows and values.
  func flushIfLarge() throws {
    if full.count >= Self.mostBlocks { try finish() }
  }

  /// A point in the output to return to, until a piece is passed on.
  public struct Mark {
    fileprivate let handedOn: Int
    fileprivate let blocks: Int
    fileprivate let count: Int
  }

  /// The current end of the output.
  public var mark: Mark { Mark(handedOn: handedOn, blocks: full.count, count: count) }

  /// Removes what was added since `mark`; false if some of it has been passed on.
  public func takeBack(to mark: Mark) -> Bool {
    guard mark.handedOn == handedOn else { return false }
    while full.count > mark.blocks {
      last.deallocate()
      last = full.removeLast()
    }
    count = mark.count
    return true
  }

  /// Passes on everything that has been collected.
  ///
  /// - Throws: what the sink throws; nothing is collected afterwards.
  public func finish() throws {
    guard count > 0 || !full.isEmpty else { return }
    handedOn += 1
    let blocks = full
    full = []
    defer {
      for block in blocks { block.deallocate() }
      count = 0
    }
    for block in blocks { try sink(Array(block)) }
    try sink(Array(last[..<count]))
  }
}
