internal import ModelFormat

/// An operator that is a function of one tensor: its other operands are constants.
struct UnaryStep {
  let op: Operator
  /// The tensor that it is a function of.
  let input: TensorIndex
  /// The tensor that it writes.
  let output: TensorIndex
  private let change: Change

  private enum Change {
    case none
    case add(Double)
    case multiply(Double)
    case clamp(Double, Double)
  }

  private static let functions: Set<BuiltinOperator> = [
    .relu, .relu6, .reluN1To1, .relu0To1, .add, .sub, .mul, .div, .minimum, .maximum,
  ]

  /// Nil for an operator that is not such a function, or does not keep the form of a clamped line.
  init?(_ op: Operator, in graph: GraphIndex) {
    // Operands are read from the file: only those of operators that could be a step.
    guard op.builtin.keepsValues || Self.functions.contains(op.builtin), op.knownActivation != nil,
      let output = op.outputs.first,
      let operand = Self.operand(of: op, in: graph)
    else { return nil }
    let constant = operand.constant
    switch op.builtin {
    case let builtin where builtin.keepsValues: change = .none
    case .relu: change = .clamp(0, .infinity)
    case .relu6: change = .clamp(0, 6)
    case .reluN1To1: change = .clamp(-1, 1)
    case .relu0To1: change = .clamp(0, 1)
    case .add: change = .add(constant)
    case .sub where operand.position == 0: change = .add(-constant)
    case .mul where constant != 0: change = .multiply(constant)
    case .div where operand.position == 0 && constant != 0: change = .multiply(1 / constant)
    case .minimum: change = .clamp(-.infinity, constant)
    case .maximum: change = .clamp(constant, .infinity)
    default: return nil
    }
    if [.minimum, .maximum].contains(op.builtin) {
      guard Self.comparesValues(op, in: graph) else { return nil }
    }
    self.op = op
    self.output = output
    input = op.inputs[operand.position]
  }

  /// The line after this step, without the effect of storing the result.
  func apply(to line: ClampedLine) -> ClampedLine {
    var line = line
    switch change {
    case .none: break
    case .add(let constant): line.add(constant)
    case .multiply(let factor): line.multiply(by: factor)
    case .clamp(let from, let to): line.clamp(from, to)
    }
    switch op.fusedActivation {
    case .relu: line.clamp(0, .infinity)
    case .relu6: line.clamp(0, 6)
    case .reluN1To1: line.clamp(-1, 1)
    default: break
    }
    return line
  }

  /// The factor by which the step multiplies, before its fused activation; nil for any other step.
  var factor: Double? {
    guard case .multiply(let factor) = change else { return nil }
    return factor
  }

  /// MINIMUM and MAXIMUM of integers compare codes: the bound acts as a code, and the result is the same real
  /// function only if all operands have one scale and zero point.
  private static func comparesValues(_ op: Operator, in graph: GraphIndex) -> Bool {
    guard let output = op.outputs.first.flatMap(graph.tensor), !output.type.isFloat else {
      return true
    }
    let result = TensorQuantization(output)
    return op.inputs.allSatisfy { input in
      guard let tensor = graph.tensor(input) else { return false }
      let quantization = TensorQuantization(tensor)
      return ScalarConstant.value(of: tensor, in: graph) != nil
        || quantization?.scale == result?.scale && quantization?.zeroPoint == result?.zeroPoint
    }
  }

  /// Which input varies, and the value of the one that does not (0 for operators of one input).
  private static func operand(
    of op: Operator, in graph: GraphIndex
  ) -> (position: Int, constant: Double)? {
    // A second input is a shape or an axis.
    if op.builtin.traits.onlyMovesData {
      return op.inputs.first.flatMap { $0.isAbsent ? nil : (0, 0) }
    }
    switch op.inputs.count {
    case 1: return op.inputs[0].isAbsent ? nil : (0, 0)
    case 2:
      let tensors = op.inputs.map(graph.tensor)
      let compares = [.minimum, .maximum].contains(op.builtin)
      let values = [0, 1].map { position in
        tensors[position].flatMap { tensor in
          ScalarConstant.value(
            of: tensor, in: graph, onGridOf: compares ? tensors[1 - position] : nil)
        }
      }
      if let constant = values[1], values[0] == nil, constant.isFinite { return (0, constant) }
      if let constant = values[0], values[1] == nil, constant.isFinite { return (1, constant) }
      return nil
    default: return nil
    }
  }
}

extension BuiltinOperator {
  /// True for operators that store the same values in the same order, in another type or shape.
  var keepsValues: Bool {
    self == .quantize || self == .dequantize || traits.movement == .reshaped
  }
}
