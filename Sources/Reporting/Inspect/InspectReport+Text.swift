internal import MemoryPlanning
internal import ModelFacts
internal import ModelFormat

extension InspectReport {
  /// Writes the form for people.
  public func writeText(to text: TextWriter) throws {
    let totals = ModelTotals(model)
    let subgraphs = subgraphs
    try text.prose(summary(totals, text.style))
    try writeModel(totals, macs(in: subgraphs), to: text)
    if !isNarrowed { try writeStoredDescription(to: text) }
    for selected in subgraphs where !isNarrowed || !selected.isEmpty {
      try write(selected, to: text)
    }
    if let op = selection.op, subgraphs.allSatisfy(\.operators.isEmpty) {
      try text.line()
      let subject = selection.subgraph.map { "Subgraph \($0)" } ?? "The model"
      let use = selection.tensor == nil ? "" : " that uses the tensor"
      try text.prose("\(subject) has no \(op.escapedForDisplay) operator\(use).")
    }
  }

  /// The multiply-accumulates of the whole model; the operators of a whole report are counted already.
  private func macs(in subgraphs: [SelectedSubgraph]) -> MultiplyAccumulates.Sum {
    guard !isNarrowed, selection.subgraph == nil else { return MultiplyAccumulates.sum(of: model) }
    return subgraphs.reduce(into: MultiplyAccumulates.Sum()) { $0.add($1.macs) }
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

  private func writeModel(
    _ totals: ModelTotals, _ macs: MultiplyAccumulates.Sum, to text: TextWriter
  ) throws {
    var facts: [(name: String, value: String)] = []
    func add(_ name: String, _ value: String) { if !value.isEmpty { facts.append((name, value)) } }
    if let description = model.description, description.bytes.count > 0 {
      add("description", description.text.escapedForDisplay)
    }
    let operators = totals.byOperator.map { group in
      let name = group.name.escapedForDisplay
      // A custom operator's name may be of any length.
      let shown =
        text.width == nil
        ? name : name.shortened(to: Self.nameRoom, ellipsis: text.style.ellipsis, at: .middle)
      return "\(group.count) \(shown)"
    }
    add("operators", operators.joined(separator: ", "))
    add("types", totals.byType.map { "\($0.count) \($0.name)" }.joined(separator: ", "))
    add("compute", macs.summaryText)
    if hasMemory {
      // Planning the arenas would take a tenth of the time of the whole report.
      add("memory", "\(LiveMemory(model).peakFigure.text) of activations at the peak")
    }
    for signature in model.signatures {
      add("signature", signatureText(signature))
    }
    for entry in model.metadata {
      let size = model.buffer(entry.buffer)?.contents?.count ?? 0
      let words = model.text(of: entry).map { " \($0.escapedForDisplay)" } ?? ""
      add("metadata", "\(entry.name?.text.escapedForDisplay ?? "-")\(words) (\(size.asByteCount))")
    }
    let outside = model.buffers.byteCountOutsideTables
    if outside > 0 { add("outside", "\(outside.asByteCount) of data outside the FlatBuffer") }
    let trailing = model.trailingByteCount
    if trailing > 0 { add("trailing", trailingText(trailing)) }
    try text.facts(facts)
  }

  private func trailingText(_ byteCount: Int) -> String {
    let size = "\(byteCount.asByteCount) after the model"
    guard let archive else { return size }
    let names = archive.prefix(Self.mostFiles).map { file in
      "\(file.name.text.escapedForDisplay) (\(file.byteCount.asByteCount))"
    }
    let more = archive.count - names.count
    let rest = more > 0 ? ["\(more) more"] : []
    let list = (names + rest).joined(separator: ", ")
    return size + (list.isEmpty ? ": an empty zip archive" : ": a zip archive with \(list)")
  }

  /// The columns that the name of an operator may take in a terminal.
  private static let nameRoom = 40

  /// More files of an archive than these are counted, not named.
  private static let mostFiles = 12

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

    try writeOperators(of: selected, to: text)
    if !selected.operators.isEmpty && !selected.tensors.isEmpty { try text.line() }
    try writeTensors(of: selected, to: text)
  }

  /// `t0 t1 -`.
  func list(_ indices: TensorIndices) -> String {
    indices.map { $0.isAbsent ? "-" : "t\($0.rawValue)" }.joined(separator: " ")
  }
}

extension MultiplyAccumulates.Sum {
  /// `1.2 M multiply-accumulates (MACs)`; nothing for a model without matrix operators.
  fileprivate var summaryText: String {
    guard count != 0 || uncountedOperators > 0 else { return "" }
    let words = "\(count?.asCount ?? "more than 2^63") multiply-accumulates (MACs)"
    guard uncountedOperators > 0 else { return words }
    return words + ", without \(uncountedOperators.counted("matrix operator")) of unknown shape"
  }
}
