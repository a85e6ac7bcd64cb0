internal import MemoryPlanning
public import ModelFormat
internal import Rewriting

/// Reads profiles from their text.
enum ProfileReader {
  private static let keys = [
    "id", "aliases", "name", "kind", "compiler", "version", "evidence", "sources", "remarks",
    "memory", "partitioning", "every_operator", "other_operators", "folded",
    "preferred_hard_swish", "operators_from", "operators", "custom_operators",
  ]
  private static let operatorKeys = [
    "supported", "source", "note", "per_channel_weights", "since", "limits", "unchecked",
    "remarks",
  ]

  static func builtin(_ node: ProfileNode) throws(Diagnostic) -> BuiltinOperator {
    guard let builtin = BuiltinOperator(name: try node.text()) else {
      throw .noSuchOperatorName(at: node)
    }
    return builtin
  }

  static func profile(_ yaml: String, file: FilePath) throws(Diagnostic) -> TargetProfile {
    let root = try ProfileMapping(
      try ProfileDocument.root(of: yaml, file: file), of: "the profile", allowed: keys)
    let sources = try ProfileSources(try root.required("sources"))
    let limits = LimitReader(sources: sources)
    var aliases: [String] = []
    if let node = root["aliases"] {
      for element in try node.oneOrMore() { aliases.append(try element.text()) }
    }
    let entries = try ProfileMapping(try root.required("operators"), of: "the list of operators")
    var operators: [OperatorSupport] = []
    for (name, key) in entries.keys {
      operators.append(
        try entry(try builtin(key), try entries.required(name), sources, limits))
    }
    var customOperators: [OperatorSupport] = []
    if let node = root["custom_operators"] {
      let entries = try ProfileMapping(node, of: "the list of custom operators")
      for (name, _) in entries.keys {
        customOperators.append(
          try entry(.custom, code: name, try entries.required(name), sources, limits))
      }
    }
    let tables = try kernelTables(root["operators_from"], sources)
    if let tables { (operators, customOperators) = tables.merged(operators, customOperators) }
    operators.sort { $0.builtin.name < $1.builtin.name }
    let id = try root.required("id").text()
    return TargetProfile(
      id: id, aliases: aliases, name: try root.required("name").text(),
      kind: try root.required("kind").choice(TargetProfile.Kind.self),
      compiler: try text(root["compiler"]), version: try version(root["version"]),
      evidence: try root.required("evidence").choice(TargetProfile.Evidence.self),
      sources: sources.all, remarks: try sources.remarks(root["remarks"], of: "a remark"),
      memory: try memory(root["memory"], of: id, sources),
      partitioning: try partitioning(root["partitioning"], sources),
      everyOperator: try limits.limits(root["every_operator"]),
      othersUnsupported: try others(root["other_operators"], sources)
        ?? tables.map { Sourced(value: true, sources: $0.sources) },
      folded: try folded(root["folded"], sources, limits),
      preferredHardSwish: try strategies(root["preferred_hard_swish"], sources),
      kernelTables: tables, operators: operators, customOperators: customOperators,
      positions: Dictionary(
        operators.enumerated().map { ($1.builtin, $0) }, uniquingKeysWith: { first, _ in first }))
  }

  private static func entry(
    _ builtin: BuiltinOperator, code: String? = nil, _ node: ProfileNode,
    _ sources: ProfileSources, _ limits: LimitReader
  ) throws(Diagnostic) -> OperatorSupport {
    let mapping = try ProfileMapping(
      node, of: "an operator", allowed: operatorKeys + (code == nil ? [] : ["compiled"]))
    return OperatorSupport(
      builtin: builtin, customCode: code, isCompiled: try mapping["compiled"]?.flag() ?? false,
      isSupported: try mapping.required("supported").flag(),
      sources: try sources.named(try mapping.required("source")), note: try text(mapping["note"]),
      perChannelWeights: try perChannel(mapping["per_channel_weights"], sources),
      since: try since(mapping["since"], sources), limits: try limits.limits(mapping["limits"]),
      unchecked: try limits.unchecked(mapping["unchecked"]),
      remarks: try sources.remarks(mapping["remarks"], of: "a remark"))
  }

  private static func text(_ node: ProfileNode?) throws(Diagnostic) -> String? {
    guard let node else { return nil }
    return try node.text()
  }

  private static func version(_ node: ProfileNode?) throws(Diagnostic) -> TargetVersion? {
    guard let node else { return nil }
    guard let version = TargetVersion(try node.text()) else {
      throw .wrongValue(node.found, "a version: numbers separated by dots", at: node)
    }
    return version
  }

  private static func perChannel(
    _ node: ProfileNode?, _ sources: ProfileSources
  ) throws(Diagnostic) -> Sourced<Bool>? {
    guard let node else { return nil }
    let mapping = try ProfileMapping(
      node, of: "per_channel_weights", allowed: ["allowed", "source"])
    return Sourced(
      value: try mapping.required("allowed").flag(),
      sources: try sources.named(try mapping.required("source")))
  }

  private static func since(
    _ node: ProfileNode?, _ sources: ProfileSources
  ) throws(Diagnostic) -> Sourced<TargetVersion>? {
    guard let node else { return nil }
    let mapping = try ProfileMapping(node, of: "since", allowed: ["version", "source"])
    guard let version = try version(try mapping.required("version")) else { return nil }
    return Sourced(value: version, sources: try sources.named(try mapping.required("source")))
  }

  private static func memory(
    _ node: ProfileNode?, of id: String, _ sources: ProfileSources
  ) throws(Diagnostic) -> Sourced<MemoryLimit>? {
    guard let node else { return nil }
    let mapping = try ProfileMapping(node, of: "memory", allowed: ["ram", "flash", "source"])
    let (ram, flash) = (try byteCount(mapping["ram"]), try byteCount(mapping["flash"]))
    guard ram != nil || flash != nil else {
      throw node.failure(
        .missingKey, "memory has neither 'ram' nor 'flash'", fix: "Add at least one of them.")
    }
    return Sourced(
      value: MemoryLimit(target: id, ramByteCount: ram, flashByteCount: flash),
      sources: try sources.named(try mapping.required("source")))
  }

  private static func byteCount(_ node: ProfileNode?) throws(Diagnostic) -> Int? {
    guard let node else { return nil }
    guard let amount = ByteAmount(try node.text()) else {
      throw .wrongValue(node.found, "a number of bytes: 262144, 256k or 256Ki", at: node)
    }
    return amount.byteCount
  }

  private static func partitioning(
    _ node: ProfileNode?, _ sources: ProfileSources
  ) throws(Diagnostic) -> Sourced<TargetProfile.Partitioning>? {
    guard let node else { return nil }
    let mapping = try ProfileMapping(node, of: "partitioning", allowed: ["rule", "source"])
    return Sourced(
      value: try mapping.required("rule").choice(TargetProfile.Partitioning.self),
      sources: try sources.named(try mapping.required("source")))
  }

  private static func others(
    _ node: ProfileNode?, _ sources: ProfileSources
  ) throws(Diagnostic) -> Sourced<Bool>? {
    guard let node else { return nil }
    let mapping = try ProfileMapping(node, of: "other_operators", allowed: ["supported", "source"])
    let supported = try mapping.required("supported")
    guard try !supported.flag() else {
      throw supported.failure(
        .wrongValue, "found 'true'",
        "it must be false, because supported operators must be listed",
        fix: "List the operators, or remove 'other_operators', so that they are unknown.")
    }
    return Sourced(value: true, sources: try sources.named(try mapping.required("source")))
  }

  private static func kernelTables(
    _ node: ProfileNode?, _ sources: ProfileSources
  ) throws(Diagnostic) -> Sourced<TargetProfile.KernelTables>? {
    guard let node else { return nil }
    let mapping = try ProfileMapping(node, of: "operators_from", allowed: ["table", "source"])
    return Sourced(
      value: try mapping.required("table").choice(TargetProfile.KernelTables.self),
      sources: try sources.named(try mapping.required("source")))
  }

  private static func folded(
    _ node: ProfileNode?, _ sources: ProfileSources, _ limits: LimitReader
  ) throws(Diagnostic) -> [FoldedOperator] {
    guard let node else { return [] }
    var folded: [FoldedOperator] = []
    for element in try node.list() {
      let mapping = try ProfileMapping(
        element, of: "a folded operator",
        allowed: ["operator", "constant", "sparse", "rule", "source"])
      var types: [ElementType]?
      if let node = mapping["constant"] { types = try limits.types(node) }
      folded.append(
        FoldedOperator(
          builtin: try builtin(try mapping.required("operator")), types: types,
          isSparse: try mapping["sparse"]?.flag() ?? false,
          rule: try mapping.required("rule").choice(FoldedOperator.Rule.self),
          sources: try sources.named(try mapping.required("source"))))
    }
    return folded
  }

  private static func strategies(
    _ node: ProfileNode?, _ sources: ProfileSources
  ) throws(Diagnostic) -> Sourced<[SplitStrategy]>? {
    guard let node else { return nil }
    let mapping = try ProfileMapping(
      node, of: "preferred_hard_swish", allowed: ["strategies", "source"])
    var strategies: [SplitStrategy] = []
    for element in try (try mapping.required("strategies")).oneOrMore() {
      strategies.append(try element.choice(SplitStrategy.self))
    }
    return Sourced(
      value: strategies, sources: try sources.named(try mapping.required("source")))
  }
}

extension TargetProfile {
  /// Reads a profile from the text of a YAML file; `file` is its name in errors.
  public init(yaml: String, file: String) throws(Diagnostic) {
    self = try ProfileReader.profile(yaml, file: FilePath(file))
  }
}
