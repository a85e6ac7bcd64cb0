public import QuantMath

/// The numbers of `float`: the two grids, and nothing else.
public struct FloatSplit: Hashable, Sendable {
  /// The input's grid, of DEQUANTIZE.
  public let input: Grid
  /// The output's grid, of QUANTIZE.
  public let output: Grid

  /// The numbers; there is no choice among them.
  public init(replacing site: ReplacedHardSwish) { (input, output) = (site.input, site.output) }
}

extension FloatSplit: PreparableSplit {
  /// The output code of an input code on a path.
  ///
  /// - Rounding: every step to float32. The reference divides by 6 at the end; XNNPACK multiplies
  ///   by the float32 nearest to 1/6 at the start.
  /// - Source: LiteRT `kernels/internal/reference/hard_swish.h`, `HardSwish` for floats; XNNPACK
  ///   `src/f32-vhswish`.
  func kernel(_ path: KernelPath) -> CodeKernel? {
    let (input, output) = (input, output)
    func dequantized(_ code: Int32) -> (x: Float, clipped: Float) {
      let x = dequantizeReference(code, on: input)
      return (x, min(6, max(0, x + 3)))
    }
    switch path {
    case .reference:
      return { code in
        let (x, clipped) = dequantized(code)
        return quantizeReference(x * clipped / 6, on: output)
      }
    case .defaultX86:
      return { code in
        let (x, clipped) = dequantized(code)
        return quantizeXNNPACK(clipped * (x * (1 / 6)), on: output)
      }
    }
  }
}
