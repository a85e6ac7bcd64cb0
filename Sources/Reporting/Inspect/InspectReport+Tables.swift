internal import ModelFacts
internal import ModelFormat

extension InspectReport {
  /// Writes a line for each operator, and what they cost together.
  func writeOperators(of selected: SelectedSubgraph, to text: TextWriter) throws {
    var table = TextTable([
      .init(title: "#", isRight: true), .init(title: "operator", givesWay: 3),
      .init(title: "version", isRight: true), .init(title: "inputs", givesWay: 2),
      .init(title: "outputs", givesWay: 4), .init(title: "MACs", isRight: true),
      .init(title: "const bytes", isRight: true), .init(title: "options", givesWay: 1),
    ])
    for cost in selected.shownOperators {
      let op = cost.op
      table.add([
        "\(op.index)", .init(op.code.displayName), "\(op.code.version)", .init(list(op.inputs)),
        .init(list(op.outputs)), .init(cost.macs.map { "\($0)" } ?? ""),
        .init(cost.constantByteCount == 0 ? "" : "\(cost.constantByteCount)"),
        .init(optionsText(op)),
      ])
    }
    if let total = Self.total(of: selected) { table.add(total) }
    try text.table(table)
    try writeRest(selected.operators.count - selected.shownOperators.count, "operator", to: text)
  }

  /// The row below several operators; nil if they cost nothing that is counted.
  private static func total(of selected: SelectedSubgraph) -> [TextTable.Cell]? {
    let bytes = OperatorCost.constantByteCount(
      of: selected.operators.lazy.map(\.op), in: selected.graph)
    let hasMacs = selected.operators.contains { $0.macs != nil }
    guard selected.operators.count > 1, hasMacs || bytes > 0 else { return nil }
    let macs = hasMacs ? selected.macs.count.map { "\($0)" } ?? "more than 2^63" : ""
    return ["", "total", "", "", "", .init(macs), .init(bytes > 0 ? "\(bytes)" : ""), ""]
  }

  /// Writes a line for each tensor.
  func writeTensors(of selected: SelectedSubgraph, to text: TextWriter) throws {
    var table = TextTable([
      .init(title: "t", isRight: true), .init(title: "type"), .init(title: "shape", givesWay: 3),
      .init(title: "bytes", isRight: true), .init(title: "kind"),
      .init(title: "quantization", givesWay: 2), .init(title: "sha256"),
      .init(title: "name", givesWay: 1, cut: .middle),
    ])
    for tensor in selected.shownTensors {
      table.add([
        "\(tensor.index.rawValue)", .init(tensor.type.name), .init(tensor.shapesText),
        .init(tensor.byteCount.map { "\($0)" } ?? "?"), .init(kind(of: tensor)),
        .init(tensor.quantizationText), .init(digestText(of: tensor)), .init(tensor.nameText),
      ])
    }
    try text.table(table)
    try writeRest(selected.tensors.count - selected.shownTensors.count, "tensor", to: text)
    for tensor in selected.shownTensors {
      if let distribution = distribution(of: tensor) {
        try distribution.write(about: tensor, to: text)
      } else if selection.tensor != nil, tensor.isConstant {
        try text.heading("Values of \(tensor.label)")
        try text.prose("no histogram: \(Self.obstacle(to: tensor))", indent: 2)
      }
    }
  }

  /// Why a constant has no distribution.
  private static func obstacle(to tensor: Tensor) -> String {
    let size = tensor.data?.count ?? 0
    if tensor.isSparse { return "the elements are stored sparse" }
    if tensor.elementCount == 0 { return "the tensor has no elements" }
    if let needed = tensor.byteCount, size != needed {
      return "the shape needs \(needed.counted("byte")), and \(size) are stored"
    }
    return "elements of type \(tensor.type.name) are not shown as numbers"
  }

  /// The beginning of the digest of a constant, long enough to tell the constants of a model apart.
  private func digestText(of tensor: Tensor) -> String {
    guard let digests, let data = tensor.data else { return "" }
    return String(digests.sha256(of: data).prefix(ModelLines.digitCount))
  }

  private func writeRest(_ count: Int, _ what: String, to text: TextWriter) throws {
    guard count > 0 else { return }
    try text.prose("and \(count) more \(what)\(count == 1 ? "" : "s")", indent: 2)
  }

  private func kind(of tensor: Tensor) -> String {
    let kinds = [
      tensor.isConstant ? "constant" : nil, tensor.isVariable ? "variable" : nil,
      tensor.isSparse ? "sparse" : nil,
    ]
    return kinds.compactMap { $0 }.joined(separator: " ")
  }

  /// The options that differ from their defaults, and those that say something at any value, as
  /// `padding=SAME stride_w=2`.
  private func optionsText(_ op: Operator) -> String {
    guard let options = op.options else {
      return op.customOptions.map { "\($0.count.asByteCount) of custom options" } ?? ""
    }
    return options.fields.compactMap { field -> String? in
      guard Self.telling.contains(field.name) || options.isStoredAndNotDefault(field),
        let value = options.value(field)?.shortText(field)
      else { return nil }
      return "\(field.name)=\(value)"
    }.joined(separator: " ")
  }

  /// Fields whose default is one of several choices (SAME, the first axis, REFLECT), not the absence of
  /// a feature.
  private static let telling: Set<String> = [
    "align_corners", "axis", "half_pixel_centers", "mode", "padding",
  ]
}
