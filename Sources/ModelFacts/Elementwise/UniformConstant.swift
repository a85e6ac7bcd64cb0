internal import ModelFormat

/// Constants that the steps of an element-wise function read.
enum UniformConstant {
  /// Larger constants are weights, not the scalars of an expression.
  private static let largest = 4_096
  /// The number of entries that 16-bit indices reach.
  private static let largestTable = 65_536

  /// The value that every element of a constant has.
  ///
  /// Float16 is converted to float32 as a DEQUANTIZE does it, exactly.
  static func value(of tensor: Tensor, at place: Place) throws(ElementwiseError)
    -> ElementwiseScalar
  {
    let data = try data(of: tensor, atMost: largest, at: place)
    let scalar: ElementwiseScalar? =
      switch tensor.type {
      case .float32:
        same(data.scalars(of: UInt32.self)).map { .real(Float(bitPattern: $0)) }
      case .float16:
        same(data.scalars(of: UInt16.self)).map { .real(Float(Float16(bitPattern: $0))) }
      case .int8: same(data.scalars(of: Int8.self)).map { .code(Int32($0)) }
      case .uint8: same(data.scalars(of: UInt8.self)).map { .code(Int32($0)) }
      case .int16: same(data.scalars(of: Int16.self)).map { .code(Int32($0)) }
      case .int32: same(data.scalars(of: Int32.self)).map { .code($0) }
      default:
        throw .notModelled("\(tensor.label) is a constant of type \(tensor.type.name)", at: place)
      }
    guard let scalar else {
      throw ElementwiseError(
        .constantNotUniform, "\(tensor.label) has different elements; all must be equal",
        at: place)
    }
    return scalar
  }

  /// The entries of a constant of codes, in order.
  static func codes(of tensor: Tensor, at place: Place) throws(ElementwiseError) -> [Int32] {
    let data = try data(of: tensor, atMost: largestTable, at: place)
    return switch tensor.type {
    case .int8: data.scalars(of: Int8.self).map { Int32($0) }
    case .uint8: data.scalars(of: UInt8.self).map { Int32($0) }
    case .int16: data.scalars(of: Int16.self).map { Int32($0) }
    case .int32: Array(data.scalars(of: Int32.self))
    default: throw .notModelled("\(tensor.label) has type \(tensor.type.name)", at: place)
    }
  }

  private static func data(
    of tensor: Tensor, atMost limit: Int, at place: Place
  ) throws(ElementwiseError) -> ByteRange {
    guard let data = tensor.data, !tensor.isSparse else {
      let why = tensor.isSparse ? "is stored sparsely" : "has its data in another file"
      throw .notModelled("\(tensor.label) \(why)", at: place)
    }
    guard let count = tensor.elementCount, let byteCount = tensor.byteCount, count > 0,
      data.count == byteCount
    else {
      throw ElementwiseError(
        .constantUnreadable,
        "\(tensor.label) has \(data.count.counted("byte")) of data, which does not match its type "
          + "\(tensor.type.name) and shape \(tensor.shape)", at: place)
    }
    guard count <= limit else {
      throw ElementwiseError(
        .constantNotUniform,
        "\(tensor.label) has \(count) elements; at most \(limit) are supported",
        at: place)
    }
    return data
  }

  private static func same<Element: Equatable>(_ elements: Scalars<Element>) -> Element? {
    guard let first = elements.first, elements.allSatisfy({ $0 == first }) else { return nil }
    return first
  }
}
