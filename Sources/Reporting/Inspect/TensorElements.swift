internal import ModelFacts
internal import ModelFormat

/// The elements of a tensor by their positions, whatever their type.
struct TensorElements {
  /// One element.
  enum Element {
    case integer(Int64)
    case unsigned(UInt64)
    case float32(Float)
    case float64(Double)
  }

  let count: Int
  /// NumPy's name of the type that an element is written as.
  let npyType: String
  /// The bytes of an element as it is written.
  private let size: Int
  private let element: (Int) -> Element

  /// Nil for a type whose elements are not numbers.
  ///
  /// Elements of 4 bits become bytes, and float16 and bfloat16 float32, which holds both exactly.
  init?(_ tensor: Tensor, _ data: ByteRange, count: Int) {
    self.count = count
    func integers<Stored: StoredScalar & FixedWidthInteger & SignedInteger>(
      _ type: Stored.Type
    ) -> (Int) -> Element {
      let scalars = data.scalars(of: type)
      return { .integer(Int64(scalars[$0])) }
    }
    func unsigned<Stored: StoredScalar & FixedWidthInteger & UnsignedInteger>(
      _ type: Stored.Type
    ) -> (Int) -> Element {
      let scalars = data.scalars(of: type)
      return { .unsigned(UInt64(scalars[$0])) }
    }
    switch tensor.type.name {
    case "INT8": (npyType, size, element) = ("|i1", 1, integers(Int8.self))
    case "INT16": (npyType, size, element) = ("<i2", 2, integers(Int16.self))
    case "INT32": (npyType, size, element) = ("<i4", 4, integers(Int32.self))
    case "INT64": (npyType, size, element) = ("<i8", 8, integers(Int64.self))
    case "UINT8": (npyType, size, element) = ("|u1", 1, unsigned(UInt8.self))
    case "UINT16": (npyType, size, element) = ("<u2", 2, unsigned(UInt16.self))
    case "UINT32": (npyType, size, element) = ("<u4", 4, unsigned(UInt32.self))
    case "UINT64": (npyType, size, element) = ("<u8", 8, unsigned(UInt64.self))
    case "BOOL":
      let scalars = data.scalars(of: UInt8.self)
      (npyType, size) = ("|b1", 1)
      element = { .unsigned(scalars[$0] == 0 ? 0 : 1) }
    case "INT4":
      let scalars = data.scalars(of: UInt8.self)
      (npyType, size) = ("|i1", 1)
      // The first of two is the low one.
      element = { index in
        let nibble = scalars[index / 2] >> (index % 2 == 0 ? 0 : 4) & 15
        return .integer(nibble < 8 ? Int64(nibble) : Int64(nibble) - 16)
      }
    case "FLOAT32":
      let scalars = data.scalars(of: UInt32.self)
      (npyType, size) = ("<f4", 4)
      element = { .float32(Float(bitPattern: scalars[$0])) }
    case "FLOAT16":
      let scalars = data.scalars(of: UInt16.self)
      (npyType, size) = ("<f4", 4)
      element = { .float32(Float(Float16(bitPattern: scalars[$0]))) }
    case "BFLOAT16":
      let scalars = data.scalars(of: UInt16.self)
      (npyType, size) = ("<f4", 4)
      element = { .float32(Float(bitPattern: UInt32(scalars[$0]) << 16)) }
    case "FLOAT64":
      let scalars = data.scalars(of: UInt64.self)
      (npyType, size) = ("<f8", 8)
      element = { .float64(Double(bitPattern: scalars[$0])) }
    default: return nil
    }
  }

  private init(count: Int, npyType: String, size: Int, _ element: @escaping (Int) -> Element) {
    (self.count, self.npyType, self.size, self.element) = (count, npyType, size, element)
  }

  /// The real numbers; nil if integers have no scale, or one per block.
  func real(_ quantization: TensorQuantization?, shape: [Int32]) -> TensorElements? {
    guard !npyType.hasPrefix("<f") else { return self }
    guard let quantization, let channel = Self.channel(quantization, shape) else { return nil }
    let (scales, zeroPoints) = (quantization.scales.array, quantization.zeroPoints.array)
    let element = element
    return TensorElements(count: count, npyType: "<f4", size: 4) { index in
      let code: Int64 =
        switch element(index) {
        case .integer(let code): code
        case .unsigned(let code): Int64(clamping: code)
        case .float32, .float64: 0
        }
      let place = channel(index)
      return .float32(scales[place] * Float(code &- zeroPoints[place]))
    }
  }

  /// The index of an element's scale; nil if scales are not a plain list.
  private static func channel(
    _ quantization: TensorQuantization, _ shape: [Int32]
  ) -> ((Int) -> Int)? {
    switch quantization.granularity {
    case .perTensor: return { _ in 0 }
    case .perChannel:
      guard let axis = quantization.axis, shape.indices.contains(axis) else { return nil }
      let run = shape[(axis + 1)...].reduce(1) { $0 * Int($1) }
      let channels = Int(shape[axis])
      guard run > 0, channels > 0 else { return { _ in 0 } }
      return { $0 / run % channels }
    default: return nil
    }
  }

  /// An element as a number; integers past 2^53 are rounded.
  func number(_ index: Int) -> Double {
    switch element(index) {
    case .integer(let number): Double(number)
    case .unsigned(let number): Double(number)
    case .float32(let number): Double(number)
    case .float64(let number): number
    }
  }

  /// An element, little-endian.
  func bytes(_ index: Int) -> [UInt8] {
    let bits: UInt64 =
      switch element(index) {
      case .integer(let number): UInt64(bitPattern: number)
      case .unsigned(let number): number
      case .float32(let number): UInt64(number.bitPattern)
      case .float64(let number): number.bitPattern
      }
    return (0..<size).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) }
  }

  /// An element in decimal: for floats the shortest text that reads back to the same number.
  func text(_ index: Int) -> String {
    switch element(index) {
    case .integer(let number): "\(number)"
    case .unsigned(let number): "\(number)"
    case .float32(let number): number.asExact
    case .float64(let number): "\(number)"
    }
  }
}
