/// The real numbers that a tensor's codes represent: `scale · (code − zeroPoint)`.
///
/// This is one tensor's quantization as the runtime's kernels read it: one scale and one
/// zero point. A tensor that has none, or several, is read as scale 0 and zero point 0.
public struct Grid: Hashable, Sendable {
  /// Where the scale and the zero point come from.
  public enum Granularity: Hashable, Sendable {
    /// The tensor has exactly one scale and one zero point.
    case perTensor
    /// The tensor has no scale.
    case missing
    /// The tensor has several scales, or the numbers of scales and zero points differ.
    case notPerTensor
  }

  /// The real distance between neighbouring codes.
  public let scale: Float
  /// The code of the real number 0.
  public let zeroPoint: Int32
  /// The codes of the element type.
  public let codes: CodeRange
  /// Whether the tensor has exactly one scale and zero point.
  public let granularity: Granularity

  /// A tensor with one scale and one zero point.
  public init(scale: Float, zeroPoint: Int32, codes: CodeRange) {
    (self.scale, self.zeroPoint, self.codes) = (scale, zeroPoint, codes)
    granularity = .perTensor
  }

  /// The grid that the runtime's kernels see for a tensor with these parameters.
  ///
  /// - Parameters:
  ///   - scales: as the file has them; empty if there are none.
  ///   - zeroPoints: as the file has them.
  ///   - codes: the codes of the tensor's element type.
  /// - Overflow: a zero point keeps its low 32 bits.
  /// - Source: LiteRT `core/subgraph.cc`, `GetLegacyQuantization`.
  @inlinable
  public init(
    scales: some Collection<Float>, zeroPoints: some Collection<Int64>, codes: CodeRange
  ) {
    self.codes = codes
    if let scale = scales.first, scales.count == 1,
      let zeroPoint = zeroPoints.first, zeroPoints.count == 1
    {
      self.scale = scale
      self.zeroPoint = Int32(truncatingIfNeeded: zeroPoint)
      granularity = .perTensor
    } else {
      (scale, zeroPoint) = (0, 0)
      granularity = scales.isEmpty ? .missing : .notPerTensor
    }
  }

  /// The real number that `code` stands for; exact for zero points of up to 28 bits.
  public func real(_ code: Int32) -> Double {
    Double(scale) * (Double(code) - Double(zeroPoint))
  }

  /// The real numbers of the lowest and of the highest code, in this order.
  ///
  /// If the scale is negative, the first is the greater one.
  public var realRange: (lowestCode: Double, highestCode: Double) {
    (real(codes.lowest), real(codes.highest))
  }

  /// The position of a real number among the codes, neither rounded nor clamped.
  ///
  /// Infinite or NaN if the scale is 0 or not finite.
  public func position(of real: Double) -> Double {
    real / Double(scale) + Double(zeroPoint)
  }

  /// Whether the grid is what converters write: one positive normal scale, and a zero point that is a code.
  ///
  /// - Source: XNNPACK can describe no other tensor: LiteRT `delegates/xnnpack/xnnpack_delegate.cc`, `GetXNNPackDatatype`.
  public var isOrdinary: Bool {
    granularity == .perTensor && scale.isPositiveNormal && codes.contains(zeroPoint)
  }

  /// Whether positions on the grid are meaningful: the scale is finite and not 0.
  public var hasUsableScale: Bool { scale.isFinite && scale != 0 }
}

extension Grid {
  /// The grid with the same real numbers in int8: for uint8, codes and zero point are 128 less; int8 is
  /// unchanged.
  ///
  /// Nil for any other type, and for a uint8 tensor without one scale. Kernels that wrap their sums
  /// in 32 bits compute the same on both.
  var asInt8: Grid? {
    switch codes {
    case .int8: return self
    case .uint8 where granularity == .perTensor:
      return Grid(scale: scale, zeroPoint: zeroPoint &- 128, codes: .int8)
    default: return nil
    }
  }
}

extension Float {
  /// True for a positive normal number, which XNNPACK requires of a scale and converters write.
  ///
  /// False for zero, subnormal and negative numbers, infinity and NaN.
  @inlinable public var isPositiveNormal: Bool {
    self >= .leastNormalMagnitude && self <= .greatestFiniteMagnitude
  }
}
