internal import ModelFormat

// Limits that compare tensors, or check their quantization.
extension Limit {
  func same(_ property: Property, _ facts: OperatorFacts) -> LimitOutcome {
    guard let output = facts.outputs.first else { return .undecided("there is no output") }
    for input in facts.tensors(.inputs) {
      switch property {
      case .types where input.type != output.type:
        return .broken(
          found:
            "\(input.tensor.label) has type \(input.type.name), and \(output.tensor.label) has \(output.type.name)",
          allowed: "the same type")
      case .shapes where input.shape != output.shape:
        return .broken(
          found:
            "\(input.tensor.label) has shape \(input.shape), and \(output.tensor.label) has \(output.shape)",
          allowed: "the same shape")
      case .quantization where !input.isQuantizedLike(output):
        return .broken(
          found: "\(input.tensor.label) and \(output.tensor.label) differ in scale or zero point",
          allowed: "the same scale and zero point")
      default: break
      }
    }
    return .met
  }

  func dataInsideTables(_ facts: OperatorFacts) -> LimitOutcome {
    guard let outside = facts.inputs.map(\.tensor).first(where: \.isOutsideTables) else {
      return .met
    }
    return .broken(
      found: "the data of \(outside.tensor.label) is outside the tables",
      allowed: "constants inside the tables")
  }

  func quantized(_ types: [ElementType]?, _ facts: OperatorFacts) -> LimitOutcome {
    for tensor in facts.tensors(.activations) + facts.tensors(.weights)
    where types?.contains(tensor.type) ?? true {
      if tensor.scaleCount == 0 {
        return .broken(found: "\(tensor.tensor.label) has no scale", allowed: "quantized tensors")
      }
      if !tensor.hasPositiveScales {
        return .broken(
          found: "\(tensor.tensor.label) has a scale of \(tensor.lowestScale)",
          allowed: "scales above 0")
      }
    }
    return .met
  }

  func oneScale(_ operand: Operand, _ facts: OperatorFacts) -> LimitOutcome {
    guard let wrong = facts.tensors(operand).first(where: { $0.scaleCount > 1 }) else {
      return .met
    }
    return .broken(
      found: "\(wrong.tensor.label) has \(wrong.scaleCount) scales", allowed: "one scale per tensor"
    )
  }

  func perTensor(_ operand: Operand, _ facts: OperatorFacts) -> LimitOutcome {
    for tensor in facts.tensors(operand) where tensor.type == .int8 || tensor.type == .uint8 {
      if tensor.scaleCount != 1 {
        return .broken(
          found: "\(tensor.tensor.label) has \(tensor.scaleCount) scales",
          allowed: "one scale per tensor")
      }
      if tensor.axis != 0 {
        return .broken(
          found: "\(tensor.tensor.label) is quantized along dimension \(tensor.axis)",
          allowed: "dimension 0")
      }
    }
    return .met
  }

  func quantizedDimension(
    _ axis: Int, _ operand: Operand, _ facts: OperatorFacts
  ) -> LimitOutcome {
    for tensor in facts.tensors(operand) where tensor.scaleCount > 1 {
      let allowed = axis < 0 ? tensor.shape.count + axis : axis
      if Int(tensor.axis) != allowed {
        return .broken(
          found: "\(tensor.tensor.label) has its scales along dimension \(tensor.axis)",
          allowed: "dimension \(allowed)")
      }
    }
    return .met
  }

  func normalScales(_ operand: Operand, _ facts: OperatorFacts) -> LimitOutcome {
    for tensor in facts.tensors(operand) where !tensor.type.isFloat {
      if tensor.scaleCount == 0 {
        return .broken(found: "\(tensor.tensor.label) has no scale", allowed: "quantized tensors")
      }
      if !tensor.hasNormalScales {
        return .broken(
          found:
            "\(tensor.tensor.label) has a scale of \(tensor.lowestScale) to \(tensor.highestScale)",
          allowed: "positive normal scales")
      }
    }
    return .met
  }

  func spread(_ broadcast: Broadcast, _ facts: OperatorFacts) -> LimitOutcome {
    let inputs = facts.tensors(.inputs)
    guard let output = facts.outputs.first, inputs.count == 2 else { return .met }
    guard inputs.allSatisfy({ !$0.shape.contains { $0 < 0 } }) else {
      return .undecided("a shape is unknown")
    }
    let unequal = inputs.filter { $0.shape != output.shape }
    let shapes = inputs.map { "\($0.shape)" }.joined(separator: " and ")
    switch broadcast {
    case .none where !unequal.isEmpty:
      return .broken(found: "inputs of shape \(shapes)", allowed: "equal shapes")
    case .oneSided where unequal.count == 2:
      return .broken(
        found: "inputs of shape \(shapes)", allowed: "one input with the shape of the output")
    case .scalar where unequal.count == 2 || unequal.contains { $0.elementCount != 1 }:
      return .broken(
        found: "inputs of shape \(shapes)", allowed: "equal shapes, or one input of one element")
    default: return .met
    }
  }
}

extension OperatorFacts {
  /// True if inputs and outputs have the same value of a property.
  func isSame(_ property: Limit.Property) -> Bool {
    guard let output = outputs.first else { return false }
    return tensors(.inputs).allSatisfy { input in
      switch property {
      case .types: input.type == output.type
      case .shapes: input.shape == output.shape
      case .quantization: input.isQuantizedLike(output)
      }
    }
  }
}

extension TensorFacts {
  /// True for equal scales and zero points; two tensors without any are equal.
  fileprivate func isQuantizedLike(_ other: TensorFacts) -> Bool {
    scaleCount == other.scaleCount
      && (scaleCount == 0
        || lowestScale == other.lowestScale && highestScale == other.highestScale
          && lowestZeroPoint == other.lowestZeroPoint
          && highestZeroPoint == other.highestZeroPoint)
  }
}
