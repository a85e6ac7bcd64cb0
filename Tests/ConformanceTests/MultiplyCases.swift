import QuantMath

extension BinaryOperator {
  static let multiply = Self(
    name: "MUL",
    kernel: { (selector, grids, activation, shapes) throws(PreparationError) in
      try selector.multiply(
        grids.first, grids.second, to: grids.output, activation, shapes: shapes)
    },
    delegate: { (grids, activation) throws(PreparationError) in
      _ = try XNNPACKMultiplyPreparation(
        first: grids.first, second: grids.second, output: grids.output, activation: activation)
    })
}

extension MultiplyPreparation {
  init(
    _ grids: BinaryOperator.Grids, _ activation: FusedActivation
  ) throws(PreparationError) {
    try self.init(
      first: grids.first, second: grids.second, output: grids.output, activation: activation)
  }
}

extension GridDraw {
  /// MUL models, every fourth with wild parameters, every other one with a constant of one element.
  mutating func multiplyCases(
    _ codes: CodeRange, _ activations: [FusedActivation], count: Int
  ) -> [KernelCase] {
    (1...count).map { number in
      let activation = pick(activations)
      var grids = multiplyGrids(codes, isWild: number % 4 == 0)
      while isUndefined(grids, activation) { grids = multiplyGrids(codes, isWild: true) }
      var pairs = pairs(with: grids.second, isScalar: number % 8 < 4)
      pairs.hasLeadingOne = number % 3 == 0
      return BinaryOperator.multiply.test(grids, activation, pairs, number: number)
    }
  }

  /// MUL models of which one input is repeated, or both, with wild parameters as with others.
  mutating func repeatedMultiplyCases(_ codes: CodeRange, count: Int) -> [KernelCase] {
    (1...count).map { number in
      var grids = multiplyGrids(codes, isWild: number % 2 == 0)
      while isUndefined(grids, .none) { grids = multiplyGrids(codes, isWild: true) }
      let pairs = drawnPairs(codes, Repetition.all[number % Repetition.all.count])
      return BinaryOperator.multiply.test(grids, .none, pairs, number: number)
    }
  }

  /// Whether C++ leaves open what the runtime computes.
  private func isUndefined(_ grids: BinaryOperator.Grids, _ activation: FusedActivation) -> Bool {
    let p = try? MultiplyPreparation(grids, activation)
    return p?.conditions.contains(.leftShiftUndefined) ?? false
  }

  private mutating func multiplyGrids(
    _ codes: CodeRange, isWild: Bool
  ) -> BinaryOperator.Grids {
    guard isWild else {
      let (a, b) = (realRange(), pick([0...6, 0...1, realRange()]))
      let products = [a.lowerBound, a.upperBound].flatMap {
        [$0 * b.lowerBound, $0 * b.upperBound]
      }
      let (lower, upper) = (products.min() ?? 0, products.max() ?? 0)
      return (codes.grid(a), codes.grid(b), codes.grid(lower...max(upper, lower + 0.001)))
    }
    var (first, second) = (power(-12...4), power(-12...4))
    var output = first * second * power(-20...29)
    if oneIn(4) {  // The limits of what XNNPACK takes.
      (first, second) = (power(-8...0), 1)
      output = first * pick([0x1p16, 0x1p-8])
      output = pick([output.nextDown, output, output.nextUp])
    }
    if oneIn(6) { (first, second) = (-first, -second) }
    if oneIn(4) { output = -output }
    if oneIn(8) { (first, output) = (first * 0x1p-132, output * 0x1p-132) }
    if oneIn(8) { first = 0 }
    return (
      Grid(scale: first, zeroPoint: zeroPoint(codes, outsideOneIn: 6), codes: codes),
      Grid(scale: second, zeroPoint: zeroPoint(codes, outsideOneIn: 6), codes: codes),
      Grid(scale: output, zeroPoint: zeroPoint(codes, outsideOneIn: 6), codes: codes)
    )
  }
}
