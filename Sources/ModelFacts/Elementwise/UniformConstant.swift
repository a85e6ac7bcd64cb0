internal import ModelFormat

/// Constants that the steps of an element-wise function read.
enum UniformConstant {
  /// The number of entries that 16-bit indices reach.
  private static let largestTable = 65_536

  /// The value that every element of a constant has.
  ///
  /// Float16 is converted to float32 as a DEQUANTIZE does it, exactly.
  static func value(of tensor: Tensor, at place: Place) throws(ElementwiseError)
    -> ElementwiseScalar
  {
    let data = try data(of: tensor, atMost: UniformValue.largest, at: place)
    guard tensor.type == .float32 || tensor.type == .float16 || tensor.type.codes != nil else {
      throw .notModelled("\(tensor.label) is a constant of type \(tensor.type.name)", at: place)
    }
    switch UniformValue(data, of: tensor.type) {
    case .real(let value)?: return .real(Float(value))
    case .code(let code)?: return .code(code)
    case nil:
      throw ElementwiseError(
        .constantNotUniform, "\(tensor.label) has different elements; all must be equal",
        at: place)
    }
  }

  /// The entries of a constant of codes, in order.
  static func codes(of tensor: Tensor, at place: Place) throws(ElementwiseError) -> [Int32] {
    let data = try data(of: tensor, atMost: largestTable, at: place)
    guard tensor.type.codes != nil, let codes = StoredCodes(data, of: tensor.type) else {
      throw .notModelled("\(tensor.label) has type \(tensor.type.name)", at: place)
    }
    return codes.array.map { Int32(clamping: $0) }
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
}
