internal import ModelFormat

/// The one value that all elements of a small constant have, bit for bit.
enum UniformValue {
  /// A real number; those of FLOAT16 and FLOAT32 are exact.
  case real(Double)
  case code(Int32)

  /// Larger constants are weights, not the scalars of an expression.
  static let largest = 4_096

  /// Nil for elements that differ, for more than `largest`, and for types of neither real numbers nor codes.
  init?(_ data: ByteRange, of type: ElementType) {
    switch type {
    case .float32:
      guard let bits = Self.same(data.scalars(of: UInt32.self)) else { return nil }
      self = .real(Double(Float(bitPattern: bits)))
    case .float64:
      guard let bits = Self.same(data.scalars(of: UInt64.self)) else { return nil }
      self = .real(Double(bitPattern: bits))
    case .float16:
      guard let bits = Self.same(data.scalars(of: UInt16.self)) else { return nil }
      self = .real(Double(Float16(bitPattern: bits)))
    default:
      guard type.codes != nil, let codes = StoredCodes(data, of: type),
        codes.count <= Self.largest, let ends = codes.ends, ends.lowerBound == ends.upperBound
      else { return nil }
      self = .code(Int32(clamping: ends.lowerBound))
    }
  }

  private static func same<Element: Equatable>(_ elements: Scalars<Element>) -> Element? {
    guard let first = elements.first, elements.count <= largest else { return nil }
    return elements.allSatisfy { $0 == first } ? first : nil
  }
}
