internal import ModelFormat

/// The single real number that a constant holds, however it is stored.
enum ScalarConstant {
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
    switch UniformValue(data, of: tensor.type) {
    case .real(let value)?: value.isNaN ? nil : value
    case .code(let code)?: real(code, grid)
    case nil: nil
    }
  }

  private static func real(_ code: Int32, _ tensor: Tensor) -> Double? {
    guard let quantization = TensorQuantization(tensor), let scale = quantization.scale,
      let zeroPoint = quantization.zeroPoint
    else { return nil }
    return Double(scale) * (Double(code) - Double(zeroPoint))
  }
}
