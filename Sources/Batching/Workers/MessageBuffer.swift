/// Received bytes that are not parsed yet.
struct MessageBuffer {
  private var bytes: [UInt8] = []
  private var start = 0

  var isEmpty: Bool { start == bytes.count }

  /// Adds received bytes.
  mutating func append(_ more: some Collection<UInt8>) {
    if start == bytes.count {
      bytes.removeAll(keepingCapacity: true)
      start = 0
    } else if start > 1 << 20 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes += more
  }

  /// Removes these bytes from the front; false if the text does not start with them.
  mutating func take(_ expected: [UInt8]) -> Bool {
    guard bytes[start...].starts(with: expected) else { return false }
    start += expected.count
    return true
  }

  /// The next message: its words, of which the first `lengths` are the lengths of its parts.
  mutating func next(lengths: Int) -> (words: [String], parts: [[UInt8]])? {
    guard let end = bytes[start...].firstIndex(of: 0x0a) else { return nil }
    let words = bytes[start..<end].split(separator: 0x20).map {
      String(decoding: $0, as: UTF8.self)
    }
    let counts = words.prefix(lengths).compactMap { Int($0) }
    let total = counts.reduce(0, +)
    guard bytes.count - end - 1 >= total else { return nil }
    var place = end + 1
    let parts = counts.map { count in
      defer { place += count }
      return Array(bytes[place..<place + count])
    }
    start = place
    return (words, parts)
  }
}
