internal import ModelFacts
public import ModelFormat

/// A model in lines that `git diff` can compare: one fact a line, without indices, which a new operator shifts,
/// and without the path, which is another one each time.
///
/// Operators stand under the names of what they make, and constants have a short digest of their data.
public struct ModelLines {
  private let model: Model
  private let digests = DataDigests()

  /// The lines of a model.
  public init(_ model: Model) { self.model = model }

  /// Writes the lines.
  public func write(to output: OutputBuffer) throws {
    for line in modelLines { output.append(line + "\n") }
    for subgraph in model.subgraphs { try write(subgraph, to: output) }
  }

  private var modelLines: [String] {
    var lines = ["schema \(model.version)"]
    if let description = model.description, description.bytes.count > 0 {
      lines.append("description \(description.text.escapedForDisplay)")
    }
    for signature in model.signatures {
      let home = model.subgraphs[Int(signature.subgraphIndex)]
      let key = signature.key?.text.escapedForDisplay ?? "-"
      lines.append("signature \(key) of \(name(of: home))")
      for (word, ports) in [("input", signature.inputs), ("output", signature.outputs)] {
        for port in ports {
          let name = port.name?.text.escapedForDisplay ?? "-"
          let tensor = home.tensors[Int(port.tensorIndex)]
          lines.append("  \(word) \(name) = \(self.name(of: tensor))")
        }
      }
    }
    for entry in model.metadata {
      let data = model.buffer(entry.buffer)?.contents
      lines.append("metadata \(entry.name?.text.escapedForDisplay ?? "-"): \(text(of: data))")
    }
    let trailing = model.trailingByteCount
    if trailing > 0 {
      let count = model.file.byteCount
      let data = model.file.bytes(in: count - trailing..<count)
      lines.append("behind the model: \(text(of: data))")
    }
    return lines
  }

  private func name(of subgraph: Subgraph) -> String {
    let name = subgraph.name?.text.escapedForDisplay ?? ""
    return name.isEmpty ? "a subgraph without a name" : "subgraph '\(name)'"
  }

  private func name(of tensor: Tensor) -> String {
    let name = tensor.name?.text.escapedForDisplay ?? ""
    return name.isEmpty ? "(no name)" : name
  }

  private func text(of data: ByteRange?) -> String {
    guard let data, data.count > 0 else { return "no data" }
    return "\(data.count.asByteCount) sha256 \(digests.sha256(of: data).prefix(Self.digitCount))"
  }

  /// Enough to tell the constants of a model apart.
  static let digitCount = 16

  private func write(_ subgraph: Subgraph, to output: OutputBuffer) throws {
    output.append("\n\(name(of: subgraph))\n")
    let tensors = subgraph.tensors
    for (word, list) in [("input", subgraph.inputs), ("output", subgraph.outputs)] {
      for index in list where !index.isAbsent {
        output.append("  \(word) \(name(of: tensors[index.position]))\n")
        for fact in facts(of: tensors[index.position]) { output.append("    \(fact)\n") }
      }
    }
    let graph = GraphIndex(subgraph)
    for op in subgraph.operators {
      for line in lines(of: op, tensors, graph) { output.append(line + "\n") }
      try output.flushIfLarge()
    }
  }

  private func lines(of op: Operator, _ tensors: Views<Tensor>, _ graph: GraphIndex) -> [String] {
    let outputs = op.outputs.map { $0.isAbsent ? "-" : name(of: tensors[$0.position]) }
    var lines = ["\n  \(op.code.displayName) -> \(outputs.joined(separator: ", "))"]
    lines.append("    version \(op.code.version)")
    if let options = op.options {
      for field in options.fields where options.isStoredAndNotDefault(field) {
        guard let value = options.value(field)?.shortText(field) else { continue }
        lines.append("    \(field.name) \(value)")
      }
    }
    if let custom = op.customOptions { lines.append("    custom options: \(text(of: custom))") }
    for index in op.inputs {
      guard !index.isAbsent else {
        lines.append("    input -")
        continue
      }
      let tensor = tensors[index.position]
      lines.append("    input \(name(of: tensor))")
      // What an operator makes is described there.
      guard graph.producerIndex(of: index) == nil, tensor.isConstant || tensor.isVariable else {
        continue
      }
      lines += facts(of: tensor).map { "      \($0)" }
    }
    for index in op.outputs where !index.isAbsent {
      lines += facts(of: tensors[index.position]).map { "    \($0)" }
    }
    return lines
  }

  private func facts(of tensor: Tensor) -> [String] {
    var facts = ["\(tensor.type.name) \(tensor.shapesText)"]
    if tensor.isVariable { facts.append("variable") }
    if tensor.isSparse { facts.append("sparse") }
    if let data = tensor.data { facts.append("data \(text(of: data))") }
    facts += quantization(of: tensor)
    return facts
  }

  /// A scale and zero point as they are; of many, how many there are and a digest of all.
  private func quantization(of tensor: Tensor) -> [String] {
    guard let parameters = tensor.quantization else { return [] }
    var facts: [String] = []
    let (scales, zeroPoints) = (parameters.storedScales, parameters.storedZeroPoints)
    if scales.count == 1, zeroPoints.count == 1 {
      facts.append("scale \(scales[0].asExact) zero point \(zeroPoints[0])")
    } else if scales.count + zeroPoints.count > 0 {
      let words = TensorQuantization(tensor)?.summaryText ?? ""
      let bits = scales.map { UInt64($0.bitPattern) } + zeroPoints.map { UInt64(bitPattern: $0) }
      facts.append("\(words), sha256 \(digests.sha256(of: bits).prefix(Self.digitCount))")
    }
    if let details = parameters.details, scales.isEmpty {
      facts.append(details == .blockwise ? "blockwise" : "scales of another kind")
      if let blocks = parameters.blocks { facts.append("blocks of \(blocks.blockSize)") }
    }
    if let low = parameters.min.min(), let high = parameters.max.max() {
      facts.append("seen \(low.asExact) to \(high.asExact)")
    }
    return facts
  }
}
