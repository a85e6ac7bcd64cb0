extension Histogram {
  /// Whether a value lies between two numbers, which do not count; true too if it cannot be told apart from one of
  /// them.
  public func mayHoldValue(between low: Double, and high: Double) -> Bool {
    counts.enumerated().contains { position, count in
      guard count > 0 else { return false }
      let start = Double(first + position) * width
      return isExact ? low < start && start < high : start < high && low < start + width
    }
  }
}
