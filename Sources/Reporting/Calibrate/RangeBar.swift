internal import Calibrating
internal import QuantMath

/// A range of values inside that of the codes, drawn as a bar.
struct RangeBar {
  /// The columns that a bar takes.
  static let width = 20

  /// The columns that the values reach.
  let filled: ClosedRange<Int>

  /// The bar of `held` in the real numbers of the codes, which are not all one number.
  init(of held: TensorRange, in codes: ClosedRange<Double>) {
    func column(_ value: Double) -> Int {
      let share = (value - codes.lowerBound) / (codes.upperBound - codes.lowerBound)
      return min(Self.width - 1, max(0, Int(saturating: share * Double(Self.width))))
    }
    let first = column(held.lowest)
    filled = first...max(first, column(held.highest))
  }

  /// `....#####...`, or with block characters.
  func text(_ style: TextStyle) -> String {
    let (used, unused) = style.isUnicode ? ("█", "░") : ("#", ".")
    return (0..<Self.width).map { filled.contains($0) ? used : unused }.joined()
  }
}
