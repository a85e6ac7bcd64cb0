internal import ModelFormat

/// How many bytes of constants may be read for an audit.
///
/// Tensors that share data and read it in the same way are read once. But in a small file, thousands of
/// tensors can read the same data in different ways, which would cost their number times its size.
struct ViewAllowance {
  private(set) var rest: Int

  init(_ file: ModelFile) {
    // Twice every byte: an embedding table may also be the last layer's weights.
    rest = 2 * min(file.byteCount, 1 << 60) + (1 << 20)
  }

  /// Whether this many more bytes may be read; if so, they count as used.
  mutating func spend(_ count: Int) -> Bool {
    guard count <= rest else { return false }
    rest -= count
    return true
  }
}

/// An allowance that several facts share.
final class SharedAllowance {
  private var allowance: ViewAllowance

  init(_ file: ModelFile) { allowance = ViewAllowance(file) }

  /// Whether this much more may be read; if so, it counts as used.
  func spend(_ count: Int) -> Bool { allowance.spend(count) }
}
