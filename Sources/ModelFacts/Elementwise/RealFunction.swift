/// The real function that a function of floats represents, and a bound for the rounding error of any kernel.
///
/// Each operation is assumed to round once, to the nearest float32, whichever instructions compute it: a
/// fused multiply-add rounds less often.
public struct RealFunction: Sendable {
  private let steps: [RealStep]
  private let result: Int

  /// Half a unit in the last place, relative to the number.
  private static let relative = 0x1p-24
  /// The error if a number becomes subnormal, which XNNPACK flushes to 0.
  private static let absolute = 0x1p-126

  init(_ steps: [RealStep], result: Int) { (self.steps, self.result) = (steps, result) }

  /// The real function.
  public func value(at x: Double) -> Double {
    ball(over: x...x).low
  }

  /// The largest error of any kernel's result for inputs in a range; infinite if an intermediate number may
  /// overflow.
  public func error(over range: ClosedRange<Double>) -> Double {
    let error = ball(over: range).error
    return error.isNaN ? .infinity : error
  }

  /// A range of real numbers, and a bound for the error of the computed one.
  private struct Ball {
    var (low, high) = (0.0, 0.0)
    var error = 0.0

    init(_ low: Double, _ high: Double, _ error: Double) {
      (self.low, self.high, self.error) = (low, high, error)
    }

    init(of values: [Double], _ error: Double) {
      self.init(values.min() ?? 0, values.max() ?? 0, error)
    }

    var size: Double { max(abs(low), abs(high)) }

    /// Rounded once more.
    var rounded: Ball {
      let largest = size + error
      guard largest < Double(Float.greatestFiniteMagnitude) else {
        return Ball(low, high, .infinity)
      }
      return Ball(low, high, error + largest * RealFunction.relative + RealFunction.absolute)
    }

    func clamped(to bounds: ClosedRange<Double>) -> Ball {
      func clamp(_ x: Double) -> Double { min(bounds.upperBound, max(bounds.lowerBound, x)) }
      // Beyond a bound, clamping removes the error.
      let apart = max(clamp(high + error) - clamp(low), clamp(high) - clamp(low - error))
      return Ball(clamp(low), clamp(high), apart.isNaN ? error : min(error, apart))
    }

    static func + (a: Ball, b: Ball) -> Ball {
      Ball(a.low + b.low, a.high + b.high, a.error + b.error).rounded
    }

    static func - (a: Ball, b: Ball) -> Ball { a + Ball(-b.high, -b.low, b.error) }

    static func * (a: Ball, b: Ball) -> Ball {
      Ball(
        of: [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high],
        a.size * b.error + b.size * a.error + a.error * b.error
      ).rounded
    }

    static func / (a: Ball, b: Ball) -> Ball {
      let least = min(abs(b.low), abs(b.high)) - b.error
      guard b.low * b.high > 0, least > 0 else { return Ball(-.infinity, .infinity, .infinity) }
      let quotients = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high]
      let largest = quotients.map(abs).max() ?? 0
      return Ball(of: quotients, (a.error + largest * b.error) / least).rounded
    }
  }

  private func ball(over range: ClosedRange<Double>) -> Ball {
    var columns = [Ball(range.lowerBound, range.upperBound, 0)]
    columns.reserveCapacity(steps.count + 1)
    for step in steps {
      columns.append(
        Self.result(step.operation, operand(step.first, columns), operand(step.second, columns))
          .clamped(to: step.bounds))
    }
    return columns[result]
  }

  private func operand(_ operand: RealStep.Operand, _ columns: [Ball]) -> Ball {
    switch operand {
    case .column(let column): columns[column]
    case .constant(let value): Ball(value, value, 0)
    }
  }

  private static func result(_ operation: RealStep.Operation, _ a: Ball, _ b: Ball) -> Ball {
    switch operation {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .minimum: Ball(min(a.low, b.low), min(a.high, b.high), max(a.error, b.error))
    case .maximum: Ball(max(a.low, b.low), max(a.high, b.high), max(a.error, b.error))
    case .keep: a
    case .hardSwish: a * (a + Ball(3, 3, 0)).clamped(to: 0...6) / Ball(6, 6, 0)
    case .hardSwishByProduct:
      a * (a * constant(1 / 6) + Ball(0.5, 0.5, 0)).clamped(to: 0...1)
    }
  }

  private static func constant(_ value: Float) -> Ball { Ball(Double(value), Double(value), 0) }
}

extension ElementwiseFunction {
  /// The function on real numbers; nil for codes, or if an operator's real function is unknown.
  public var real: RealFunction? { realSteps.map { RealFunction($0, result: resultColumn) } }
}
