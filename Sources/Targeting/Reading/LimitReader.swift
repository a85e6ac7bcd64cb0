internal import ModelFormat

/// Reads the limits of a profile.
struct LimitReader {
  let sources: ProfileSources

  /// What a limit can require besides numbers.
  private static let rules = [
    "types", "conversions", "fused_activations", "padding", "constant", "required", "same",
    "quantized", "data_inside_tables", "one_scale", "per_tensor", "quantized_dimension",
    "normal_scales", "known_variable", "bias_like_weights", "static_shapes", "broadcast", "option",
    "axes",
  ]
  /// The keys that any limit can have.
  private static let companions = ["of", "when", "unless", "except", "rejects_model", "source"]
  private static let ruleNames = rules + Measure.allCases.map(\.rawValue)
  private static let allowed = ruleNames + companions

  /// A list of limits; empty if it is left out.
  func limits(_ node: ProfileNode?) throws(Diagnostic) -> [Limit] {
    guard let node else { return [] }
    var limits: [Limit] = []
    for element in try node.list() { limits.append(try limit(element)) }
    return limits
  }

  private func limit(_ node: ProfileNode) throws(Diagnostic) -> Limit {
    let mapping = try ProfileMapping(node, of: "a limit", allowed: Self.allowed)
    let names = mapping.keys.filter { !Self.companions.contains($0.name) }
    guard let name = names.first else {
      throw node.failure(
        .missingKey, "the limit has no content", "it must name what it limits",
        fix: "Add what it limits: `types: [INT8]`, `rank: 4` or another key.")
    }
    if let second = names.dropFirst().first {
      throw second.node.failure(
        .unknownKey, "'\(name.name)' and '\(second.name)' in one limit",
        "a limit has one of them", fix: "Make two limits.")
    }
    let value = try mapping.required(name.name)
    return Limit(
      rule: try rule(name.name, value, of: mapping["of"]),
      when: try mapping["when"].map { (node) throws(Diagnostic) in try condition(node) },
      unless: try mapping["unless"].map { (node) throws(Diagnostic) in try condition(node) },
      except: try operators(mapping["except"]),
      rejectsModel: try rejectsModel(mapping["rejects_model"]),
      sources: try sources.named(try mapping.required("source")))
  }

  /// Limits that a source states but that are not checked; empty if they are left out.
  func unchecked(_ node: ProfileNode?) throws(Diagnostic) -> [UncheckedLimit] {
    guard let node else { return [] }
    var unchecked: [UncheckedLimit] = []
    for element in try node.list() {
      let mapping = try ProfileMapping(
        element, of: "an unchecked limit", allowed: ["text", "when", "unless", "source"])
      unchecked.append(
        UncheckedLimit(
          text: try mapping.required("text").text(),
          when: try mapping["when"].map { (node) throws(Diagnostic) in try condition(node) },
          unless: try mapping["unless"].map { (node) throws(Diagnostic) in try condition(node) },
          sources: try sources.named(try mapping.required("source"))))
    }
    return unchecked
  }

  private func rejectsModel(_ node: ProfileNode?) throws(Diagnostic) -> Bool {
    guard let node else { return false }
    try onlyTrue(node)
    return true
  }

  private func rule(
    _ name: String, _ value: ProfileNode, of owner: ProfileNode?
  ) throws(Diagnostic) -> Limit.Rule {
    if let measure = Measure(rawValue: name) {
      if !measure.isOfTensors { try refuse(owner, beside: name) }
      return .measure(measure, try bounds(value), of: try operand(owner))
    }
    switch name {
    case "types":
      if value.isText("unstated") { return .types(nil, of: try operand(owner)) }
      return .types(try types(value), of: try operand(owner))
    case "one_scale":
      try refuse(owner, beside: name)
      return .oneScale(of: try value.choice(Operand.self))
    case "per_tensor":
      try refuse(owner, beside: name)
      return .perTensor(of: try value.choice(Operand.self))
    case "normal_scales":
      try refuse(owner, beside: name)
      return .normalScales(of: try value.choice(Operand.self))
    case "quantized_dimension":
      return .quantizedDimension(try value.wholeNumber(), of: try operand(owner))
    default: break
    }
    try refuse(owner, beside: name)
    switch name {
    case "conversions": return .conversions(try conversions(value))
    case "fused_activations": return .fusedActivations(try activations(value))
    case "padding": return .padding(try paddings(value))
    case "constant": return .constant(try operands(value))
    case "required": return .required(try operands(value))
    case "same": return .same(try value.choice(Limit.Property.self))
    case "quantized":
      if value.isText("true") { return .quantized(nil) }
      return .quantized(try types(value))
    case "data_inside_tables":
      try onlyTrue(value)
      return .dataInsideTables
    case "known_variable":
      try onlyTrue(value)
      return .knownVariable
    case "static_shapes":
      try onlyTrue(value)
      return .staticShapes
    case "bias_like_weights":
      try onlyTrue(value)
      return .biasLikeWeights
    case "broadcast": return .broadcast(try value.choice(Limit.Broadcast.self))
    case "option":
      let (name, values) = try option(value)
      return .option(name, values)
    default: return .axes(try wholeNumbers(value))
    }
  }

  private func refuse(_ owner: ProfileNode?, beside name: String) throws(Diagnostic) {
    guard let owner else { return }
    throw owner.failure(
      .wrongValue, "'of' cannot be used with '\(name)', which does not limit tensors of one kind",
      fix: "Remove 'of'.")
  }

  private func onlyTrue(_ value: ProfileNode) throws(Diagnostic) {
    guard try value.flag() else {
      throw value.failure(
        .wrongValue, "found 'false'", "it must be true", fix: "Remove the limit.")
    }
  }

  private func operand(_ node: ProfileNode?) throws(Diagnostic) -> Operand {
    guard let node else { return .activations }
    return try node.choice(Operand.self)
  }
}

// Values.
extension LimitReader {
  private func operands(_ node: ProfileNode) throws(Diagnostic) -> [Operand] {
    var operands: [Operand] = []
    for element in try node.oneOrMore() { operands.append(try element.choice(Operand.self)) }
    return operands
  }

  private func wholeNumbers(_ node: ProfileNode) throws(Diagnostic) -> [Int] {
    var numbers: [Int] = []
    for element in try node.oneOrMore() { numbers.append(try element.wholeNumber()) }
    return numbers
  }

  func types(_ node: ProfileNode) throws(Diagnostic) -> [ElementType] {
    var types: [ElementType] = []
    for element in try node.oneOrMore() { types.append(try type(element)) }
    return types
  }

  private func type(_ node: ProfileNode) throws(Diagnostic) -> ElementType {
    guard let type = ElementType(name: try node.text()) else {
      throw .unknownName(at: node, among: ElementType.allNames)
    }
    return type
  }

  private func activations(_ node: ProfileNode) throws(Diagnostic) -> [ActivationFunction] {
    var functions: [ActivationFunction] = []
    for element in try node.oneOrMore() {
      guard let function = ActivationFunction(name: try element.text()) else {
        throw .unknownName(at: element, among: ActivationFunction.allNames)
      }
      functions.append(function)
    }
    return functions
  }

  private func paddings(_ node: ProfileNode) throws(Diagnostic) -> [String] {
    let known = SchemaEnum.named("Padding").allNames
    var paddings: [String] = []
    for element in try node.oneOrMore() {
      let name = try element.text()
      guard known.contains(name) else { throw .unknownName(at: element, among: known) }
      paddings.append(name)
    }
    return paddings
  }

  private func operators(_ node: ProfileNode?) throws(Diagnostic) -> Set<BuiltinOperator> {
    guard let node else { return [] }
    var operators: Set<BuiltinOperator> = []
    for element in try node.oneOrMore() { operators.insert(try ProfileReader.builtin(element)) }
    return operators
  }

  private func conversions(
    _ node: ProfileNode
  ) throws(Diagnostic) -> [(from: ElementType, to: [ElementType])] {
    let mapping = try ProfileMapping(node, of: "a table of conversions")
    var conversions: [(from: ElementType, to: [ElementType])] = []
    for (name, key) in mapping.keys {
      conversions.append((try type(key), try types(try mapping.required(name))))
    }
    return conversions
  }

  private func option(
    _ node: ProfileNode
  ) throws(Diagnostic) -> (name: String, values: [String]) {
    let mapping = try ProfileMapping(node, of: "an option", allowed: ["name", "values"])
    let name = try mapping.required("name")
    guard OptionFields.names.contains(try name.text()) else {
      throw name.failure(
        .unknownName, "\(name.found) is not a field of any operator's options",
        fix: NearNames.hint(name.typed, among: OptionFields.names)
          + "Use the names of the schema; `tflens inspect` shows a model's options.")
    }
    var values: [String] = []
    for element in try (try mapping.required("values")).oneOrMore() {
      values.append(try element.text())
    }
    return (try name.text(), values)
  }

  private func bounds(_ node: ProfileNode) throws(Diagnostic) -> Bounds {
    guard node.isMapping else {
      var numbers: [Double] = []
      for element in try node.oneOrMore() { numbers.append(try element.number()) }
      return .list(numbers)
    }
    let mapping = try ProfileMapping(
      node, of: "a range", allowed: ["min", "above", "max", "below"])
    guard !mapping.keys.isEmpty else {
      throw node.failure(
        .missingKey, "the range has no bound", "it must have min, above, max or below",
        fix: "Add one.")
    }
    func end(_ key: String) throws(Diagnostic) -> Double? {
      guard let node = mapping[key] else { return nil }
      return try node.number()
    }
    return .range(
      min: try end("min"), above: try end("above"), max: try end("max"), below: try end("below"))
  }

  private func condition(_ node: ProfileNode) throws(Diagnostic) -> Limit.Condition {
    let mapping = try ProfileMapping(
      node, of: "a condition",
      allowed: [
        "of", "types", "weights_types", "padding", "kernel_side", "dilation", "fused_activations",
        "same", "option",
      ]
        + Measure.allCases.filter { $0 != .dilation && $0 != .weightSum }.map(\.rawValue))
    var measures: [(measure: Measure, bounds: Bounds)] = []
    for (name, _) in mapping.keys where name != "dilation" {
      if let measure = Measure(rawValue: name) {
        measures.append((measure, try bounds(try mapping.required(name))))
      }
    }
    func value<Value>(
      _ key: String, _ read: (ProfileNode) throws(Diagnostic) -> Value
    ) throws(Diagnostic) -> Value? {
      guard let node = mapping[key] else { return nil }
      return try read(node)
    }
    return Limit.Condition(
      operand: try value("of") { (node) throws(Diagnostic) in try node.choice(Operand.self) },
      types: try value("types", types), weightsTypes: try value("weights_types", types),
      padding: try value("padding", paddings),
      kernelSide: try value("kernel_side", wholeNumbers),
      dilation: try value("dilation", wholeNumbers),
      fusedActivations: try value("fused_activations", activations),
      same: try value("same") { (node) throws(Diagnostic) in
        try node.choice(Limit.Property.self)
      }, option: try mapping["option"].map { (node) throws(Diagnostic) in try option(node) },
      measures: measures)
  }
}
