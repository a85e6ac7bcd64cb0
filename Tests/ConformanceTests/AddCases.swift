import QuantMath

extension BinaryOperator {
  static let add = Self(
    name: "ADD",
    kernel: { (selector, grids, activation, shapes) throws(PreparationError) in
      try selector.add(
        grids.first, grids.second, to: grids.output, activation, shapes: shapes)
    },
    delegate: { (grids, activation) throws(PreparationError) in
      _ = try XNNPACKAddPreparation(
        first: grids.first, second: grids.second, output: grids.output, activation: activation)
    })
}

extension BinaryOperator {
  static let subtract = Self(
    name: "SUB",
    kernel: { (selector, grids, activation, shapes) throws(PreparationError) in
      try selector.subtract(
        grids.first, grids.second, to: grids.output, activation, shapes: shapes)
    },
    delegate: { (grids, activation) throws(PreparationError) in
      _ = try XNNPACKAddPreparation(
        first: grids.first, second: grids.second, output: grids.output, activation: activation,
        subtracts: true)
    })
}

extension AddPreparation {
  init(
    _ grids: BinaryOperator.Grids, _ activation: FusedActivation
  ) throws(PreparationError) {
    try self.init(
      first: grids.first, second: grids.second, output: grids.output, activation: activation)
  }
}

extension GridDraw {
  /// ADD models, every fourth with wild parameters, every other one with a constant of one element.
  ///
  /// None of them ends the process: for those see `abortingAddCases`.
  mutating func addCases(
    _ codes: CodeRange, _ activations: [FusedActivation], count: Int
  ) -> [KernelCase] {
    (1...count).map { number in
      let activation = pick(activations)
      var grids = addGrids(codes, activation, isWild: number % 4 == 0)
      while aborts(grids) { grids = addGrids(codes, activation, isWild: true) }
      var pairs = pairs(with: grids.second, isScalar: number % 8 < 4)
      pairs.hasLeadingOne = number % 3 == 0
      return BinaryOperator.add.test(grids, activation, pairs, number: number)
    }
  }

  /// SUB models, as those of ADD; every third repeats one input.
  ///
  /// Its zero points are codes: LiteRT rejects others (`kernels/sub.cc`, `PrepareGeneralSubOp`).
  mutating func subtractCases(_ codes: CodeRange, count: Int) -> [KernelCase] {
    (1...count).map { number in
      let activation = pick(FusedActivation.allCases)
      var grids = addGrids(codes, activation, isWild: number % 4 == 0)
      while aborts(grids) || ![grids.first, grids.second, grids.output].allSatisfy(\.hasZero) {
        grids = addGrids(codes, activation, isWild: true)
      }
      let pairs =
        number % 3 == 0
        ? drawnPairs(codes, pick(Repetition.all))
        : pairs(with: grids.second, isScalar: number % 8 < 4)
      return BinaryOperator.subtract.test(grids, activation, pairs, number: number)
    }
  }

  /// ADD models of which one input is repeated, or both, with wild parameters as with others.
  mutating func repeatedAddCases(_ codes: CodeRange, count: Int) -> [KernelCase] {
    (1...count).map { number in
      var grids = addGrids(codes, .none, isWild: number % 2 == 0)
      while aborts(grids) { grids = addGrids(codes, .none, isWild: true) }
      let pairs = drawnPairs(codes, Repetition.all[number % Repetition.all.count])
      return BinaryOperator.add.test(grids, .none, pairs, number: number)
    }
  }

  /// ADD models of int16, whose scales are no powers of two, on drawn pairs: about one sum in 150,000
  /// tells the kernels apart.
  mutating func wordAddCases(count: Int, pairCount: Int) -> [KernelCase] {
    (1...count).map { number in
      let (first, second) = (power(-16 ... -8), power(-16 ... -8))
      let grids = (
        Grid(scale: first, zeroPoint: 0, codes: .int16),
        Grid(scale: second, zeroPoint: 0, codes: .int16),
        Grid(scale: max(first, second) * power(-3...1), zeroPoint: 0, codes: .int16)
      )
      var pairs = drawnPairs(.int16, count: pairCount)
      pairs.hasLeadingOne = number % 2 == 0
      return BinaryOperator.add.test(grids, .none, pairs, number: number)
    }
  }

  /// ADD models on which the runtime ends the process.
  mutating func abortingAddCases(count: Int) -> [KernelCase] {
    (1...count).map { number in
      var grids = addGrids(.int8, .none, isWild: true)
      while !aborts(grids) {
        grids = (
          Grid(scale: pick([0, 1, -1]) * power(-4...4), zeroPoint: 0, codes: .int8),
          Grid(scale: power(10...20), zeroPoint: 0, codes: .int8),
          Grid(scale: power(-20...(-4)), zeroPoint: 0, codes: .int8)
        )
      }
      let pairs = pairs(with: grids.second, isScalar: false)
      return BinaryOperator.add.test(grids, .none, pairs, number: number)
    }
  }

  private func aborts(_ grids: BinaryOperator.Grids) -> Bool {
    do throws(PreparationError) {
      _ = try AddPreparation(grids, .none)
      return false
    } catch {
      return error.condition.effect == .aborts
    }
  }

  private mutating func addGrids(
    _ codes: CodeRange, _ activation: FusedActivation, isWild: Bool
  ) -> BinaryOperator.Grids {
    guard isWild else {
      let (a, b) = (realRange(), oneIn(2) ? 0...3.0 : realRange())
      let (lower, upper) = (a.lowerBound + b.lowerBound, a.upperBound + b.upperBound)
      let range = activation == .relu6 ? 0...max(0.01, min(6, upper)) : lower...upper
      return (codes.grid(a), codes.grid(b), codes.grid(range))
    }
    let larger = power(-12...4)
    var smaller = larger * power(-28...0)
    var output = larger * power(-19.2...12)
    switch Int.random(in: 0..<4, using: &random) {
    case 0:  // One step of the smaller input is about one of the output and of the common grid.
      smaller = larger * power(-24...(-16))
      output = larger * power(-19...(-17))
    case 1:  // The limits of what XNNPACK takes.
      output = larger * 0x1p-8
      output = pick([output, output.nextUp])
      smaller = larger * 0x1p-18
      smaller = pick([smaller.nextDown, smaller, smaller.nextUp])
    default: break
    }
    let scales = oneIn(2) ? (larger, smaller) : (smaller, larger)
    // Small enough for every scale to be subnormal, which XNNPACK refuses.
    let shrink: Float = oneIn(8) ? 0x1p-132 : 1
    return (
      Grid(scale: scales.0 * shrink, zeroPoint: zeroPoint(codes, outsideOneIn: 6), codes: codes),
      Grid(scale: scales.1 * shrink, zeroPoint: zeroPoint(codes, outsideOneIn: 6), codes: codes),
      Grid(scale: output * shrink, zeroPoint: zeroPoint(codes, outsideOneIn: 6), codes: codes)
    )
  }
}

extension Grid {
  /// Whether the zero point is a code.
  fileprivate var hasZero: Bool { codes.contains(zeroPoint) }
}
