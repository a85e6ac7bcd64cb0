internal import MemoryPlanning
internal import ModelFacts
internal import ModelFormat

extension InspectReport {
  /// Writes the members of the JSON form.
  public func writeMembers(to json: JSONWriter) throws {
    try json.member("path", path.description)
    try json.key("file")
    try json.object {
      try json.member("bytes", model.file.byteCount)
      try json.member("identifier", "TFL3")
      try json.member("trailing_bytes", model.trailingByteCount)
      try json.key("archive")
      if let archive {
        try json.array(of: archive) { file in
          try json.object {
            try json.member("name", file.name)
            try json.member("bytes", file.byteCount)
          }
        }
      } else {
        json.null()
      }
    }
    try json.key("model")
    try json.object { try writeModel(to: json) }
    let shown = subgraphs
    try json.key("subgraphs")
    try json.array(of: shown) { selected in
      try json.object { try write(selected, to: json) }
    }
    try json.key("totals")
    try json.object { try writeTotals(of: shown, to: json) }
  }

  private func writeModel(to json: JSONWriter) throws {
    try json.member("version", Int(model.version))
    try json.member("description", model.description)
    try json.key("operator_codes")
    try json.array(of: model.operatorCodes) { code in
      try json.object {
        try json.member("op", code.builtin.name)
        try json.member("custom_code", code.customCode)
        try json.member("version", Int(code.version))
      }
    }
    try json.key("signatures")
    try json.array(of: model.signatures) { signature in
      try json.object {
        try json.member("key", signature.key)
        try json.member("subgraph", Int(signature.subgraphIndex))
        try write("inputs", signature.inputs, to: json)
        try write("outputs", signature.outputs, to: json)
      }
    }
    try json.key("metadata")
    try json.array(of: model.metadata) { entry in
      try json.object {
        try json.member("name", entry.name)
        try json.member("buffer", entry.buffer.position)
        try json.member("bytes", model.buffer(entry.buffer)?.contents?.count ?? 0)
        try json.member("text", model.text(of: entry))
      }
    }
    try json.key("tflite_metadata")
    switch storedDescription {
    case .success(let record):
      try json.options(record)
      try json.member("metadata_problem", nil as String?)
    case .failure(let failure):
      json.null()
      try json.member("metadata_problem", failure.metadataProblem)
    }
    let buffers = model.buffers
    try json.key("buffers")
    try json.object {
      try json.member("count", buffers.count)
      try json.member("bytes", buffers.reduce(0) { $0 + ($1.contents?.count ?? 0) })
      try json.member("outside_tables", buffers.byteCountOutsideTables)
    }
  }

  private func write(_ name: String, _ tensors: Views<NamedTensor>, to json: JSONWriter) throws {
    try json.key(name)
    try json.array(of: tensors) { tensor in
      try json.object {
        try json.member("name", tensor.name)
        try json.member("tensor", Int(tensor.tensorIndex))
      }
    }
  }

  private func write(_ selected: SelectedSubgraph, to json: JSONWriter) throws {
    try json.member("subgraph", selected.subgraph.index)
    try json.member("name", selected.subgraph.name)
    try json.member("inputs", selected.subgraph.inputs)
    try json.member("outputs", selected.subgraph.outputs)
    try json.key("operators")
    try json.array(of: selected.shownOperators) { cost in
      try json.object {
        let (op, code) = (cost.op, cost.op.code)
        try json.member("operator", op.index)
        try json.member("op", code.builtin.name)
        try json.member("custom_code", code.customCode)
        try json.member("version", Int(code.version))
        try json.member("inputs", op.inputs)
        try json.member("outputs", op.outputs)
        try json.key("options")
        try json.options(op.options)
        try json.member("macs", cost.macs)
        try json.member("constant_bytes", cost.constantByteCount)
      }
    }
    try json.key("tensors")
    try json.array(of: selected.shownTensors) { tensor in
      try json.object { try write(tensor, to: json) }
    }
  }

  private func write(_ tensor: Tensor, to json: JSONWriter) throws {
    try json.member("tensor", Int(tensor.index.rawValue))
    try json.member("name", tensor.name)
    try json.member("type", tensor.type.name)
    try json.member("shape", tensor.shape)
    try json.key("shape_signature")
    if let signature = tensor.shapeSignature {
      try json.array(of: signature) { json.value($0) }
    } else {
      json.null()
    }
    try json.member("buffer", tensor.buffer.position)
    try json.member("bytes", tensor.byteCount)
    try json.member("constant", tensor.isConstant)
    try json.member("variable", tensor.isVariable)
    try json.key("quantization")
    try json.quantization(of: tensor)
    if let digests { try json.member("sha256", tensor.data.map(digests.sha256)) }
    if let distribution = distribution(of: tensor) {
      try json.key("distribution")
      try distribution.write(to: json)
    }
  }

  private func writeTotals(of shown: [SelectedSubgraph], to json: JSONWriter) throws {
    let totals = ModelTotals(
      model, operators: shown.lazy.flatMap(\.operators).map(\.op),
      tensors: shown.lazy.flatMap(\.tensors))
    let macs = shown.map(\.macs).reduce(into: MultiplyAccumulates.Sum()) { $0.add($1) }
    try json.member("operators", totals.operatorCount)
    try json.member("tensors", totals.tensorCount)
    try json.member("constant_bytes", totals.constantByteCount)
    try json.member("macs", macs.count)
    try json.member("uncounted_operators", macs.uncountedOperators)
    if hasMemory {
      try json.key("memory")
      try json.object { try MemoryTotals(model).writeMembers(to: json) }
    }
    for (name, counts) in [("by_op", totals.byOperator), ("by_type", totals.byType)] {
      try json.key(name)
      try json.object {
        for entry in counts {
          try json.key(anyText: entry.name)
          json.value(entry.count)
        }
      }
    }
  }
}

extension Views<Buffer> {
  /// The bytes of data that lie outside the tables.
  var byteCountOutsideTables: Int {
    reduce(0) { $0 + ($1.isOutsideTables ? $1.contents?.count ?? 0 : 0) }
  }
}
