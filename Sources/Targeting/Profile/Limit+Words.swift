internal import ModelFormat

extension Limit: CustomStringConvertible {
  /// The limit and its conditions in words: `kernel height at most 8, if padding is SAME`.
  public var description: String {
    var words = [rule.words]
    if let when {
      words.append(when.onlyAsksWhether(rule) ? "if it is known" : "if \(when.words)")
    }
    if let unless { words.append("unless \(unless.words)") }
    if rejectsModel { words.append("or the whole model is rejected") }
    if !except.isEmpty { words.append("except for \(except.map(\.name).sorted().listed)") }
    return words.joined(separator: ", ")
  }
}

extension Limit.Rule {
  fileprivate var words: String {
    switch self {
    case .types(nil, let operand): "element types of \(operand.words) not stated"
    case .types(let types?, let operand):
      "\(operand.words) \(String.choice(of: types.map(\.name)))"
    case .kernelTypes: "element types with a kernel"
    case .conversions(let table):
      table.map { "\($0.from.name) to \(String.choice(of: $0.to.map(\.name)))" }
        .joined(separator: "; ")
    case .measure(let measure, let bounds, let operand):
      measure.words
        + (measure.isOfTensors && operand != .activations ? " of \(operand.words)" : "")
        + " \(bounds)"
    case .fusedActivations(let functions):
      "fused activation \(String.choice(of: functions.map(\.name)))"
    case .padding(let paddings): "padding \(String.choice(of: paddings))"
    case .constant(let operands): "\(operands.map(\.words).listed) constant"
    case .required(let operands): "with \(operands.map(\.words).listed)"
    case .same(let property): "the same \(property.rawValue) for input and output"
    case .biasLikeWeights: "a bias of the type of float weights, or FLOAT32 for FLOAT16 weights"
    case .quantized(nil): "quantized, with scales above 0"
    case .quantized(let types?):
      "\(types.map(\.name).listed) quantized, with scales above 0"
    case .dataInsideTables: "constants inside the FlatBuffer"
    case .oneScale(let operand): "\(operand.words) with one scale per tensor"
    case .perTensor(let operand): "8-bit \(operand.words) with one scale each"
    case .quantizedDimension(let axis, let operand):
      "scales of \(operand.words) along dimension \(axis)"
    case .normalScales(let operand): "integer \(operand.words) with positive normal scales"
    case .knownVariable: "a variable in the same subgraph, with values of one type and shape"
    case .staticShapes: "static shapes"
    case .broadcast(.none): "inputs of equal shapes"
    case .broadcast(.oneSided): "one input with the shape of the output"
    case .broadcast(.scalar): "inputs of equal shapes, or one of one element"
    case .option(let name, let values): "\(name) \(String.choice(of: values))"
    case .axes(let axes):
      "dimensions \(String.choice(of: axes.map { "\($0)" })), counted from the end"
    }
  }
}

extension Limit.Condition {
  /// True if the condition is that a number is known and breaks the rule: `scale above 0` where it is at most 0.
  fileprivate func onlyAsksWhether(_ rule: Limit.Rule) -> Bool {
    guard case .measure(let measure, .range(nil, let above?, nil, nil), let operand) = rule else {
      return false
    }
    let opposite = Bounds.range(min: nil, above: nil, max: above, below: nil)
    return words == "\(measure.words) of \(operand.words) is \(opposite)"
  }

  var words: String {
    let given: [String?] = [
      types.map {
        "\(operand.map { "the \($0.words) \($0.verb)" } ?? "the input is") \(String.choice(of: $0.map(\.name)))"
      },
      weightsTypes.map { "the weights are \(String.choice(of: $0.map(\.name)))" },
      padding.map { "padding is \(String.choice(of: $0))" },
      kernelSide.map { "a side of the kernel is \(String.choice(of: $0.map { "\($0)" }))" },
      dilation.map { "dilation is \(String.choice(of: $0.map { "\($0)" }))" },
      option.map { "\($0.name) is \(String.choice(of: $0.values))" },
      same.map { "\($0.rawValue) are the same for input and output" },
      fusedActivations.map { "the fused activation is \(String.choice(of: $0.map(\.name)))" },
    ]
    let whose = operand.map { " of \($0.words)" } ?? ""
    let numbers = measures.map { "\($0.measure.words)\(whose) is \($0.bounds)" }
    return (given.compactMap { $0 } + numbers).joined(separator: " and ")
  }
}
