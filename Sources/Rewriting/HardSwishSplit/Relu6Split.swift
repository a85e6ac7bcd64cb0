internal import ModelFacts
public import QuantMath

/// The numbers of `relu6`: `gated = relu6(x + 3)`, `gate = gated · 1/6`, `gate · x`.
public struct Relu6Split: Hashable, Sendable {
  /// The input's grid.
  public let input: Grid
  /// The constant 3 of ADD.
  public let three: QuantizedScalar
  /// The output of ADD with its fused RELU6: 0...6.
  public let clipped: Grid
  /// The constant 1/6 of the first MUL.
  public let sixth: QuantizedScalar
  /// The output of the first MUL: 0...1.
  public let gate: Grid
  /// The output's grid, of the second MUL.
  public let output: Grid

  /// The natural numbers: each constant and each intermediate fills its grid.
  ///
  /// - Parameter highestInput: the greatest real input to expect; the intermediates reach as far as
  ///   it makes them, and at most to 6 and 1. Nothing for any input.
  public init(replacing site: ReplacedHardSwish, highestInput: Double = .infinity) {
    let codes = site.input.codes
    let highest = min(6, max(0, highestInput) + 3)
    self.init(
      replacing: site, three: QuantizedScalar(3, filling: codes),
      clipped: Grid(upTo: highest, codes), sixth: QuantizedScalar(1.0 / 6, filling: codes),
      gate: Grid(upTo: highest / 6, codes))
  }

  init(
    replacing site: ReplacedHardSwish, three: QuantizedScalar, clipped: Grid,
    sixth: QuantizedScalar, gate: Grid
  ) {
    (input, output) = (site.input, site.output)
    (self.three, self.clipped, self.sixth, self.gate) = (three, clipped, sixth, gate)
  }
}

extension Relu6Split: PreparableSplit {
  func kernel(_ selector: KernelSelector) throws(PreparationError) -> CodeKernel? {
    guard let add = try selector.add(input, three.grid, to: clipped, .relu6, shapes: .oneElement),
      let scale = try selector.multiply(clipped, sixth.grid, to: gate, shapes: .oneElement),
      let multiply = try selector.multiply(input, gate, to: output, shapes: .equal)
    else { return nil }
    let (three, sixth) = (three.code, sixth.code)
    return { multiply($0, scale(add($0, three), sixth)) }
  }
}
