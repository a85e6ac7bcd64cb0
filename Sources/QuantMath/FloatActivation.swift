extension FusedActivation {
  /// A float result after the activation, as LiteRT's own kernels apply it.
  ///
  /// - Overflow: infinity becomes the greatest finite number, which is the bound of an activation
  ///   that has none; NaN stays NaN.
  /// - Source: LiteRT `kernels/kernel_util.h`, `CalculateActivationRange`;
  ///   `kernels/internal/common.h`, `ActivationFunctionWithMinMax`.
  public func appliedReference(to x: Float) -> Float {
    let (lower, upper) = realBounds
    return clamp(
      x, lower ?? -.greatestFiniteMagnitude, upper ?? .greatestFiniteMagnitude)
  }

  /// A float result after the activation, as XNNPACK applies it, for the activations that it supports.
  ///
  /// - Overflow: infinity stays if there is no bound.
  /// - Source: LiteRT `delegates/xnnpack/xnnpack_delegate.cc`, `ConvertActivationToOutputRange`.
  public func appliedXNNPACK(to x: Float) -> Float {
    let (lower, upper) = realBounds
    return clamp(x, lower ?? -.infinity, upper ?? .infinity)
  }

  /// A whole number after the activation; the bounds are numbers, not codes of a grid.
  ///
  /// - Source: LiteRT `kernels/kernel_util.h`, `CalculateActivationRange` for `int32_t`.
  public func applied(to x: Int32) -> Int32 {
    let (lower, upper) = realBounds
    func whole(_ bound: Float) -> Int32 { Int32(saturating: Double(bound)) }
    return min(upper.map(whole) ?? .max, max(lower.map(whole) ?? .min, x))
  }
}

extension ReluFunction {
  /// A float after the function, as every kernel computes it; NaN stays NaN.
  ///
  /// - Source: LiteRT `kernels/internal/reference/reference_ops.h`, `Relu`, `Relu1`, `Relu0To1`.
  public func applied(to x: Float) -> Float {
    clamp(x, realBounds.lower, realBounds.upper ?? .infinity)
  }
}

/// C++'s `std::min(std::max(x, lower), upper)`: NaN passes.
private func clamp(_ x: Float, _ lower: Float, _ upper: Float) -> Float {
  let above = x < lower ? lower : x
  return upper < above ? upper : above
}
