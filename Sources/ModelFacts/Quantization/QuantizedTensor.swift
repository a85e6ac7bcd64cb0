public import ModelFormat
public import QuantMath

/// A tensor and its quantization, checked against the shape.
///
/// It is a class because rules pass it on often, and copying all that it holds costs more than a rule.
public final class QuantizedTensor: Sendable {
  /// The tensor.
  public let tensor: Tensor
  /// Its element type, read once.
  public let type: ElementType
  /// Whether the file holds its values or says where they are; looked up once.
  public let isConstant: Bool
  /// How its codes represent real numbers; nil if they do not.
  public let quantization: TensorQuantization?

  /// A tensor with what its parameters say.
  public init(_ tensor: Tensor) {
    self.tensor = tensor
    type = tensor.type
    isConstant = tensor.isConstant
    quantization = TensorQuantization(tensor)
  }
}

extension QuantizedTensor {
  /// The tensor's quantization as the runtimes' kernels read it; nil for a type without codes.
  public var grid: Grid? {
    guard let codes = tensor.type.codes else { return nil }
    guard let quantization else { return Grid(scales: [], zeroPoints: [], codes: codes) }
    return Grid(scales: quantization.scales, zeroPoints: quantization.zeroPoints, codes: codes)
  }
}

extension ElementType {
  /// The codes of a type that kernels know; nil for every other.
  public var codes: CodeRange? {
    switch self {
    case .int8: .int8
    case .uint8: .uint8
    case .int16: .int16
    case .int32: .int32
    default: nil
    }
  }
}
