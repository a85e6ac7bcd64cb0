internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Writes widened operators into a draft, in the order of execution.
struct WideningWriter {
  var draft: Draft
  private let graph: GraphIndex
  private let checks: [Int: WideningCheck]
  /// The wide form of a tensor.
  private var wide: [Form: TensorIndex] = [:]

  private struct Form: Hashable {
    let tensor: TensorIndex
    let type: WiderType
  }

  init(_ draft: Draft, _ graph: GraphIndex, _ checks: [Int: WideningCheck]) {
    (self.draft, self.graph, self.checks) = (draft, graph, checks)
  }

  /// Widens an operator; call it in the order of execution.
  ///
  /// - Throws: why its constants cannot be converted.
  mutating func widen(_ index: Int) throws(Reason) {
    guard let check = checks[index] else { return }
    var table = draft.subgraphs[0].operators[index]
    var before: [NewOperator] = []
    var after: [NewOperator] = []
    var inputs = Array(check.op.inputs)
    for (position, operand) in check.inputs.enumerated() {
      let tensor = inputs[position]
      switch operand {
      case .same: break
      case .activation: inputs[position] = widened(tensor, check, &before)
      case .constant: inputs[position] = try constant(tensor, check)
      case .bias: inputs[position] = try bias(tensor, check)
      }
    }
    table.inputs = inputs
    table.outputs = zip(check.op.outputs, check.widensOutput).map { output, isWide in
      isWide ? written(output, check, &after) : output
    }
    setOptions(&table, check)
    let all = tables(of: before) + [table] + tables(of: after)
    draft.subgraphs[0].replace(index, with: all)
  }

  // MARK: Activations

  /// The wide form of an activation; a conversion is added if there is none.
  private mutating func widened(
    _ tensor: TensorIndex, _ check: WideningCheck, _ operators: inout [NewOperator]
  ) -> TensorIndex {
    let form = Form(tensor: tensor, type: check.type)
    if let known = wide[form] { return known }
    let new = add(like: tensor, check)
    let isFloat = check.type == .float
    operators.append(
      NewOperator(
        isFloat ? .dequantize : .quantize, version: 2, [tensor], [new]))
    wide[form] = new
    return new
  }

  /// The tensor that a widened operator writes instead of one of its outputs.
  private mutating func written(
    _ tensor: TensorIndex, _ check: WideningCheck, _ operators: inout [NewOperator]
  ) -> TensorIndex {
    let expected = add(like: tensor, check)
    wide[Form(tensor: tensor, type: check.type)] = expected
    var result = expected
    let fixed = check.op.builtin.traits.fixedOutput(from: .int16, to: .int16)
    if check.type == .int16, let fixed {
      // The kernel writes no other scale.
      var own = NewTensor(name(of: tensor) + "/fixed_int16", .int16, shape: [])
      (own.scales, own.zeroPoints) = ([fixed.scale], [fixed.zeroPoint])
      result = draft.add(own, like: tensor, in: 0)
      operators.append(NewOperator(.quantize, version: 2, [result], [expected]))
    }
    let isPassedOn = graph.consumers(of: tensor).allSatisfy {
      checks[$0.index]?.type == check.type
    }
    if !isPassedOn || draft.subgraphs[0].roles.isInterface(tensor) {
      operators.append(NewOperator(.quantize, version: 2, [expected], [tensor]))
    }
    return result
  }

  private mutating func add(like tensor: TensorIndex, _ check: WideningCheck) -> TensorIndex {
    let name = "\(name(of: tensor))/\(check.type.rawValue)"
    guard check.type == .int16,
      let grid = graph.tensor(tensor).flatMap({ QuantizedTensor($0).grid })
    else { return draft.add(NewTensor(name, .float32, shape: []), like: tensor, in: 0) }
    return draft.add(
      NewTensor(name, on: WideConstant.grid(over: grid), shape: []), like: tensor, in: 0)
  }

  private func name(of tensor: TensorIndex) -> String { graph.tensor(tensor)?.name?.text ?? "" }

  // MARK: Constants

  private mutating func constant(
    _ index: TensorIndex, _ check: WideningCheck
  ) throws(Reason) -> TensorIndex {
    let form = Form(tensor: index, type: check.type)
    if let known = wide[form] { return known }
    guard let tensor = graph.tensor(index) else { return index }
    let real = try WideConstant.real(tensor)
    let name = "\(name(of: index))/\(check.type.rawValue)"
    var new = NewTensor(
      name, .float32, shape: tensor.shape, data: Array(littleEndian: real))
    if check.type == .int16, let old = QuantizedTensor(tensor).grid {
      let grid = WideConstant.grid(over: old)
      new = NewTensor(
        name, on: grid, shape: tensor.shape,
        data: Array(WideConstant.codes(real, on: grid), as: .int16))
    }
    wide[form] = draft.add(new, in: 0)
    return wide[form] ?? index
  }

  /// The bias in floats, or in int64 codes of the accumulator.
  private mutating func bias(
    _ index: TensorIndex, _ check: WideningCheck
  ) throws(Reason) -> TensorIndex {
    guard let tensor = graph.tensor(index) else { return index }
    let real = try WideConstant.realBias(check.op, in: graph)
    let name = "\(name(of: index))/\(check.type.rawValue)"
    guard check.type == .int16 else {
      return draft.add(
        NewTensor(
          name, .float32, shape: tensor.shape,
          data: Array(littleEndian: real.lazy.map { Float($0) })), in: 0)
    }
    guard let matrix = MatrixOperator(check.op, in: graph),
      let input = matrix.input.flatMap({ QuantizedTensor($0).grid }),
      let scales = matrix.weights.flatMap({ TensorQuantization($0)?.scales.array })
    else { throw Reason("the scale of its bias is not known") }
    let steps = scales.map { WideConstant.grid(over: input).scale * $0 }
    let codes = real.enumerated().map { channel, value in
      Int64(
        saturating: (value / Double(steps[steps.count == 1 ? 0 : channel]))
          .rounded(.toNearestOrAwayFromZero))
    }
    var new = NewTensor(name, .int64, shape: tensor.shape, data: Array(littleEndian: codes))
    (new.scales, new.zeroPoints) = (steps, steps.map { _ in 0 })
    return draft.add(new, in: 0)
  }

  // MARK: Operators

  /// Kernels of ADD and SUB on int16 need this option for scales that are no powers of two.
  private func setOptions(_ table: inout Editable<Operator>, _ check: WideningCheck) {
    guard check.type == .int16 else { return }
    switch check.op.builtin {
    case .add:
      var options = Editable<AddOptions>()
      options.fusedActivationFunction = check.op.fusedActivation
      options.potScaleInt16 = false
      table.builtinOptions = options.untyped
    case .sub:
      var options = Editable<SubOptions>()
      options.fusedActivationFunction = check.op.fusedActivation
      options.potScaleInt16 = false
      table.builtinOptions = options.untyped
    default: break
    }
  }

  private mutating func tables(of operators: [NewOperator]) -> [Editable<Operator>] {
    var tables: [Editable<Operator>] = []
    for op in operators {
      tables.append(op.table(codeIndex: draft.code(op.builtin, version: op.version)))
    }
    return tables
  }
}
