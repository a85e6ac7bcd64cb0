extension Float {
  /// True for a positive normal number: what XNNPACK asks of a scale, and converters write.
  ///
  /// Zero, subnormal and negative numbers, infinity and NaN are none.
  @inlinable public var isPositiveNormal: Bool {
    self >= .leastNormalMagnitude && self <= .greatestFiniteMagnitude
  }
}
