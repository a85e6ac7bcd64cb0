internal import ModelFacts
internal import ModelFormat

/// Reads the elements of a constant as stored numbers, and as real numbers.
struct ElementReader {
  /// The size of an element in bits.
  let bitCount: Int
  /// Whether elements are codes or whole numbers, not floats.
  let isInteger: Bool
  /// The element at a position of a piece.
  let number: (UnsafeRawBufferPointer, Int) -> Double
  /// Scales and zero points by channel; nil for integers without any.
  private let steps: (scales: [Double], zeroPoints: [Double], run: Int)?

  /// Nil for a type whose elements are not numbers.
  init?(_ tensor: Tensor) {
    guard let bits = tensor.type.bitCount else { return nil }
    bitCount = bits
    func whole<Stored: StoredScalar & FixedWidthInteger>(
      _ type: Stored.Type
    ) -> (UnsafeRawBufferPointer, Int) -> Double {
      { bytes, place in
        let offset = place * MemoryLayout<Stored>.size
        return Double(Stored(stored: bytes.loadUnaligned(fromByteOffset: offset, as: Stored.self)))
      }
    }
    func half(_ real: @escaping (UInt16) -> Float) -> (UnsafeRawBufferPointer, Int) -> Double {
      { bytes, place in
        Double(
          real(UInt16(stored: bytes.loadUnaligned(fromByteOffset: 2 * place, as: UInt16.self))))
      }
    }
    switch tensor.type.name {
    case "INT8": number = whole(Int8.self)
    case "UINT8", "BOOL": number = whole(UInt8.self)
    case "INT16": number = whole(Int16.self)
    case "UINT16": number = whole(UInt16.self)
    case "INT32": number = whole(Int32.self)
    case "UINT32": number = whole(UInt32.self)
    case "INT64": number = whole(Int64.self)
    case "UINT64": number = whole(UInt64.self)
    case "INT4":
      // The first of two elements is the low nibble.
      number = { bytes, place in
        let nibble = Int(bytes[place / 2] >> (place % 2 == 0 ? 0 : 4) & 15)
        return Double(nibble < 8 ? nibble : nibble - 16)
      }
    case "FLOAT32":
      number = { bytes, place in
        Double(Float(stored: bytes.loadUnaligned(fromByteOffset: 4 * place, as: Float.self)))
      }
    case "FLOAT64":
      number = { bytes, place in
        Double(stored: bytes.loadUnaligned(fromByteOffset: 8 * place, as: Double.self))
      }
    case "FLOAT16": number = half { Float(Float16(bitPattern: $0)) }
    case "BFLOAT16": number = half { Float(bitPattern: UInt32($0) << 16) }
    default: return nil
    }
    isInteger = !tensor.type.isFloat
    steps = isInteger ? Self.steps(of: tensor) : ([1], [0], 1)
  }

  private static func steps(
    of tensor: Tensor
  ) -> (scales: [Double], zeroPoints: [Double], run: Int)? {
    guard let quantization = TensorQuantization(tensor) else { return nil }
    let scales = quantization.scales.map { Double($0) }
    let zeroPoints = quantization.zeroPoints.map { Double($0) }
    switch quantization.granularity {
    case .perTensor: return (scales, zeroPoints, 1)
    case .perChannel:
      let shape = tensor.shape
      guard let axis = quantization.axis, shape.allSatisfy({ $0 > 0 }) else { return nil }
      return (scales, zeroPoints, shape[(axis + 1)...].reduce(1) { $0 * Int($1) })
    default: return nil
    }
  }

  /// Whether the real numbers of elements are known.
  var hasRealNumbers: Bool { steps != nil }

  /// The scale and zero point of the element at a position, and how many elements from there on share them;
  /// nil for integers without any.
  func step(at position: Int) -> (scale: Double, zeroPoint: Double, count: Int)? {
    guard let steps else { return nil }
    guard steps.scales.count > 1 else { return (steps.scales[0], steps.zeroPoints[0], .max) }
    let channel = position / steps.run % steps.scales.count
    return (steps.scales[channel], steps.zeroPoints[channel], steps.run - position % steps.run)
  }

  /// The real number of an element at a position of the tensor.
  func real(_ number: Double, at position: Int) -> Double {
    guard let steps else { return number }
    let channel = steps.scales.count == 1 ? 0 : position / steps.run % steps.scales.count
    return steps.scales[channel] * (number - steps.zeroPoints[channel])
  }
}
