internal import ModelFacts
internal import ModelFormat

extension Limit {
  /// Checks an operator against the limit.
  func check(_ facts: OperatorFacts) -> LimitOutcome {
    if except.contains(facts.builtin) { return .met }
    if let when, !when.holds(for: facts) { return .met }
    if let unless, unless.holds(for: facts) { return .met }
    switch rule {
    case .types(let allowed, let operand): return types(allowed, operand, facts)
    case .kernelTypes: return facts.kernelTypes
    case .conversions(let table): return conversion(table, facts)
    case .measure(.weightSum, let bounds, _): return weightSum(bounds, facts)
    case .measure(let measure, let bounds, let operand):
      return number(measure, bounds, operand, facts)
    case .fusedActivations(let allowed):
      let found = facts.op.fusedActivation
      return allowed.contains(found)
        ? .met
        : .broken(
          found: "fused activation \(found.name)", allowed: .choice(of: allowed.map(\.name)))
    case .padding(let allowed):
      guard let found = facts.padding else { return .undecided("the padding is unknown") }
      return allowed.contains(found)
        ? .met : .broken(found: "padding \(found)", allowed: .choice(of: allowed))
    case .constant(let operands): return constant(operands, facts)
    case .required(let operands):
      let missing = operands.first { facts.tensors($0).isEmpty }
      return missing.map { .broken(found: "no \($0.rawValue)", allowed: "with \($0.rawValue)") }
        ?? .met
    case .same(let property): return same(property, facts)
    case .biasLikeWeights: return biasLikeWeights(facts)
    case .quantized(let types): return quantized(types, facts)
    case .dataInsideTables: return dataInsideTables(facts)
    case .oneScale(let operand): return oneScale(operand, facts)
    case .perTensor(let operand): return perTensor(operand, facts)
    case .quantizedDimension(let axis, let operand):
      return quantizedDimension(axis, operand, facts)
    case .normalScales(let operand): return normalScales(operand, facts)
    case .knownVariable: return facts.variable
    case .staticShapes:
      let dynamic = facts.tensors(.activations).first(where: \.isDynamic)
      return dynamic.map {
        .broken(
          found: "\($0.tensor.label) has a dynamic dimension", allowed: "static shapes")
      } ?? .met
    case .broadcast(let broadcast): return spread(broadcast, facts)
    case .option(let name, let allowed):
      guard let found = facts.optionText(name) else { return .undecided("\(name) is unknown") }
      return allowed.contains { Self.isSame($0, found) }
        ? .met : .broken(found: "\(name) \(found)", allowed: .choice(of: allowed))
    case .axes(let allowed):
      guard let found = facts.axes() else { return .undecided("the dimensions are not constant") }
      let wrong = found.filter { !allowed.contains($0) }
      return wrong.isEmpty
        ? .met
        : .broken(
          found: "dimension \(wrong[0]), counted from the end",
          allowed: .choice(of: allowed.map { "\($0)" }))
    }
  }

  /// Numbers are equal even if they are written differently.
  private static func isSame(_ a: String, _ b: String) -> Bool {
    a == b || Double(a).map { $0 == Double(b) } ?? false
  }

  private func types(
    _ allowed: [ElementType]?, _ operand: Operand, _ facts: OperatorFacts
  ) -> LimitOutcome {
    guard let allowed else { return .undecided("the source does not say which element types") }
    guard let wrong = facts.tensors(operand).first(where: { !allowed.contains($0.type) }) else {
      return .met
    }
    return .broken(
      found: "\(wrong.tensor.label) has type \(wrong.type.name)",
      allowed: .choice(of: allowed.map(\.name))
    )
  }

  private func biasLikeWeights(_ facts: OperatorFacts) -> LimitOutcome {
    guard let weights = facts.weights, let bias = facts.tensors(.bias).first,
      weights.storedType == .float32 || weights.storedType == .float16,
      bias.storedType != weights.storedType,
      !(weights.storedType == .float16 && bias.storedType == .float32)
    else { return .met }
    return .broken(
      found: "the weights are \(weights.storedType.name), the bias is \(bias.storedType.name)",
      allowed: "a bias of the same type")
  }

  private func conversion(
    _ table: [(from: ElementType, to: [ElementType])], _ facts: OperatorFacts
  ) -> LimitOutcome {
    guard let input = facts.firstInput, let output = facts.outputs.first else {
      return .undecided("an input or an output is missing")
    }
    let targets = table.first { $0.from == input.type }?.to ?? []
    return targets.contains(output.type)
      ? .met
      : .broken(
        found: "\(input.type.name) to \(output.type.name)",
        allowed: table.map { "\($0.from.name) to \(String.choice(of: $0.to.map(\.name)))" }
          .joined(separator: "; "))
  }

  private func number(
    _ measure: Measure, _ bounds: Bounds, _ operand: Operand, _ facts: OperatorFacts
  ) -> LimitOutcome {
    guard let numbers = facts.measured(measure, of: operand) else {
      return .undecided("the \(measure.words) is unknown")
    }
    guard let wrong = numbers.first(where: { !bounds.contains($0.number) }) else { return .met }
    let which = wrong.which.map { " \($0)" } ?? ""
    return .broken(
      found: "\(measure.words)\(which) is \(Bounds.text(wrong.number))",
      allowed: bounds.description)
  }

  private func weightSum(_ bounds: Bounds, _ facts: OperatorFacts) -> LimitOutcome {
    guard let weights = facts.weights else { return .met }
    let axis = facts.builtin == .depthwiseConv2D ? 3 : 0
    // Usually there are too few weights to break the limit with any data; then none is read.
    if let most = WeightSum.bound(weights, axis: axis), bounds.contains(most) { return .met }
    guard let sum = weights.weightSum(axis: axis) else {
      return .undecided("the weights cannot be read")
    }
    return bounds.contains(sum)
      ? .met
      : .broken(found: "weight sum is \(Bounds.text(sum))", allowed: bounds.description)
  }

  private func constant(_ operands: [Operand], _ facts: OperatorFacts) -> LimitOutcome {
    for operand in operands {
      if let changing = facts.tensors(operand).first(where: { !$0.isConstant }) {
        return .broken(
          found: "the \(operand.words), \(changing.tensor.label), \(operand.verb) not constant",
          allowed: "constant")
      }
    }
    return .met
  }
}

extension Limit.Condition {
  /// True if everything that is given holds.
  func holds(for facts: OperatorFacts) -> Bool {
    if let types {
      let tensors = operand.map(facts.tensors) ?? facts.firstInput.map { [$0] } ?? []
      guard !tensors.isEmpty, tensors.allSatisfy({ types.contains($0.type) }) else { return false }
    }
    if let weightsTypes, !(facts.weights.map { weightsTypes.contains($0.type) } ?? false) {
      return false
    }
    if let padding, !(facts.padding.map(padding.contains) ?? false) { return false }
    if let kernelSide, !(facts.kernel?.contains(where: kernelSide.contains) ?? false) {
      return false
    }
    if let dilation, !facts.dilations.allSatisfy(dilation.contains) { return false }
    if let fusedActivations, !fusedActivations.contains(facts.op.fusedActivation) { return false }
    if let option {
      guard let found = facts.optionText(option.name), option.values.contains(found) else {
        return false
      }
    }
    if let same, !facts.isSame(same) { return false }
    for (measure, bounds) in measures {
      guard let numbers = facts.measured(measure, of: operand ?? .activations) else { return false }
      if !numbers.allSatisfy({ bounds.contains($0.number) }) { return false }
    }
    return true
  }
}
