internal import ModelFacts
internal import ModelFormat

/// The differences between two subgraphs.
struct SubgraphComparison {
  let a: SubgraphKeys
  let b: SubgraphKeys
  /// Every tensor that both have, in unique pairs.
  private(set) var tensors: [TensorMatch] = []
  private(set) var interface: [ValueChange] = []
  private(set) var replacements: [Replacement] = []
  private(set) var operatorChanges: [OperatorChange] = []
  /// Tensors without a partner that no operator writes or reads.
  private(set) var unmatched: (a: [Tensor], b: [Tensor]) = ([], [])

  private let matching: OperatorMatching
  /// The input of A's graph for each of B's.
  private let inputOfB: [Int?]
  private let operatorRecords: (a: [Record], b: [Record])
  private var seen: Set<UInt64> = []
  /// The subgraph of B for each of A's.
  private let subgraphs: [Int: Int]

  init(_ a: Subgraph, _ b: Subgraph, subgraphs: [Int: Int]) {
    self.subgraphs = subgraphs
    (self.a, self.b) = (SubgraphKeys(a), SubgraphKeys(b))
    let inputOfA = Self.inputs(self.a, self.b)
    var inputOfB = [Int?](repeating: nil, count: b.inputs.count)
    for (inputA, inputB) in inputOfA.enumerated() {
      if let inputB { inputOfB[inputB] = inputA }
    }
    self.inputOfB = inputOfB
    matching = OperatorMatching(self.a, self.b, inputOfA: inputOfA)
    operatorRecords = (Record.operators(of: a), Record.operators(of: b))

    compareInputs()
    compareOutputs()
    for (opA, opB) in matching.partnerOfA.enumerated() {
      if let opB { compare(opA, opB) }
    }
    findReplacements()
    pairTheRest()
  }

  /// Pairs inputs of the graphs: by names that are unique on both sides, then in order.
  private static func inputs(_ a: SubgraphKeys, _ b: SubgraphKeys) -> [Int?] {
    func names(_ side: SubgraphKeys) -> [String?] {
      side.subgraph.inputs.map { side.tensor($0)?.name?.text }
    }
    let (namesA, namesB) = (names(a), names(b))
    func places(_ names: [String?]) -> [String: [Int]] {
      var places: [String: [Int]] = [:]
      for (place, name) in names.enumerated() {
        if let name, !name.isEmpty { places[name, default: []].append(place) }
      }
      return places
    }
    let (placesA, placesB) = (places(namesA), places(namesB))
    var result = [Int?](repeating: nil, count: namesA.count)
    var taken = [Bool](repeating: false, count: namesB.count)
    for (place, name) in namesA.enumerated() {
      guard let name, placesA[name]?.count == 1, let other = placesB[name], other.count == 1 else {
        continue
      }
      result[place] = other[0]
      taken[other[0]] = true
    }
    var rest = namesB.indices.filter { !taken[$0] }[...]
    for place in namesA.indices where result[place] == nil { result[place] = rest.popFirst() }
    return result
  }

  // MARK: Inputs and outputs

  private mutating func compareInputs() {
    let (inputsA, inputsB) = (a.subgraph.inputs, b.subgraph.inputs)
    for (place, other) in matching.inputOfA.enumerated() {
      let tensorA = a.tensor(inputsA[place])
      guard let other else {
        note(.input, tensorA, "presence", "input \(place)", nil)
        continue
      }
      guard let tensorA, let tensorB = b.tensor(inputsB[other]) else { continue }
      pair(tensorA, tensorB)
      if place != other { note(.input, tensorA, "position", "\(place)", "\(other)") }
    }
    for (place, other) in inputOfB.enumerated() where other == nil {
      note(.input, b.tensor(inputsB[place]), "presence", nil, "input \(place)")
    }
  }

  private mutating func compareOutputs() {
    let (outputsA, outputsB) = (Array(a.subgraph.outputs), Array(b.subgraph.outputs))
    for place in 0..<min(outputsA.count, outputsB.count) {
      guard let tensorA = a.tensor(outputsA[place]), let tensorB = b.tensor(outputsB[place]) else {
        continue
      }
      if isElsewhere(tensorA.index, tensorB.index) {
        note(.output, tensorA, "source", tensorA.label, tensorB.label)
      } else {
        pair(tensorA, tensorB)
      }
    }
    for place in outputsA.indices.dropFirst(outputsB.count) {
      note(.output, a.tensor(outputsA[place]), "presence", "output \(place)", nil)
    }
    for place in outputsB.indices.dropFirst(outputsA.count) {
      note(.output, b.tensor(outputsB[place]), "presence", nil, "output \(place)")
    }
  }

  private mutating func note(
    _ subject: ValueChange.Subject, _ tensor: Tensor?, _ field: String, _ a: String?, _ b: String?
  ) {
    interface.append(
      ValueChange(subject: subject, name: tensor?.name?.text, field: field, a: a, b: b))
  }

  // MARK: Operators

  /// True if the tensors come from something that both models have, but not from the same thing.
  private func isElsewhere(_ tensorA: TensorIndex, _ tensorB: TensorIndex) -> Bool {
    switch (a.source(of: tensorA), b.source(of: tensorB)) {
    case (.output(let opA, let placeA), .output(let opB, let placeB)):
      guard let partner = matching.partnerOfA[opA], matching.partnerOfB[opB] != nil else {
        return false
      }
      return partner != opB || placeA != placeB
    case (.output(let opA, _), _): return matching.partnerOfA[opA] != nil
    case (_, .output(let opB, _)): return matching.partnerOfB[opB] != nil
    case (.input(let placeA), .input(let placeB)): return matching.inputOfA[placeA] != placeB
    case (let sourceA, let sourceB): return sourceA != sourceB
    }
  }

  /// Whether their producers replace each other.
  private func isReplaced(_ tensorA: TensorIndex, _ tensorB: TensorIndex) -> Bool {
    guard case .output(let opA, _) = a.source(of: tensorA),
      case .output(let opB, _) = b.source(of: tensorB)
    else { return false }
    return matching.partnerOfA[opA] == nil && matching.partnerOfB[opB] == nil
  }

  private mutating func compare(_ opA: Int, _ opB: Int) {
    let (viewA, viewB) = (a.operators[opA], b.operators[opB])
    var found: [FieldDifference] = []
    func add(_ field: String, _ a: String, _ b: String) {
      if a != b { found.append(FieldDifference(field: field, a: a, b: b)) }
    }
    let (codeA, codeB) = (viewA.code, viewB.code)
    add("op", codeA.displayName, codeB.displayName)
    add("version", "\(codeA.version)", "\(codeB.version)")
    add(
      "deprecated_builtin_code", "\(codeA.deprecatedBuiltinCode)", "\(codeB.deprecatedBuiltinCode)")
    if !sameSubgraphs(viewA, viewB) {
      add("subgraphs", "\(viewA.calledSubgraphs)", "\(viewB.calledSubgraphs)")
    }
    let called = Set(viewA.builtin.traits.subgraphs.map(\.name)).union(["branch_subgraph_indices"])
    found += FieldDifference.all(viewA.options, viewB.options, except: called)
    found += FieldDifference.all(
      operatorRecords.a[opA], operatorRecords.b[opB], except: Self.comparedFields)
    let (customA, customB) = (viewA.customOptions, viewB.customOptions)
    if !(customA.map { customB?.isSame(as: $0) ?? ($0.count == 0) } ?? (customB?.count ?? 0 == 0)) {
      let shown = DataDescriptions(customA, customB)
      found.append(
        FieldDifference(field: "custom_options", a: shown.a ?? "none", b: shown.b ?? "none"))
    }
    for (name, listA, listB) in [
      ("input", a.inputs[opA], b.inputs[opB]), ("output", a.outputs[opA], b.outputs[opB]),
      ("intermediate", Array(viewA.intermediates), Array(viewB.intermediates)),
    ] {
      add("\(name)s", "\(listA.count)", "\(listB.count)")
      for (place, (tensorA, tensorB)) in zip(listA, listB).enumerated() {
        if name == "input", isElsewhere(tensorA, tensorB) {
          found.append(
            FieldDifference(
              field: "input \(place)", a: a.label(tensorA), b: b.label(tensorB)))
        } else if let tensorA = a.tensor(tensorA), let tensorB = b.tensor(tensorB),
          name != "input" || isPaired(tensorA.index, tensorB.index)
        {
          pair(tensorA, tensorB)
        } else if name == "input", let storedA = stored(tensorA, in: a, matching.partnerOfA),
          let storedB = stored(tensorB, in: b, matching.partnerOfB)
        {
          pair(storedA, storedB)
        }
      }
    }
    operatorChanges += found.map {
      OperatorChange(subgraph: a.subgraph, a: viewA, b: viewB, difference: $0)
    }
  }

  /// Fields that are compared by what they refer to, or as options.
  private static let comparedFields: Set<String> = [
    "opcode_index", "inputs", "outputs", "intermediates", "builtin_options_type", "builtin_options",
    "builtin_options_2_type", "builtin_options_2", "custom_options", "large_custom_options_offset",
    "large_custom_options_size", "debug_metadata_index",
  ]

  private func isPaired(_ tensorA: TensorIndex, _ tensorB: TensorIndex) -> Bool {
    switch (a.source(of: tensorA), b.source(of: tensorB)) {
    case (.own, .own): true
    case (.output, .output): isReplaced(tensorA, tensorB)
    default: false
    }
  }

  /// The constant that an operator reads, directly or through a DEQUANTIZE that the other model does not have.
  private func stored(
    _ tensor: TensorIndex, in side: SubgraphKeys, _ partners: [Int?]
  ) -> Tensor? {
    switch side.source(of: tensor) {
    case .own: return side.tensor(tensor)
    case .output(let op, _):
      guard partners[op] == nil, side.operators[op].builtin == .dequantize,
        let input = side.inputs[op].first, side.source(of: input) == .own
      else { return nil }
      return side.tensor(input)
    default: return nil
    }
  }

  private func sameSubgraphs(_ opA: Operator, _ opB: Operator) -> Bool {
    opA.calledSubgraphs.map { subgraphs[$0] } == opB.calledSubgraphs
  }

  private mutating func pair(_ tensorA: Tensor, _ tensorB: Tensor) {
    let key = UInt64(tensorA.index.position) << 32 | UInt64(tensorB.index.position)
    guard seen.insert(key).inserted else { return }
    tensors.append(TensorMatch(subgraph: a.subgraph, a: tensorA, b: tensorB))
    // The scales and zero points of blocks are tensors.
    guard let blocksA = tensorA.quantization?.blocks, let blocksB = tensorB.quantization?.blocks
    else { return }
    for (scaleA, scaleB) in [
      (blocksA.scales, blocksB.scales), (blocksA.zeroPoints, blocksB.zeroPoints),
    ] {
      guard scaleA.isIn(a.tensors), scaleB.isIn(b.tensors) else { continue }
      pair(a.tensors[scaleA.position], b.tensors[scaleB.position])
    }
  }

  // MARK: What has no partner

  private mutating func findReplacements() {
    var groups = ReplacementGroups(a, b, matching)
    replacements = groups.found.map { group in
      Replacement(
        subgraph: group.a.isEmpty ? b.subgraph : a.subgraph, a: group.a.map { a.operators[$0] },
        b: group.b.map { b.operators[$0] },
        output: output(of: group.a, in: a) ?? output(of: group.b, in: b))
    }
  }

  /// The first tensor that others read, or that is an output of the graph.
  private func output(of ops: [Int], in side: SubgraphKeys) -> Tensor? {
    let own = Set(ops)
    let all = ops.reversed().lazy.flatMap { side.outputs[$0] }.filter { !$0.isAbsent }
    let read = all.first { tensor in
      let consumers = side.graph.consumers(of: tensor)
      return consumers.isEmpty || consumers.contains { !own.contains($0.index) }
    }
    return read.flatMap(side.tensor)
  }

  /// Pairs tensors that no operator uses, by name.
  private mutating func pairTheRest() {
    func rest(_ side: SubgraphKeys, _ known: Set<Int32>) -> [Tensor] {
      let touched = Set((side.inputs + side.outputs).joined())
      return side.tensors.filter {
        !known.contains($0.index.rawValue) && !touched.contains($0.index)
      }
    }
    let restA = rest(a, Set(tensors.map(\.a.index.rawValue)))
    var byName = Dictionary(grouping: rest(b, Set(tensors.map(\.b.index.rawValue))).reversed()) {
      $0.name?.text ?? ""
    }
    for tensor in restA {
      if let other = byName[tensor.name?.text ?? ""]?.popLast() {
        pair(tensor, other)
      } else {
        unmatched.a.append(tensor)
      }
    }
    unmatched.b = byName.values.joined().sorted { $0.index.rawValue < $1.index.rawValue }
  }
}

extension SubgraphKeys {
  fileprivate func label(_ tensor: TensorIndex) -> String { self.tensor(tensor)?.label ?? "none" }
}

extension TensorIndex {
  fileprivate func isIn(_ tensors: [Tensor]) -> Bool { !isAbsent && position < tensors.count }
}

extension Record {
  private static func parts(of file: ModelFile, _ subgraph: Int, _ name: String) -> [Record] {
    let model = Record(root: file)
    guard let field = model.field(named: "subgraphs"),
      case .records(let subgraphs)? = model.value(field),
      let parts = subgraphs[subgraph].field(named: name),
      case .records(let records)? = subgraphs[subgraph].value(parts)
    else { return [] }
    return Array(records)
  }

  /// The tables of a subgraph's operators.
  static func operators(of subgraph: Subgraph) -> [Record] {
    parts(of: subgraph.model.file, subgraph.index, "operators")
  }

  /// The tables of a subgraph's tensors.
  static func tensors(of subgraph: Subgraph) -> [Record] {
    parts(of: subgraph.model.file, subgraph.index, "tensors")
  }
}
