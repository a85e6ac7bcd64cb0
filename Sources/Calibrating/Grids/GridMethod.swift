/// How the range of a tensor's codes is chosen from the values that the tensor held.
public enum GridMethod: Hashable, Sendable {
  /// From the lowest value to the highest.
  case minmax
  /// The range that clamps at most the rest of the values, half of it at each end; the number is in percent, above 50 and
  /// at most 100.
  case percentile(Double)
  /// The range with the smallest expected mean squared error.
  case mse
  /// The range whose codes say the most about the distribution (`EntropyBounds`).
  case entropy

  /// Reads `minmax`, `percentile=99.99`, `mse` or `entropy`; nil for anything else.
  public init?(_ text: String) {
    switch text {
    case "minmax": self = .minmax
    case "mse": self = .mse
    case "entropy": self = .entropy
    default:
      let prefix = "percentile="
      guard text.hasPrefix(prefix), let percent = Double(text.dropFirst(prefix.count)),
        percent > 50, percent <= 100
      else { return nil }
      self = .percentile(percent)
    }
  }

  /// The method as it is typed.
  public var description: String {
    switch self {
    case .minmax: "minmax"
    case .percentile(let percent): "percentile=\(percent)"
    case .mse: "mse"
    case .entropy: "entropy"
    }
  }

  /// The range of real numbers that codes should cover; 0 is in it.
  ///
  /// - Parameters:
  ///   - range: what the tensor held.
  ///   - codeCount: how many codes there are, 256 for 8 bits.
  public func bounds(of range: TensorRange, codeCount: Int) -> ClosedRange<Double> {
    let whole = min(range.lowest, 0)...max(range.highest, 0)
    switch self {
    case .minmax: return whole
    case .percentile(let percent): return PercentileBounds.bounds(of: range, percent, in: whole)
    case .mse: return MeanSquareBounds.bounds(of: range, codeCount: codeCount, in: whole)
    case .entropy: return EntropyBounds.bounds(of: range, codeCount: codeCount, in: whole)
    }
  }
}
