import ArgumentParser

/// A number of bytes as people type it: `262144`, `256k`, `256Ki`, `1M`.
struct ByteCount: ExpressibleByArgument {
  let byteCount: Int

  /// The number that an argument stands for; nil if it is none, or not from 0 to 2^63 - 1.
  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits),
      let unit = Self.units[argument.dropFirst(digits.count).lowercased()]
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
