public import ModelFormat
internal import QuantMath

/// How a tensor's codes represent real numbers, with its counts checked against its shape.
///
/// It is a class because rules read it more often than anything else.
public final class TensorQuantization: Sendable {
  /// How many scales there are, and along what.
  public enum Granularity: String, Sendable {
    /// One scale and one zero point.
    case perTensor = "per-tensor"
    /// A scale and a zero point for each position along one axis.
    case perChannel = "per-channel"
    /// A scale for each block along an axis, stored in tensors.
    case blockwise
    /// A scale for each cell of several axes, stored in tensors.
    case multiAxis = "multi-axis"
    /// Parameters of the exporter's own.
    case custom
    /// Counts that fit none of these.
    case malformed
  }

  /// The granularity of the parameters.
  public let granularity: Granularity
  /// The steps, as the file has them.
  public let scales: Scalars<Float>
  /// The codes that represent 0, as the file has them.
  public let zeroPoints: Scalars<Int64>
  /// Whether every scale is a positive normal number; computed once.
  public let hasNormalScales: Bool
  /// The least and the greatest zero point; nil if there is none.
  public let zeroPointRange: ClosedRange<Int64>?
  /// The dimension that the channels run along; nil unless per-channel.
  public let axis: Int?
  /// What is wrong with malformed parameters; else nil.
  public let problem: String?
  private let parameters: QuantizationParameters

  /// Nil if the tensor has no parameters, or only an observed range.
  public init?(_ tensor: Tensor) {
    guard let parameters = tensor.quantization else { return nil }
    let scales = parameters.storedScales
    guard !scales.isEmpty || parameters.details != nil else { return nil }
    self.parameters = parameters
    self.scales = scales
    zeroPoints = parameters.storedZeroPoints
    hasNormalScales = scales.shared("normal") { scales.allSatisfy { $0.isPositiveNormal } }
    let zeroPoints = zeroPoints
    zeroPointRange = zeroPoints.shared("range") { Self.range(of: zeroPoints) }

    let axis = Int(parameters.axis)
    let details = parameters.details
    problem = Self.problem(
      details, scales: scales.count, zeroPoints: zeroPoints.count, axis: axis, of: tensor)
    granularity = problem != nil ? .malformed : Self.granularity(details, scales: scales.count)
    self.axis = granularity == .perChannel ? axis : nil
  }

  /// The smallest observed real values, as the file has them; for information only.
  public var min: [Float] { parameters.min }

  /// The largest observed real values, as the file has them; for information only.
  public var max: [Float] { parameters.max }

  /// What blockwise parameters say; nil if the parameters are not blockwise.
  public var blocks: BlockwiseParameters? { parameters.blocks }

  /// The one scale of a per-tensor quantization.
  public var scale: Float? { granularity == .perTensor ? scales.first : nil }

  /// The one zero point of a per-tensor quantization.
  public var zeroPoint: Int64? { granularity == .perTensor ? zeroPoints.first : nil }

  /// The real numbers that the lowest and the highest code of `type` stand for; nil unless
  /// per-tensor and a type that has codes.
  public func realRange(of type: ElementType) -> ClosedRange<Double>? {
    guard let scale, let zeroPoint, let codes = type.codeRange else { return nil }
    // A double holds the product of a float's 24 bits and a code exactly.
    let low = Double(scale) * (Double(codes.lowerBound) - Double(zeroPoint))
    let high = Double(scale) * (Double(codes.upperBound) - Double(zeroPoint))
    guard low <= high else { return low.isNaN || high.isNaN ? nil : high...low }
    return low...high
  }

  private static func range(of zeroPoints: Scalars<Int64>) -> ClosedRange<Int64>? {
    guard var low = zeroPoints.first else { return nil }
    var high = low
    for zeroPoint in zeroPoints {
      low = Swift.min(low, zeroPoint)
      high = Swift.max(high, zeroPoint)
    }
    return low...high
  }

  private static func granularity(
    _ details: QuantizationParameters.Details?, scales: Int
  ) -> Granularity {
    switch details {
    case .custom, .unknown: .custom
    case .blockwise: .blockwise
    case .multiAxis: .multiAxis
    case nil: scales == 1 ? .perTensor : .perChannel
    }
  }

  /// What LiteRT would not accept about the counts (`interpreter_builder.cc`, `ParseQuantization`).
  private static func problem(
    _ details: QuantizationParameters.Details?, scales: Int, zeroPoints: Int, axis: Int,
    of tensor: Tensor
  ) -> String? {
    if details != nil { return nil }
    if scales != zeroPoints {
      return "\(scales.counted("scale")) but \(zeroPoints.counted("zero point"))"
    }
    let shape = tensor.shape
    if scales == 1 {
      // A single scale has no dimension, but the number must still be one of the tensor's.
      guard axis < 0 || !shape.isEmpty && axis >= shape.count else { return nil }
      return
        "the quantized dimension is \(axis); the tensor has \(shape.count.counted("dimension"))"
    }
    guard shape.indices.contains(axis) else {
      return "\(scales) scales along dimension \(axis) of a tensor of rank \(shape.count)"
    }
    guard Int(shape[axis]) == scales else {
      return "\(scales) scales along dimension \(axis), which has size \(shape[axis])"
    }
    return nil
  }
}
