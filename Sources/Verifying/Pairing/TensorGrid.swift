internal import ModelFacts
internal import ModelFormat

/// How the runtime's arrays hold a tensor: NumPy's type, and the scale of its codes.
///
/// Per-channel, zero and infinite scales do not count: such tensors are compared as integers.
struct TensorGrid: Equatable {
  /// NumPy's name of the element type.
  let type: String
  let scale: Float?
  let zeroPoint: Int64?

  /// How both models hold a tensor.
  typealias Pair = (a: TensorGrid, b: TensorGrid)

  /// Nil for elements that are not numbers, or smaller than a byte.
  init?(_ tensor: Tensor) {
    guard let type = Self.types[tensor.type.rawValue] else { return nil }
    self.type = type
    let quantization = tensor.type.codeRange == nil ? nil : TensorQuantization(tensor)
    if let quantization, let scale = quantization.scale, scale.isFinite, scale != 0 {
      (self.scale, zeroPoint) = (scale, quantization.zeroPoint)
    } else {
      (scale, zeroPoint) = (nil, nil)
    }
  }

  /// `int8:0.5:-3`; `float32:-:-`.
  var words: String {
    let numbers = [scale.map { "\(Double($0))" }, zeroPoint.map { "\($0)" }]
    return ([type] + numbers.map { $0 ?? "-" }).joined(separator: ":")
  }

  /// By the code of the schema's `TensorType`.
  private static let types: [Int8: String] = [
    0: "float32", 1: "float16", 2: "int32", 3: "uint8", 4: "int64", 6: "bool", 7: "int16",
    9: "int8", 10: "float64", 12: "uint64", 15: "uint32", 16: "uint16",
  ]
}
