/// How often each code occurs.
struct CodeCounts {
  /// For fewer codes than this it costs more to look through the counts than through the codes.
  static let worthwhile = 64

  /// Four lists, taken in turn: a code may follow itself without waiting for its count.
  private var counts = [UInt32](repeating: 0, count: 4 * 256)

  /// Counts codes.
  mutating func count(_ codes: UnsafeBufferPointer<Int8>) {
    let bytes = UnsafeRawBufferPointer(codes)
    counts.withUnsafeMutableBufferPointer { counts in
      var i = 0
      while i + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        counts[Int(word & 255)] &+= 1
        counts[256 + Int(word >> 8 & 255)] &+= 1
        counts[512 + Int(word >> 16 & 255)] &+= 1
        counts[768 + Int(word >> 24 & 255)] &+= 1
        counts[Int(word >> 32 & 255)] &+= 1
        counts[256 + Int(word >> 40 & 255)] &+= 1
        counts[512 + Int(word >> 48 & 255)] &+= 1
        counts[768 + Int(word >> 56)] &+= 1
        i += 8
      }
      while i < bytes.count {
        counts[Int(bytes[i])] &+= 1
        i += 1
      }
    }
  }

  /// How often the code that is this byte occurred.
  func total(ofByte byte: Int) -> Int {
    Int(counts[byte]) + Int(counts[256 + byte]) + Int(counts[512 + byte]) + Int(counts[768 + byte])
  }

  /// Gives how many codes there were of each magnitude from 0 to 128, and begins anew.
  mutating func takeMagnitudes<R>(_ body: (UnsafeBufferPointer<UInt32>) -> R) -> R {
    counts.withUnsafeMutableBufferPointer { counts in
      for byte in 0..<256 {
        counts[byte] &+= counts[256 + byte] &+ counts[512 + byte] &+ counts[768 + byte]
      }
      // As bytes, two codes of one magnitude make 256.
      for magnitude in 1..<128 { counts[magnitude] &+= counts[256 - magnitude] }
      let result = body(UnsafeBufferPointer(rebasing: counts[...128]))
      counts.update(repeating: 0)
      return result
    }
  }
}
