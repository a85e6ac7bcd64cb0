import QuantMath
import Testing

/// An operator of two inputs: the kernels that the selector gives it.
struct BinaryOperator: Sendable {
  typealias Grids = (first: Grid, second: Grid, output: Grid)

  let name: String
  /// What a selector chooses.
  let kernel:
    @Sendable (KernelSelector, Grids, FusedActivation, OperandShapes) throws(PreparationError)
      -> KernelSelector.Binary?
  /// Throws where XNNPACK's delegate leaves the operator alone, or takes it and fails.
  let delegate: @Sendable (Grids, FusedActivation) throws(PreparationError) -> Void
}

extension KernelSelector {
  #if arch(arm64)
    static let (builtin, byDefault) = (Self(.builtinARM), Self(.defaultARM))
  #else
    static let (builtin, byDefault) = (Self(.builtinX86), Self(.defaultX86))
  #endif
}

/// The codes that a model of two inputs is given: all codes of the first, against one code of the
/// second or against sixteen.
struct CodePairs {
  let first: [Int32]
  let second: [Int32]

  /// Whether the first tensor has a leading dimension of 1 that the second has not.
  var hasLeadingOne = false

  /// The shapes of two tensors of which one is repeated; nil for any others.
  var repetition: Repetition?

  var isScalar: Bool { second.count == 1 }

  var shapes: OperandShapes {
    if let repetition { return OperandShapes(repetition.first, repetition.second) }
    let count = Int32(first.count)
    return OperandShapes(hasLeadingOne ? [1, count] : [count], isScalar ? [1] : [count])
  }

  /// What is left over from groups of sixteen and of eight alike: vector kernels leave it to the
  /// reference.
  static let tail = 7

  /// Applies a kernel to the pairs, and another one to the tail.
  func map(_ kernel: KernelSelector.Binary, tail: KernelSelector.Binary) -> [Int32] {
    if let repetition {
      return repetition.places.map { place in
        let (a, b) = (first[place.first], second[place.second])
        return place.isTail ? tail(a, b) : kernel(a, b)
      }
    }
    return first.indices.map { i in
      let (a, b) = (first[i], isScalar ? second[0] : second[i])
      return i < first.count - Self.tail ? kernel(a, b) : tail(a, b)
    }
  }
}

extension GridDraw {
  /// Codes drawn for both inputs, and a tail.
  mutating func drawnPairs(_ codes: CodeRange, count: Int) -> CodePairs {
    let all = count / 16 * 16 + CodePairs.tail
    return CodePairs(
      first: (0..<all).map { _ in code(codes) }, second: (0..<all).map { _ in code(codes) })
  }

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
        .init(
          grids.first, pairs.first, leadingOnes: pairs.hasLeadingOne ? 1 : 0,
          shape: pairs.repetition?.first),
        .init(
          grids.second, pairs.second, isConstant: pairs.isScalar,
          shape: pairs.repetition?.second),
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

    func computed(_ selector: KernelSelector, hasTail: Bool) throws(PreparationError) -> [Int32] {
      let reference = hasTail ? KernelSelector(.reference) : selector
      guard let kernel = try kernel(selector, grids, activation, pairs.shapes),
        let tail = try self.kernel(reference, grids, activation, pairs.shapes)
      else {
        Issue.record("\(name) of \(codes), \(pairs.shapes): no kernel is known")
        return []
      }
      return pairs.map(kernel, tail: tail)
    }

    var isDelegated = true
    do throws(PreparationError) { try delegate(grids, activation) } catch {
      isDelegated = error.condition.effect != .notDelegated
    }
    return [
      .reference: prediction { () throws(PreparationError) in
        try computed(KernelSelector(.reference), hasTail: false)
      },
      .builtin: prediction { () throws(PreparationError) in
        try computed(.builtin, hasTail: true)
      },
      .default: prediction(isDelegated: isDelegated) { () throws(PreparationError) in
        try computed(.byDefault, hasTail: !isDelegated)
      },
    ]
  }
}
