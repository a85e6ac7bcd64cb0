internal import ModelFormat
internal import QuantMath

/// How often a constant has each value, by classes of equal width.
struct WeightHistogram {
  /// The value in the middle of the first class, and that of the last.
  let range: ClosedRange<Double>
  /// How many elements are in each class, the lowest first.
  let counts: [Int]
  /// How many elements were read; all, or evenly spaced pieces of a large constant.
  let readCount: Int
  /// How many there are.
  let elementCount: Int

  /// The classes of a constant whose elements are floats.
  private static let classes = 64
  /// More elements than this are not read.
  private static let mostRead = 1 << 20
  private static let pieces = 16

  /// Reads a constant; nil for a type other than 4-bit and 8-bit codes and floats, and for data that does
  /// not fit the shape.
  init?(_ tensor: Tensor) {
    guard let data = tensor.data, !tensor.isSparse, let count = tensor.elementCount, count > 0,
      tensor.byteCount == data.count
    else { return nil }
    switch tensor.type {
    case .int8, .uint8: self.init(codes: data, flip: tensor.type == .int8 ? 0x80 : 0, count)
    case .int4: self.init(nibbles: data, count)
    case .float32:
      self.init(reals: data, size: 4, count) {
        Float(
          bitPattern: UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: $1, as: UInt32.self)))
      }
    case .float16:
      self.init(reals: data, size: 2, count) {
        Float(
          Float16(
            bitPattern: UInt16(littleEndian: $0.loadUnaligned(fromByteOffset: $1, as: UInt16.self)))
        )
      }
    default: return nil
    }
  }

  private init(codes data: ByteRange, flip: UInt8, _ count: Int) {
    var counts = [Int](repeating: 0, count: 256)
    var readCount = 0
    for part in Self.parts(of: data, elementSize: 1) {
      readCount += part.count
      part.forEachChunk { chunk in
        for byte in chunk { counts[Int(byte ^ flip)] += 1 }
      }
    }
    let lowest = flip == 0 ? 0.0 : -128
    self.init(range: lowest...lowest + 255, counts: counts, readCount: readCount, count)
  }

  private init(nibbles data: ByteRange, _ count: Int) {
    var counts = [Int](repeating: 0, count: 16)
    var readCount = 0
    for part in Self.parts(of: data, elementSize: 1) {
      part.forEachChunk { chunk in
        for byte in chunk {
          counts[Int((byte & 15) ^ 8)] += 1
          readCount += 1
          // The last byte of an odd number holds one element.
          guard readCount < count else { continue }
          counts[Int((byte >> 4) ^ 8)] += 1
          readCount += 1
        }
      }
    }
    self.init(range: -8...7, counts: counts, readCount: readCount, count)
  }

  private init(
    reals data: ByteRange, size: Int, _ count: Int,
    _ real: (UnsafeRawBufferPointer, Int) -> Float
  ) {
    let parts = Self.parts(of: data, elementSize: size)
    var (low, high) = (Float.infinity, -Float.infinity)
    func each(_ body: (Float) -> Void) {
      for part in parts {
        part.forEachChunk { chunk in
          for offset in stride(from: 0, to: chunk.count - size + 1, by: size) {
            let number = real(chunk, offset)
            if number.isFinite { body(number) }
          }
        }
      }
    }
    each { (low, high) = (min(low, $0), max(high, $0)) }
    var counts = [Int](repeating: 0, count: Self.classes)
    var readCount = 0
    let last = Float(Self.classes - 1)
    let step = (high - low) / last
    each { number in
      let place = step > 0 && step.isFinite ? ((number - low) / step).rounded() : 0
      counts[Int(saturating: Double(max(0, min(last, place))))] += 1
      readCount += 1
    }
    let range = readCount > 0 ? Double(low)...Double(high) : 0...0
    self.init(range: range, counts: counts, readCount: readCount, count)
  }

  private init(
    range: ClosedRange<Double>, counts: [Int], readCount: Int, _ elementCount: Int
  ) {
    (self.range, self.counts) = (range, counts)
    (self.readCount, self.elementCount) = (readCount, elementCount)
  }

  /// All of the data, or evenly spaced pieces of it.
  private static func parts(of data: ByteRange, elementSize: Int) -> [ByteRange] {
    let most = mostRead * elementSize
    guard data.count > most else { return [data] }
    let size = most / pieces
    return (0..<pieces).map { piece in
      let start = (data.count - size) / (pieces - 1) * piece / elementSize * elementSize
      return data.part(start..<start + size)
    }
  }
}
