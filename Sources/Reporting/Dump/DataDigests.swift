private import Digests
internal import ModelFormat

/// SHA-256 digests of data, streamed; data that several buffers share is read once.
final class DataDigests {
  private struct Place: Hashable {
    let offset: Int
    let count: Int
  }
  private var known: [Place: String] = [:]

  /// The SHA-256 of data, in lower-case hexadecimal digits.
  func sha256(of data: ByteRange) -> String {
    let place = Place(offset: data.offset, count: data.count)
    if let text = known[place] { return text }
    var hash = SHA256()
    data.forEachChunk { hash.update($0) }
    let text = hash.digest.hexText
    known[place] = text
    return text
  }

  /// The SHA-256 of little-endian numbers, in lower-case hexadecimal digits.
  func sha256(of numbers: [UInt64]) -> String {
    var hash = SHA256()
    numbers.map(\.littleEndian).withUnsafeBytes { hash.update($0) }
    return hash.digest.hexText
  }
}
