internal import ModelFacts
internal import ModelFormat

extension InspectReport {
  /// Writes the form for people.
  public func writeText(to text: TextWriter) throws {
    let totals = ModelTotals(model)
    try text.prose(summary(totals, text.style))
    try writeModel(totals, to: text)
    for selected in subgraphs where !isNarrowed || !selected.isEmpty {
      try write(selected, to: text)
    }
  }

  private func summary(_ totals: ModelTotals, _ style: TextStyle) -> String {
    let parts = [
      totals.operatorCount.counted("operator"), totals.tensorCount.counted("tensor"),
      model.subgraphs.count.counted("subgraph"),
      "\(model.file.byteCount.asByteCount) (\(totals.constantByteCount.asByteCount) of constants)",
      "schema \(model.version)",
    ]
    // The file's name alone: `git diff` gives textconv a new folder each time.
    return style.bold("\(path.fileName.escapedForDisplay):") + " "
      + parts.joined(separator: ", ")
  }

  private func writeModel(_ totals: ModelTotals, to text: TextWriter) throws {
    var facts: [(name: String, value: String)] = []
    func add(_ name: String, _ value: String) { if !value.isEmpty { facts.append((name, value)) } }
    if let description = model.description, description.bytes.count > 0 {
      add("description", description.text.escapedForDisplay)
    }
    let operators = totals.byOperator.map { "\($0.count) \($0.name.escapedForDisplay)" }
    add("operators", operators.joined(separator: ", "))
    add("types", totals.byType.map { "\($0.count) \($0.name)" }.joined(separator: ", "))
    for signature in model.signatures {
      add("signature", signatureText(signature))
    }
    for entry in model.metadata {
      let size = model.buffer(entry.buffer)?.contents?.count ?? 0
      add("metadata", "\(entry.name?.text.escapedForDisplay ?? "-") (\(size.asByteCount))")
    }
    let outside = model.buffers.byteCountOutsideTables
    if outside > 0 { add("outside", "\(outside.asByteCount) of data outside the tables") }
    let trailing = model.trailingByteCount
    if trailing > 0 { add("trailing", "\(trailing.asByteCount) after the model") }
    try text.facts(facts)
  }

  private func signatureText(_ signature: Signature) -> String {
    func names(_ tensors: Views<NamedTensor>) -> String {
      tensors.map { "\($0.name?.text.escapedForDisplay ?? "-") = t\($0.tensorIndex)" }
        .joined(separator: ", ")
    }
    let key = signature.key?.text.escapedForDisplay ?? "-"
    return "\(key) (\(names(signature.inputs))) -> (\(names(signature.outputs))), "
      + "subgraph \(signature.subgraphIndex)"
  }

  private func write(_ selected: SelectedSubgraph, to text: TextWriter) throws {
    let subgraph = selected.subgraph
    let name = subgraph.name.map { " '\($0.text.escapedForDisplay)'" } ?? ""
    try text.heading(
      "Subgraph \(subgraph.index)\(name): \(list(subgraph.inputs)) -> \(list(subgraph.outputs))")

    var operators = TextTable([
      .init(title: "#", isRight: true), .init(title: "operator", givesWay: 3),
      .init(title: "version", isRight: true), .init(title: "inputs", givesWay: 2),
      .init(title: "outputs", givesWay: 4), .init(title: "options", givesWay: 1),
    ])
    for op in selected.operators {
      operators.add([
        "\(op.index)", .init(op.code.displayName), "\(op.code.version)", .init(list(op.inputs)),
        .init(list(op.outputs)), .init(optionsText(op)),
      ])
    }
    try text.table(operators)
    if !operators.isEmpty && !selected.tensors.isEmpty { try text.line() }

    var tensors = TextTable([
      .init(title: "t", isRight: true), .init(title: "type"), .init(title: "shape", givesWay: 3),
      .init(title: "bytes", isRight: true), .init(title: "kind"),
      .init(title: "quantization", givesWay: 2), .init(title: "name", givesWay: 1),
    ])
    for tensor in selected.tensors {
      tensors.add([
        "\(tensor.index.rawValue)", .init(tensor.type.name), .init(tensor.shapesText),
        .init(tensor.byteCount.map { "\($0)" } ?? "?"), .init(kind(of: tensor)),
        .init(tensor.quantizationText), .init(tensor.nameText),
      ])
    }
    try text.table(tensors)
  }

  private func list(_ indices: TensorIndices) -> String {
    indices.map { $0.isAbsent ? "-" : "t\($0.rawValue)" }.joined(separator: " ")
  }

  private func kind(of tensor: Tensor) -> String {
    let kinds = [
      tensor.isConstant ? "constant" : nil, tensor.isVariable ? "variable" : nil,
      tensor.isSparse ? "sparse" : nil,
    ]
    return kinds.compactMap { $0 }.joined(separator: " ")
  }

  /// The options that differ from their defaults, as `padding=VALID stride_w=2`.
  private func optionsText(_ op: Operator) -> String {
    guard let options = op.options else {
      return op.customOptions.map { "\($0.count.asByteCount) of custom options" } ?? ""
    }
    return options.fields.compactMap { field -> String? in
      guard options.isStoredAndNotDefault(field), let value = options.value(field)?.shortText(field)
      else { return nil }
      return "\(field.name)=\(value)"
    }.joined(separator: " ")
  }
}
