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

extension FloatSplit {
  /// The output code of every input code on a path, lowest first: shape `[256]`.
  ///
  /// - Rounding: every step to float32. The reference divides by 6 at the end; XNNPACK multiplies
  ///   by the float32 nearest to 1/6 at the start.
  /// - Source: LiteRT `kernels/internal/reference/hard_swish.h`, `HardSwish` for floats; XNNPACK
  ///   `src/f32-vhswish`.
  func table(_ path: KernelPath) -> [Int32] {
    (input.codes.lowest...input.codes.highest).map { code in
      let x = dequantizeReference(code, on: input)
      let clipped = min(6, max(0, x + 3))
      return switch path {
      case .reference: quantizeReference(x * clipped / 6, on: output)
      case .defaultX86: quantizeXNNPACK(clipped * (x * (1 / 6)), on: output)
      }
    }
  }
}
