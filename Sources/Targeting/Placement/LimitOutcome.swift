internal import ModelFacts
internal import ModelFormat

/// What holding an operator to a limit gives.
enum LimitOutcome {
  case met
  /// What was found where something else is allowed.
  case broken(found: String, allowed: String)
  /// What is not known.
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
