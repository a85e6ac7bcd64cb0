/// Float HARD_SWISH, as the reference kernel computes it.
///
/// - Rounding: the sum, the product and the quotient each to float32.
/// - Overflow: to infinity; NaN stays NaN.
/// - Source: LiteRT `kernels/internal/reference/hard_swish.h`, `HardSwish` for `float`.
public func hardSwishFloatReference(_ x: Float) -> Float {
  // Written as C++'s std::max and std::min: NaN in the second place loses.
  let sum = x + 3
  let above: Float = 0 < sum ? sum : 0
  let gate: Float = above < 6 ? above : 6
  return x * gate / 6
}

/// Float HARD_SWISH, as XNNPACK computes it on x86-64 with fused multiply-add (AVX2, AVX-512).
///
/// - Rounding: `x · (1/6) + 1/2` once to float32, its product with `x` to float32. Often the last
///   bit differs from the reference. Processors without fused multiply-add have kernels of their
///   own, whose last bit may differ again.
/// - Overflow: to infinity. XNNPACK's whole graph counts subnormal numbers as 0; this function
///   does not.
/// - Source: XNNPACK `src/f32-vhswish/avx512f.c.in`; held to ai-edge-litert 2.3.0 bit by bit.
public func hardSwishFloatXNNPACK(_ x: Float) -> Float {
  let half: Float = 0.5
  let sum = half.addingProduct(x, 1 / 6)
  return x * min(1, max(0, sum))
}
