internal import ModelFormat

/// A 64-bit hash of a sequence of numbers, the same in every process.
///
/// Two sequences with the same key cause a poor match, never a wrong result, because everything that is
/// matched is compared.
struct MatchKey {
  private(set) var value: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// The key of a sequence.
  static func of(_ numbers: UInt64...) -> UInt64 {
    var key = MatchKey()
    for number in numbers { key.add(number) }
    return key.value
  }

  /// Appends a number (with the steps of SplitMix64).
  mutating func add(_ number: UInt64) {
    var mixed = (value &+ number) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    value = mixed ^ (mixed >> 31)
  }

  /// Adds the first bytes of data, and its size.
  mutating func add(_ data: ByteRange?) {
    guard let data else { return add(0) }
    add(UInt64(data.count))
    for word in data.part(0..<Self.headSize).scalars(of: UInt64.self) { add(word) }
    let rest = min(data.count, Self.headSize) % 8
    guard rest > 0 else { return }
    let end = min(data.count, Self.headSize)
    for byte in data.part(end - rest..<end).scalars(of: UInt8.self) { add(UInt64(byte)) }
  }

  /// The beginning distinguishes weights; a match is compared to the last byte anyway.
  private static let headSize = 1 << 10

  /// Adds every field of an options table that is not at its default.
  mutating func add(_ record: Record?) {
    guard let record else { return }
    for (number, field) in record.fields.enumerated() where record.isStoredAndNotDefault(field) {
      add(UInt64(number))
      switch record.value(field) {
      case .bool(let flag): add(flag ? 1 : 0)
      case .integer(let number): add(UInt64(bitPattern: number))
      case .unsigned(let number): add(number)
      case .float32(let number): add(UInt64(number.bitPattern))
      case .float64(let number): add(number.bitPattern)
      case .text(let text): add(text.bytes)
      case .record(let child): add(child)
      case .texts, .records, .numbers, nil: break
      }
    }
  }
}
