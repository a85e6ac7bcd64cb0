internal import ModelFacts
internal import ModelFormat

/// What limits need to know about an operator.
struct OperatorFacts {
  let op: Operator
  let builtin: BuiltinOperator
  /// The inputs that are present, each with its role.
  let inputs: [(role: Operand, tensor: TensorFacts)]
  let outputs: [TensorFacts]
  /// Whether the variable that it reads or writes is known.
  var variable = LimitOutcome.met
  /// Whether a LiteRT kernel runs with the element types.
  var kernelTypes = LimitOutcome.met
  private let options: Record?

  init(_ op: Operator, tensors: TensorFactsCache) {
    self.op = op
    builtin = op.builtin
    let roles = builtin.traits.roles
    var inputs: [(role: Operand, tensor: TensorFacts)] = []
    for (position, index) in op.inputs.enumerated() {
      if let tensor = tensors[index] { inputs.append((Operand(roles[position]), tensor)) }
    }
    self.inputs = inputs
    outputs = op.outputs.compactMap { tensors[$0] }
    options = op.options
  }

  /// The tensors with a role.
  func tensors(_ operand: Operand) -> [TensorFacts] {
    switch operand {
    case .activations: tensors(.inputs) + outputs
    case .outputs: outputs
    case .interface: (inputs.map(\.tensor) + outputs).filter(\.isInterface)
    default: inputs.compactMap { $0.role == operand ? $0.tensor : nil }
    }
  }

  /// The first data input.
  var firstInput: TensorFacts? { inputs.first { $0.role == .inputs }?.tensor }
  var weights: TensorFacts? { inputs.first { $0.role == .weights }?.tensor }

  /// The value of an option, including defaults; nil if there is no such field.
  func option(_ name: String) -> RecordValue? {
    guard let options, let field = options.field(named: name) else { return nil }
    return options.value(field)
  }

  /// The same as text: names of enums, numbers without unnecessary digits.
  func optionText(_ name: String) -> String? {
    guard let options, let field = options.field(named: name), let value = options.value(field)
    else { return nil }
    switch value {
    case .bool(let flag): return "\(flag)"
    case .integer(let number): return field.enumeration?.name(of: number) ?? "\(number)"
    case .unsigned(let number): return "\(number)"
    case .float32(let number): return Bounds.text(Double(number))
    case .float64(let number): return Bounds.text(number)
    default: return nil
    }
  }

  func integerOption(_ name: String) -> Int? {
    guard case .integer(let number)? = option(name) else { return nil }
    return Int(exactly: number)
  }

  var padding: String? { optionText("padding") }

  /// Strides along height and width; nil for an operator without strides.
  var strides: [Int]? { pair("stride_h", "stride_w") }

  /// Dilations along height and width; 1 for an operator without dilation.
  var dilations: [Int] { pair("dilation_h_factor", "dilation_w_factor") ?? [1, 1] }

  private func pair(_ height: String, _ width: String) -> [Int]? {
    guard let height = integerOption(height), let width = integerOption(width) else { return nil }
    return [height, width]
  }

  /// Height and width of the kernel or window; nil for an operator without one.
  var kernel: [Int]? {
    if let window = pair("filter_height", "filter_width") { return window }
    let positions: [Int]
    switch builtin {
    case .conv2D, .depthwiseConv2D, .transposeConv: positions = [1, 2]
    case .conv3D: positions = [1, 2]
    default: return nil
    }
    guard let shape = weights?.shape, shape.count >= 3 else { return nil }
    return positions.map { Int(shape[$0]) }
  }

  /// The dimensions to reduce or to pad; nil if they cannot be read.
  func axes() -> [Int]? {
    guard let rank = firstInput?.shape.count,
      let parameter = inputs.first(where: { $0.role == .parameters })?.tensor
    else { return nil }
    guard let numbers = constantIntegers(parameter) else { return nil }
    if builtin.isPad {
      // Pairs of the padding before and after each dimension.
      guard numbers.count == 2 * rank else { return nil }
      return (0..<rank).filter { numbers[2 * $0] != 0 || numbers[2 * $0 + 1] != 0 }
        .map { $0 - rank }
    }
    return numbers.compactMap { Int(exactly: $0) }.map { $0 < 0 ? $0 : $0 - rank }
  }

  /// The numbers of the last parameter; nil if it is absent or not constant.
  func lastParameter() -> [Int64]? {
    guard let last = inputs.last(where: { $0.role == .parameters }) else { return nil }
    return constantIntegers(last.tensor)
  }

  func constantIntegers(_ tensor: TensorFacts) -> [Int64]? {
    guard [.int32, .int64].contains(tensor.type), let data = tensor.tensor.data,
      data.count <= 4_096
    else { return nil }
    return StoredCodes(data, of: tensor.type)?.array
  }
}

extension Operand {
  /// The operand that a role belongs to in limits.
  fileprivate init(_ role: OperandRole) {
    self =
      switch role {
      case .activation, .slopes, .table, .condition, .state, .resource: .inputs
      case .weights: .weights
      case .bias: .bias
      case .indices: .indices
      case .shape, .parameter: .parameters
      }
  }
}

extension BuiltinOperator {
  /// True for operators that pad.
  var isPad: Bool { [.pad, .padV2, .mirrorPad].contains(self) }
}
