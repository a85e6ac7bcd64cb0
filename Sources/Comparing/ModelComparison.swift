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
    compareSignatures(numbers)
    compareFiles(comparesData: comparesWeights)
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

  // MARK: Signatures

  private mutating func compareSignatures(_ numbers: [Int: Int]) {
    func byKey(_ model: Model) -> [String: Signature] {
      Dictionary(model.signatures.map { ($0.key?.text ?? "", $0) }) { first, _ in first }
    }
    let (all, others) = (byKey(a), byKey(b))
    func note(_ name: String, _ field: String, _ a: String?, _ b: String?) {
      guard a != b else { return }
      interface.append(ValueChange(subject: .signature, name: name, field: field, a: a, b: b))
    }
    func words(_ signature: Signature) -> String {
      "\(signature.inputs.count.counted("input")), \(signature.outputs.count.counted("output"))"
    }
    for (key, signature) in all.sorted(by: { $0.key < $1.key }) {
      guard let other = others[key] else {
        note(key, "presence", words(signature), nil)
        continue
      }
      let (subgraphA, subgraphB) = (Int(signature.subgraphIndex), Int(other.subgraphIndex))
      if numbers[subgraphA] != subgraphB { note(key, "subgraph", "\(subgraphA)", "\(subgraphB)") }
      for (field, portsA, portsB, own, theirs) in [
        (
          "input", signature.inputs, other.inputs, a.subgraphs[subgraphA].inputs,
          b.subgraphs[subgraphB].inputs
        ),
        (
          "output", signature.outputs, other.outputs, a.subgraphs[subgraphA].outputs,
          b.subgraphs[subgraphB].outputs
        ),
      ] {
        let (placesA, placesB) = (Self.places(portsA, own), Self.places(portsB, theirs))
        for name in Set(placesA.keys).union(placesB.keys).sorted() {
          note(key, "\(field) \(name)", placesA[name], placesB[name])
        }
      }
    }
    for (key, signature) in others.sorted(by: { $0.key < $1.key }) where all[key] == nil {
      note(key, "presence", nil, words(signature))
    }
  }

  /// Which input or output of the graph each name of a signature stands for.
  private static func places(_ ports: Views<NamedTensor>, _ list: TensorIndices) -> [String: String]
  {
    var result: [String: String] = [:]
    for port in ports {
      let place = list.firstIndex { !$0.isAbsent && $0.position == Int(port.tensorIndex) }
      result[port.name?.text ?? ""] = place.map { "number \($0)" } ?? "another tensor"
    }
    return result
  }

  // MARK: The file

  private mutating func compareFiles(comparesData: Bool) {
    func note(
      _ subject: ValueChange.Subject, _ name: String?, _ field: String, _ a: String?, _ b: String?
    ) {
      guard a != b else { return }
      file.append(ValueChange(subject: subject, name: name, field: field, a: a, b: b))
    }
    let (entriesA, entriesB) = (a.metadataByName, b.metadataByName)
    for name in Set(entriesA.keys).union(entriesB.keys).sorted() {
      let (listA, listB) = (entriesA[name] ?? [], entriesB[name] ?? [])
      for place in 0..<max(listA.count, listB.count) {
        let dataA = place < listA.count ? listA[place] : nil
        let dataB = place < listB.count ? listB[place] : nil
        if let dataA, let dataB, dataA.isSame(as: dataB) { continue }
        let shown = Self.words(dataA, dataB)
        note(.metadata, name, dataA == nil || dataB == nil ? "presence" : "data", shown.a, shown.b)
      }
    }
    let (usesA, usesB) = (BufferUse(a), BufferUse(b))
    note(.buffers, nil, "data", usesA.size, usesB.size)
    note(.buffers, nil, "outside_tables", usesA.outside, usesB.outside)
    note(.buffers, nil, "unused", usesA.unused, usesB.unused)

    for difference in FieldDifference.all(
      Record(root: a.file), Record(root: b.file), except: Self.comparedModelFields)
    {
      note(.file, nil, difference.field, difference.a, difference.b)
    }
    let (endA, endB) = (a.trailingBytes, b.trailingBytes)
    if !endA.isSame(as: endB) {
      let shown = Self.words(endA, endB)
      note(.file, nil, "trailing_bytes", shown.a, shown.b)
    }
  }

  /// Fields of the root table that are compared in a way of their own.
  private static let comparedModelFields: Set<String> = [
    "operator_codes", "subgraphs", "buffers", "metadata", "metadata_buffer", "signature_defs",
  ]

  /// Data of both sides in words that differ: short text as it is, else the sizes and how many bytes differ.
  private static func words(_ dataA: ByteRange?, _ dataB: ByteRange?) -> (a: String?, b: String?) {
    if let dataA, let dataB, let textA = dataA.shortText, let textB = dataB.shortText,
      textA != textB
    {
      return (textA, textB)
    }
    let (sizeA, sizeB) = (dataA?.count.counted("byte"), dataB?.count.counted("byte"))
    guard let dataA, let dataB, dataA.count == dataB.count else { return (sizeA, sizeB) }
    return (sizeA, "\(sizeB ?? ""), \(dataA.differingByteCount(from: dataB)) of them different")
  }
}

/// What the buffers of a model come to.
private struct BufferUse {
  let size: String
  let outside: String
  let unused: String

  init(_ model: Model) {
    var used: Set<Int> = []
    for subgraph in model.subgraphs {
      for tensor in subgraph.tensors { used.insert(tensor.buffer.position) }
    }
    for entry in model.metadata { used.insert(entry.buffer.position) }
    if let listed = model.metadataBuffers { used.formUnion(listed.map { Int($0) }) }
    var (size, outside, count, unusedSize) = (0, 0, 0, 0)
    for (index, buffer) in model.buffers.enumerated() {
      let byteCount = buffer.contents?.count ?? 0
      size += byteCount
      if buffer.isOutsideTables { outside += byteCount }
      guard byteCount > 0, !used.contains(index) else { continue }
      count += 1
      unusedSize += byteCount
    }
    self.size = size.counted("byte")
    self.outside = outside.counted("byte")
    unused = "\(count.counted("buffer")), \(unusedSize.counted("byte"))"
  }
}

extension Model {
  /// The data of metadata entries, by name, in the order of the file.
  fileprivate var metadataByName: [String: [ByteRange]] {
    var result: [String: [ByteRange]] = [:]
    for entry in metadata {
      let data = buffer(entry.buffer)?.contents ?? file.bytes(in: 0..<0)
      result[entry.name?.text ?? "", default: []].append(data)
    }
    return result
  }

  /// What follows the model in its file.
  fileprivate var trailingBytes: ByteRange {
    file.bytes(in: file.byteCount - trailingByteCount..<file.byteCount)
  }
}

extension ByteRange {
  /// The data as text, where it is a few printable characters, without zeros at its end.
  fileprivate var shortText: String? {
    guard count <= 64 else { return nil }
    let bytes = Array(scalars(of: UInt8.self))
    let text = bytes.prefix { $0 != 0 }
    guard !text.isEmpty, text.allSatisfy({ (0x20..<0x7f).contains($0) }),
      bytes.dropFirst(text.count).allSatisfy({ $0 == 0 })
    else { return nil }
    return "'\(String(decoding: text, as: UTF8.self))'"
  }
}

extension Record {
  fileprivate func child(_ name: String) -> Record? {
    guard let field = field(named: name), case .record(let child)? = value(field) else {
      return nil
    }
    return child
  }
}
