internal import ModelFormat

/// A product of a line through 0 and a clamped line of one tensor, or a sum of a line and one.
struct GateMatch {
  /// Tests whether a clamped line is the expected gate: its factor of `relu6(x + 3)`, or nil.
  typealias Test = (ClampedLine, _ reach: ClosedRange<Double>?, _ inFloats: Bool) -> Double?

  /// The tensor `x`.
  let base: TensorIndex
  /// The factor by which it is a multiple of hard-swish.
  let factor: Double
  /// The positions of the operators, in order.
  let operators: [Int]
  /// The place of the 1/6, if it is in the product.
  let form: DecomposedHardSwish.Form
  /// The clamped line.
  let gate: ClampedLine

  /// The gate of a hard-swish.
  static func isRelu6(
    _ line: ClampedLine, _ reach: ClosedRange<Double>?, _ inFloats: Bool
  ) -> Double? {
    line.relu6Factor(reach: reach, inFloats: inFloats)
  }

  /// The line and the gate that an operator multiplies, in either order.
  static func ofProduct(_ product: Operator, in graph: GraphIndex, _ test: Test) -> GateMatch? {
    guard product.inputs.count == 2 else { return nil }
    let left = UnaryChain(to: product.inputs[0], in: graph)
    let right = UnaryChain(to: product.inputs[1], in: graph)
    return match(line: left, gate: right, product, in: graph, test)
      ?? match(line: right, gate: left, product, in: graph, test)
  }

  private static func match(
    line: UnaryChain, gate: UnaryChain, _ product: Operator, in graph: GraphIndex, _ test: Test
  ) -> GateMatch? {
    for (base, lineSteps) in line.bases {
      guard let gateSteps = gate.bases.first(where: { $0.tensor == base })?.stepCount,
        let proportion = line.line(stepCount: lineSteps, in: graph).proportion
      else { continue }
      let clamped = gate.line(stepCount: gateSteps, in: graph)
      guard
        let relu6Factor = test(
          clamped, gate.reach(stepCount: gateSteps, in: graph),
          isFloat(base, gate.steps.prefix(gateSteps), in: graph))
      else {
        continue
      }
      let path = gate.steps.prefix(gateSteps)
      let form: DecomposedHardSwish.Form =
        abs(proportion - 1) <= 0.01 ? (isScaledFirst(path) ? .insideClip : .onRelu6) : .onInput
      return GateMatch(
        base: base, factor: 6 * proportion * relu6Factor,
        operators: indices(line.steps.prefix(lineSteps), path, and: [product]), form: form,
        gate: clamped)
    }
    return nil
  }

  /// `p x + q x c(x)`, where `p + q c(x)` is a gate.
  static func ofSum(_ sum: Operator, in graph: GraphIndex) -> GateMatch? {
    guard sum.inputs.count == 2 else { return nil }
    // SUB takes its second operand from the first.
    let signs = sum.builtin == .sub ? [1.0, -1.0] : [1.0, 1.0]
    for (line, other) in [(0, 1), (1, 0)] {
      let chain = UnaryChain(to: sum.inputs[other], in: graph)
      // The chain of the other operand starts at the product.
      guard let start = chain.bases.last, let product = graph.producer(of: start.tensor),
        product.builtin == .mul, product.inputs.count == 2, product.fusedActivation == .none,
        let scale = chain.line(stepCount: start.stepCount, in: graph).proportion
      else { continue }
      let terms = Terms(
        line: UnaryChain(to: sum.inputs[line], in: graph), lineSign: signs[line],
        scale: signs[other] * scale, sum: sum, product: product, between: chain.steps)
      for (a, b) in [(0, 1), (1, 0)] {
        let half = UnaryChain(to: product.inputs[a], in: graph)
        let gate = UnaryChain(to: product.inputs[b], in: graph)
        if let match = terms.match(half: half, gate: gate, in: graph) { return match }
      }
    }
    return nil
  }

  private struct Terms {
    let line: UnaryChain
    let lineSign: Double
    let scale: Double
    let sum: Operator
    let product: Operator
    let between: [UnaryStep]

    func match(half: UnaryChain, gate: UnaryChain, in graph: GraphIndex) -> GateMatch? {
      for (base, lineSteps) in line.bases {
        guard let halfSteps = half.bases.first(where: { $0.tensor == base })?.stepCount,
          let gateSteps = gate.bases.first(where: { $0.tensor == base })?.stepCount,
          let own = line.line(stepCount: lineSteps, in: graph).proportion,
          let times = half.line(stepCount: halfSteps, in: graph).proportion
        else { continue }
        var whole = gate.line(stepCount: gateSteps, in: graph)
        whole.multiply(by: scale * times)
        whole.add(lineSign * own)
        guard
          let factor = whole.relu6Factor(
            reach: gate.reach(stepCount: gateSteps, in: graph),
            inFloats: isFloat(base, gate.steps.prefix(gateSteps), in: graph))
        else { continue }
        return GateMatch(
          base: base, factor: 6 * factor,
          operators: indices(
            line.steps.prefix(lineSteps),
            half.steps.prefix(halfSteps) + gate.steps.prefix(gateSteps) + between,
            and: [product, sum]),
          form: .onSum, gate: whole)
      }
      return nil
    }
  }

  private static func indices(
    _ first: ArraySlice<UnaryStep>, _ second: ArraySlice<UnaryStep>, and last: [Operator]
  ) -> [Int] {
    Set(first.map(\.op.index) + second.map(\.op.index) + last.map(\.index)).sorted()
  }

  /// True if no operator on the path works on codes.
  private static func isFloat(
    _ base: TensorIndex, _ steps: ArraySlice<UnaryStep>, in graph: GraphIndex
  ) -> Bool {
    ([base] + steps.map(\.output)).allSatisfy { graph.tensor($0)?.type.isFloat ?? false }
  }

  /// True if the input is scaled before 1/2 is added; steps run backwards from the product.
  private static func isScaledFirst(_ steps: ArraySlice<UnaryStep>) -> Bool {
    guard let first = steps.last(where: { !$0.op.builtin.keepsValues }) else { return false }
    return first.factor != nil && first.op.fusedActivation == .none
  }
}
