internal import ModelFacts
public import ModelFormat

/// The differences between two models, whatever the order of their tables.
///
/// Operators correspond by what they compute, then by the names of their outputs. The indices of tensors,
/// operators, buffers and operator codes are not a difference, nor is the order of independent operators.
public struct ModelComparison: Sendable {
  /// The first model.
  public let a: Model
  /// The second model.
  public let b: Model

  /// Inputs and outputs of the graphs, subgraphs and signatures.
  public private(set) var interface: [ValueChange] = []
  /// Operators that were added, removed or replaced.
  public private(set) var replacements: [Replacement] = []
  /// Options, versions and inputs of operators that both models have.
  public private(set) var operators: [OperatorChange] = []
  /// Types, shapes and other properties of tensors that both models have.
  public private(set) var tensors: [TensorChange] = []
  /// Scales, zero points and granularity.
  public private(set) var quantization: [QuantizationChange] = []
  /// Constants with other data.
  public private(set) var weights: [WeightChange] = []
  /// Metadata, buffers, unused operator codes and tensors, and properties of the file as a whole.
  public private(set) var file: [ValueChange] = []
  /// Tensors and subgraphs with other names.
  ///
  /// Names do not count as a difference.
  public private(set) var names: [NameChange] = []

  /// How many bytes of constants were compared.
  private var readBytes = 0
  /// The results of compared constants, by offset and size.
  private var comparedData: [[Int]: Bool] = [:]

  /// Compares two models.
  ///
  /// - Parameter comparesWeights: whether the data of constants is read.
  public init(_ a: Model, _ b: Model, comparesWeights: Bool = true) {
    (self.a, self.b) = (a, b)
    let pairs = pairSubgraphs()
    var numbers: [Int: Int] = [:]
    for (subgraphA, subgraphB) in pairs { numbers[subgraphA.index] = subgraphB.index }
    for (subgraphA, subgraphB) in pairs {
      compare(subgraphA, subgraphB, numbers, comparesWeights: comparesWeights)
    }
    interface += SignatureComparison(a, b, subgraphs: numbers).changes
    file += FileComparison(a, b).changes
  }

  /// True if nothing differs except names.
  public var isSame: Bool {
    !isStructureChanged && quantization.isEmpty && !areWeightsChanged && file.isEmpty
  }

  /// True if inputs, outputs, signatures, operators, types or shapes differ.
  public var isStructureChanged: Bool {
    !interface.isEmpty || !replacements.isEmpty || !operators.isEmpty || !tensors.isEmpty
  }

  /// True if a constant has other data.
  public var areWeightsChanged: Bool { !weights.isEmpty }

  // MARK: Subgraphs

  /// Pairs the first subgraphs, then those with a name that is unique on both sides, then the rest in order.
  private mutating func pairSubgraphs() -> [(Subgraph, Subgraph)] {
    let (all, others) = (Array(a.subgraphs), Array(b.subgraphs))
    var partners = [Int?](repeating: nil, count: all.count)
    var taken: Set<Int> = []
    func match(_ one: Int, _ other: Int) {
      partners[one] = other
      taken.insert(other)
    }
    if !all.isEmpty, !others.isEmpty { match(0, 0) }
    let names = Dictionary(grouping: others.dropFirst()) { $0.name?.text ?? "" }
    let own = Dictionary(grouping: all.dropFirst()) { $0.name?.text ?? "" }
    for subgraph in all.dropFirst() {
      guard let name = subgraph.name?.text, !name.isEmpty, own[name]?.count == 1,
        let found = names[name], found.count == 1
      else { continue }
      match(subgraph.index, found[0].index)
    }
    var rest = others.indices.filter { !taken.contains($0) }[...]
    for one in all.indices where partners[one] == nil {
      if let other = rest.popFirst() { match(one, other) }
    }
    for subgraph in all where partners[subgraph.index] == nil {
      interface.append(Self.presence(subgraph, isInA: true))
    }
    for subgraph in others where !taken.contains(subgraph.index) {
      interface.append(Self.presence(subgraph, isInA: false))
    }
    return all.compactMap { subgraph in
      partners[subgraph.index].map { (subgraph, others[$0]) }
    }
  }

  private static func presence(_ subgraph: Subgraph, isInA: Bool) -> ValueChange {
    let count = subgraph.operators.count.counted("operator")
    return ValueChange(
      subject: .subgraph, name: subgraph.name?.text, field: "presence", a: isInA ? count : nil,
      b: isInA ? nil : count)
  }

  private mutating func compare(
    _ subgraphA: Subgraph, _ subgraphB: Subgraph, _ numbers: [Int: Int], comparesWeights: Bool
  ) {
    let found = SubgraphComparison(subgraphA, subgraphB, subgraphs: numbers)
    interface += found.interface
    replacements += found.replacements
    operators += found.operatorChanges
    let records = (a: Record.tensors(of: subgraphA), b: Record.tensors(of: subgraphB))
    for match in found.tensors {
      let (recordA, recordB) = (
        records.a[match.a.index.position], records.b[match.b.index.position]
      )
      compare(match, recordA, recordB, comparesWeights: comparesWeights)
    }
    for (tensors, isInA) in [(found.unmatched.a, true), (found.unmatched.b, false)] {
      for tensor in tensors {
        let words = "unused, \(tensor.type.name)"
        file.append(
          ValueChange(
            subject: .tensor, name: tensor.name?.text, field: "presence", a: isInA ? words : nil,
            b: isInA ? nil : words))
      }
    }
    rename(.subgraph, subgraphA.name, subgraphB.name)
  }

  private mutating func rename(_ subject: ValueChange.Subject, _ a: RawText?, _ b: RawText?) {
    let (bytesA, bytesB) = (a?.bytes, b?.bytes)
    guard (bytesA?.count ?? 0, bytesB?.count ?? 0) != (0, 0) else { return }
    if let bytesA, let bytesB, bytesA.isSame(as: bytesB) { return }
    names.append(NameChange(subject: subject, a: a?.text, b: b?.text))
  }

  // MARK: Tensors

  /// Fields of a tensor that are compared separately, or by what they refer to.
  private static let comparedFields: Set<String> = [
    "name", "buffer", "quantization", "shape", "type", "has_rank",
  ]

  private mutating func compare(
    _ match: TensorMatch, _ recordA: Record, _ recordB: Record, comparesWeights: Bool
  ) {
    let (tensorA, tensorB) = (match.a, match.b)
    func add(_ field: String, _ a: String, _ b: String) {
      guard a != b else { return }
      tensors.append(
        TensorChange(tensor: match, difference: FieldDifference(field: field, a: a, b: b)))
    }
    add("type", tensorA.type.name, tensorB.type.name)
    add("shape", "\(tensorA.shape)", "\(tensorB.shape)")
    let (dataA, dataB) = (tensorA.data, tensorB.data)
    add("constant", "\(dataA != nil)", "\(dataB != nil)")
    for difference in FieldDifference.all(recordA, recordB, except: Self.comparedFields) {
      add(difference.field, difference.a, difference.b)
    }
    rename(.tensor, tensorA.name, tensorB.name)

    var change = QuantizationChange(
      match, recordA.child("quantization"), recordB.child("quantization"))
    if comparesWeights, let dataA, let dataB {
      let isSame = isSame(dataA, dataB)
      change?.isDataChanged = isSame.map { !$0 }
      if isSame != true {
        let figures =
          mayRead(dataA.count) ? WeightFigures(tensorA, tensorB, dataA, dataB) : nil
        weights.append(
          WeightChange(
            tensor: match, byteCounts: (dataA.count, dataB.count), figures: figures,
            isQuantizationChanged: change != nil))
      }
    }
    if let change { quantization.append(change) }
  }

  /// Whether two constants have the same bytes; constants shared by many tensors are compared once.
  ///
  /// Nil if this is unknown: parts that overlap can add up to many times the files, so there is a limit,
  /// beyond which they are not read.
  private mutating func isSame(_ dataA: ByteRange, _ dataB: ByteRange) -> Bool? {
    let key = [dataA.offset, dataA.count, dataB.offset, dataB.count]
    if let known = comparedData[key] { return known }
    guard dataA.count == dataB.count else { return false }
    guard mayRead(dataA.count) else { return nil }
    let isSame = dataA.isSame(as: dataB)
    comparedData[key] = isSame
    return isSame
  }

  private mutating func mayRead(_ byteCount: Int) -> Bool {
    readBytes += byteCount
    return readBytes <= Self.mostReadings * (a.file.byteCount + b.file.byteCount)
  }

  private static let mostReadings = 16
}

extension Record {
  fileprivate func child(_ name: String) -> Record? {
    guard let field = field(named: name), case .record(let child)? = value(field) else {
      return nil
    }
    return child
  }
}
