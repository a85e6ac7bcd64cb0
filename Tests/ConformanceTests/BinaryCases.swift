import QuantMath

/// An operator of two inputs: its kernels as the resolvers choose them.
struct BinaryOperator: Sendable {
  typealias Kernel = (Int32, Int32) -> Int32
  typealias Grids = (first: Grid, second: Grid, output: Grid)

  let name: String
  /// The reference kernel.
  let reference: @Sendable (Grids, FusedActivation) throws(PreparationError) -> Kernel
  /// The vector kernel, for a second input of one element or of the first one's shape.
  let vector:
    @Sendable (Grids, FusedActivation, _ isScalar: Bool) throws(PreparationError) -> Kernel
  /// XNNPACK's kernel.
  let delegate: @Sendable (Grids, FusedActivation) throws(PreparationError) -> Kernel
}

/// The codes that a model of two inputs is given: all codes of the first, against one code of the
/// second or against sixteen.
struct CodePairs {
  let first: [Int32]
  let second: [Int32]

  var isScalar: Bool { second.count == 1 }

  /// What is left over from groups of sixteen and of eight alike: vector kernels leave it to the
  /// reference.
  static let tail = 7

  /// Applies a kernel to the pairs, and another one to the tail.
  func map(_ kernel: BinaryOperator.Kernel, tail: BinaryOperator.Kernel) -> [Int32] {
    first.indices.map { i in
      let (a, b) = (first[i], isScalar ? second[0] : second[i])
      return i < first.count - Self.tail ? kernel(a, b) : tail(a, b)
    }
  }
}

extension GridDraw {
  /// All codes and a tail, against one code or sixteen of the second grid.
  mutating func pairs(with second: Grid, isScalar: Bool) -> CodePairs {
    let codes = second.codes
    let tail = (0..<CodePairs.tail).map { _ in code(codes) }
    // Where the second input is 0, the first one shows in full.
    let zero = codes.clamp(second.zeroPoint)
    guard !isScalar else {
      return CodePairs(first: codes.all + tail, second: [oneIn(3) ? zero : code(codes)])
    }
    let chosen = [codes.lowest, codes.highest, zero] + (0..<13).map { _ in code(codes) }
    return CodePairs(
      first: Array(repeatElement(codes.all, count: chosen.count).joined()) + tail,
      second: chosen.flatMap { repeatElement($0, count: codes.count) } + tail.reversed())
  }
}

extension BinaryOperator {
  /// One model and what each resolver makes of it.
  func test(_ grids: Grids, _ activation: FusedActivation, _ pairs: CodePairs, number: Int)
    -> KernelCase
  {
    KernelCase(
      name, number: number, activation: activation,
      inputs: [
        .init(grids.first, pairs.first),
        .init(grids.second, pairs.second, isConstant: pairs.isScalar),
      ], output: grids.output, expected: predictions(grids, activation, pairs))
  }

  private func predictions(
    _ grids: Grids, _ activation: FusedActivation, _ pairs: CodePairs
  ) -> [Resolver: Prediction] {
    let codes = grids.output.codes
    func prediction(
      isDelegated: Bool = false, _ compute: () throws(PreparationError) -> [Int32]
    ) -> Prediction {
      do throws(PreparationError) {
        return .computes(try compute(), codes, isDelegated: isDelegated)
      } catch {
        return .fails(error)
      }
    }

    let builtin = prediction { () throws(PreparationError) in
      pairs.map(
        try vector(grids, activation, pairs.isScalar), tail: try reference(grids, activation))
    }
    let delegated = prediction(isDelegated: true) { () throws(PreparationError) in
      let kernel = try delegate(grids, activation)
      return pairs.map(kernel, tail: kernel)
    }
    let isLeft = delegated.effect == ArithmeticCondition.Effect.notDelegated.rawValue
    return [
      .reference: prediction { () throws(PreparationError) in
        let kernel = try reference(grids, activation)
        return pairs.map(kernel, tail: kernel)
      },
      .builtin: builtin, .default: isLeft ? builtin : delegated,
    ]
  }
}
