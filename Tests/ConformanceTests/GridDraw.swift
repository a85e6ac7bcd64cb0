import Foundation
import QuantMath
import TestSupport

/// Draws the parameters of models: mostly as a converter makes them, some as nobody should.
struct GridDraw {
  var random: SeededGenerator

  init(for test: String) { random = Seed.generator(for: test) }

  /// True once in `count` times.
  mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: values.indices, using: &random)]
  }

  /// 2 to a power drawn evenly.
  mutating func power(_ exponents: ClosedRange<Double>) -> Float {
    Float(exp2(Double.random(in: exponents, using: &random)))
  }

  /// A range of real numbers around 0 as calibration finds it, every other one narrow.
  mutating func realRange() -> ClosedRange<Double> {
    let width = oneIn(2) ? 1 : Double(power(-6...0))
    let lower = Double.random(in: -60...0, using: &random) * width
    return lower...max(lower + 0.01, Double.random(in: 0...60, using: &random) * width)
  }

  /// Any code, or one time in so many a number that is mostly no code.
  ///
  /// Its distance from any code fits in 16 bits: some kernels wrap there, others do not.
  mutating func zeroPoint(_ codes: CodeRange, outsideOneIn count: Int? = nil) -> Int32 {
    if let count, oneIn(count) { return Int32.random(in: -32_000...32_000, using: &random) }
    return code(codes)
  }

  mutating func code(_ codes: CodeRange) -> Int32 {
    Int32.random(in: codes.lowest...codes.highest, using: &random)
  }
}

extension CodeRange {
  /// All codes, lowest first.
  var all: [Int32] { Array(lowest...highest) }

  /// The grid on which a converter puts a range of real numbers that holds 0.
  func grid(_ range: ClosedRange<Double>) -> Grid {
    let (lower, upper) = (min(0, range.lowerBound), max(0, range.upperBound))
    let scale = Float((upper - lower) / Double(count - 1))
    let zeroPoint = Double(lowest) - lower / Double(scale)
    return Grid(scale: scale, zeroPoint: clamp(Int32(zeroPoint.rounded())), codes: self)
  }
}
