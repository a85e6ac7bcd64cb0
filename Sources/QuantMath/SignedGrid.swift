extension Grid {
  /// The grid with the same real numbers in int8: of uint8, codes and zero point are 128 less; int8
  /// is itself.
  ///
  /// Nil for any other type, and for a uint8 tensor without one scale. Kernels that wrap their sums
  /// in 32 bits compute the same on both.
  public var asInt8: Grid? {
    switch codes {
    case .int8: return self
    case .uint8 where granularity == .perTensor:
      return Grid(scale: scale, zeroPoint: zeroPoint &- 128, codes: .int8)
    default: return nil
    }
  }
}
