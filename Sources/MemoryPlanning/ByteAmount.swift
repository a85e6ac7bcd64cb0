/// A number of bytes as people type it: `262144`, `256k`, `256Ki`, `1M`.
public struct ByteAmount: Sendable {
  /// The number of bytes, 0 or more.
  public let byteCount: Int

  /// The number that a text stands for; nil if it is none, or not from 0 to 2^63 - 1.
  public init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits),
      let unit = Self.units[text.dropFirst(digits.count).lowercased()]
    else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit)
    if overflow { return nil }
    byteCount = product
  }

  private static let units = [
    "": 1, "b": 1, "k": 1000, "kb": 1000, "m": 1_000_000, "mb": 1_000_000, "ki": 1024,
    "kib": 1024, "mi": 1 << 20, "mib": 1 << 20,
  ]
}
