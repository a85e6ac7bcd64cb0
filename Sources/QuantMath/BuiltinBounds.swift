extension OutputBounds {
  /// The output code of a vector kernel for a result with its zero point, in a 16-bit lane.
  ///
  /// - Overflow: saturates to the codes before the activation's range. A bound outside the codes
  ///   keeps its low 8 bits, and of two bounds that cross the lower one counts: both differ from
  ///   `code`, and both need a zero point outside the codes or a negative scale.
  func vectorCode(_ lane: Int16) -> Int32 {
    max(codes.wrap(lowest), min(codes.wrap(highest), codes.clamp(Int32(lane))))
  }
}

extension Grid {
  /// How far a code is from the zero point, in the 16-bit lane of a vector kernel.
  ///
  /// - Overflow: wraps, which needs a zero point far outside the codes.
  func lane(_ code: Int32) -> Int32 {
    Int32(Int16(truncatingIfNeeded: code &- zeroPoint))
  }
}
