internal import ModelFormat

/// The single real number that a constant holds, however it is stored.
enum ScalarConstant {
  /// Larger constants are weights, not the scalars of an expression.
  private static let largest = 4_096

  /// The value of a constant whose elements are all equal; nil for anything else.
  ///
  /// Float16 and quantized constants after a DEQUANTIZE are followed to where they are stored.
  ///
  /// - Parameter other: a tensor whose scale and zero point apply to the codes instead of their own.
  static func value(
    of tensor: Tensor, in graph: GraphIndex, onGridOf other: Tensor? = nil
  ) -> Double? {
    if let data = tensor.data { return value(of: tensor, data: data, on: other ?? tensor) }
    guard let producer = graph.producer(of: tensor.index),
      [.dequantize, .quantize].contains(producer.builtin),
      let source = producer.inputs.first.flatMap(graph.tensor), let data = source.data
    else { return nil }
    return value(of: source, data: data, on: source)
  }

  private static func value(
    of tensor: Tensor, data: ByteRange, on grid: Tensor
  ) -> Double? {
    switch tensor.type {
    case .float32: return same(data.scalars(of: Float.self)).map { Double($0) }
    case .float64: return same(data.scalars(of: Double.self))
    case .float16:
      return same(data.scalars(of: UInt16.self)).map { Double(Float16(bitPattern: $0)) }
    case .int8: return real(same(data.scalars(of: Int8.self)), grid)
    case .uint8: return real(same(data.scalars(of: UInt8.self)), grid)
    case .int16: return real(same(data.scalars(of: Int16.self)), grid)
    case .int32: return real(same(data.scalars(of: Int32.self)), grid)
    default: return nil
    }
  }

  private static func same<Element: Equatable>(_ elements: Scalars<Element>) -> Element? {
    guard let first = elements.first, elements.count <= largest else { return nil }
    return elements.allSatisfy { $0 == first } ? first : nil
  }

  private static func real(_ code: (some BinaryInteger)?, _ tensor: Tensor) -> Double? {
    guard let code, let quantization = TensorQuantization(tensor), let scale = quantization.scale,
      let zeroPoint = quantization.zeroPoint
    else { return nil }
    return Double(scale) * (Double(code) - Double(zeroPoint))
  }
}
