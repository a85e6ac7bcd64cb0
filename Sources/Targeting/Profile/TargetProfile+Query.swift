public import ModelFacts
public import ModelFormat
public import Rewriting

/// A target's support for an operator, as far as it is known without a model.
public enum Support: Sendable {
  case supported
  case unsupported([BlockReason])
  case unknown([BlockReason])
}

extension TargetProfile {
  /// Whether the target supports an operator on these types.
  ///
  /// Limits on shapes and scales are ignored, because those are not known yet.
  public func support(of use: OperatorUse) -> Support {
    switch OperatorJudge(profile: self).listing(of: use.builtin, named: use.builtin.name) {
    case .verdict(.blocked(let reasons)): return .unsupported(reasons)
    case .verdict(.unknown(let reasons)), .verdict(.conditional(let reasons)):
      return .unknown(reasons)
    case .verdict(.mapped): return .supported
    case .entry(let entry):
      var broken: [BlockReason] = []
      var open: [BlockReason] = []
      for limit in everyOperator + entry.limits where !limit.except.contains(use.builtin) {
        switch limit.check(use) {
        case .met: break
        case .broken(let found, let allowed):
          broken.append(BlockReason(limit.kind, found: found, allowed: allowed, limit.sources))
        case .undecided(let what): open.append(BlockReason(limit.kind, found: what, limit.sources))
        }
      }
      if !broken.isEmpty { return .unsupported(broken) }
      return open.isEmpty ? .supported : .unknown(open)
    }
  }

  /// The splits of HARD_SWISH whose operators the target supports on data of a type, those with the smallest
  /// error first, then those with the fewest operators.
  ///
  /// A profile's own recommendation takes precedence.
  public func hardSwishStrategies(for type: ElementType) -> [SplitStrategy] {
    if let preferredHardSwish {
      return preferredHardSwish.value.filter { $0.operators(on: type) != nil }
    }
    return SplitStrategy.allCases.filter { strategy in
      guard let operators = strategy.operators(on: type) else { return false }
      return operators.allSatisfy { use in
        if case .supported = support(of: use) { return true }
        return false
      }
    }
  }
}

extension Limit {
  /// Checks what the types of an operator decide without a model; everything else counts as met.
  fileprivate func check(_ use: OperatorUse) -> LimitOutcome {
    if let condition = when, !condition.mayHold(for: use) { return .met }
    switch rule {
    case .types(nil, _): return .undecided("the source does not say which element types")
    case .types(let allowed?, let operand):
      guard let wrong = use.types(of: operand).first(where: { !allowed.contains($0) }) else {
        return .met
      }
      return .broken(
        found: "type \(wrong.name) of the \(operand.words)",
        allowed: .choice(of: allowed.map(\.name)))
    case .kernelTypes:
      guard
        let fault = KernelTypes.of(use.builtin)?.fault(inputs: use.inputs, outputs: [use.output])
      else { return .met }
      return LimitOutcome(fault)
    case .conversions(let table):
      let targets = table.first { $0.from == use.input }?.to ?? []
      return targets.contains(use.output)
        ? .met
        : .broken(
          found: "\(use.input.name) to \(use.output.name)", allowed: "other conversions only")
    case .fusedActivations(let allowed):
      return allowed.contains(use.fusedActivation)
        ? .met
        : .broken(
          found: "fused activation \(use.fusedActivation.name)",
          allowed: .choice(of: allowed.map(\.name)))
    case .same(.types) where use.input != use.output:
      return .broken(
        found: "input \(use.input.name), output \(use.output.name)", allowed: "the same type")
    default: return .met
    }
  }
}

extension Limit.Condition {
  fileprivate func mayHold(for use: OperatorUse) -> Bool {
    guard operand == nil || operand == .inputs else { return true }
    return types?.contains(use.input) ?? true
  }
}

extension OperatorUse {
  /// The types of the inputs in their order; nil for unknown ones.
  fileprivate var inputs: [ElementType?] {
    switch builtin {
    case .transposeConv: [nil, weights, input]
    default: [input, weights ?? indices]
    }
  }

  fileprivate func types(of operand: Operand) -> [ElementType] {
    switch operand {
    case .activations: [input, output]
    case .inputs: [input]
    case .outputs: [output]
    case .weights: weights.map { [$0] } ?? []
    case .indices: indices.map { [$0] } ?? []
    case .bias, .parameters, .interface: []
    }
  }
}
