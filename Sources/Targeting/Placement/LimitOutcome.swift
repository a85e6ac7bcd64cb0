internal import ModelFacts
internal import ModelFormat

/// The result of checking an operator against a limit.
enum LimitOutcome {
  case met
  /// The limit does not hold: what was found, and what is allowed.
  case broken(found: String, allowed: String)
  /// Unknown, and why.
  case undecided(String)
}

extension LimitOutcome {
  /// The outcome for element types that no kernel runs.
  init(_ fault: KernelTypeFault) {
    if let operand = fault.operand, let choice = fault.choice {
      self = .broken(
        found: "\(operand.label) has type \(operand.type.name)",
        allowed: "\(choice) with the other tensors")
    } else {
      let listed = KernelTypeFault.listed
      self = .broken(
        found: "types \(listed(fault.inputs)) to \(listed(fault.outputs))",
        allowed: "types with a kernel")
    }
  }
}
