/// Checks every index and range of a model once, when it is opened.
///
/// After this, every index refers to something. What a table means is not checked here: a shape that does not
/// fit, a cycle or a scale of 0 is a finding, not an error.
struct IndexCheck {
  private let model: Model
  private let subgraphCount: Int
  private let bufferCount: Int
  private let codeCount: Int
  private let externalIDs: Set<UInt32>

  /// Throws at the first index that refers to nothing, or range that leaves the file.
  ///
  /// Returns what is wrong with the signatures, because a model runs without them.
  static func run(_ model: Model) throws(Diagnostic) -> Diagnostic? {
    let check = IndexCheck(model)
    try check.run()
    do throws(Diagnostic) {
      for (i, signature) in model.storedSignatures.enumerated() {
        try check.check(signature, number: i)
      }
      return nil
    } catch {
      return error
    }
  }

  private init(_ model: Model) {
    self.model = model
    subgraphCount = model.subgraphs.count
    bufferCount = model.buffers.count
    codeCount = model.operatorCodes.count
    externalIDs = Set(model.externalBuffers.map(\.id))
  }

  private func run() throws(Diagnostic) {
    for subgraph in model.subgraphs { try check(subgraph) }
    for (i, buffer) in model.buffers.enumerated() {
      guard let range = buffer.outside else { continue }
      try check(range, at: Place(["buffer \(i)"], byte: buffer.table.offset))
    }
    for (i, entry) in model.metadata.enumerated() {
      try check(entry.buffer, at: Place(["metadata \(i)"], byte: entry.table.offset))
    }
    if let numbers = model.metadataBuffers {
      for i in numbers.indices {
        let place = Place(["metadata_buffer \(i)"])
        try check("buffer", Int64(numbers[i]), below: bufferCount, at: place)
      }
    }
    for (i, external) in model.externalBuffers.enumerated() {
      try check(
        "external buffer group", Int64(external.group), below: model.externalBufferGroupCount,
        at: Place(["external buffer \(i)"], byte: external.table.offset))
    }
  }

  private func check(_ subgraph: Subgraph) throws(Diagnostic) {
    let tensorCount = subgraph.tensors.count
    let place = Place(["subgraph \(subgraph.index)"], byte: subgraph.table.offset)
    try check(subgraph.inputs, below: tensorCount, "input", at: place)
    try check(subgraph.outputs, below: tensorCount, "output", at: place)

    for tensor in subgraph.tensors {
      try check(tensor, below: tensorCount) { self.place(of: tensor, in: subgraph) }
    }
    for op in subgraph.operators { try check(op, in: subgraph, below: tensorCount) }
  }

  private func check(
    _ tensor: Tensor, below tensorCount: Int, place: () -> Place
  ) throws(Diagnostic) {
    // Buffer 0 stands for "no data", and a model without constants may leave the list out.
    if tensor.buffer.rawValue != 0 || bufferCount > 0 {
      guard tensor.buffer.position < bufferCount else {
        throw .noSuch("buffer", Int64(tensor.buffer.rawValue), of: bufferCount, at: place())
      }
    }
    if tensor.externalBuffer != 0, !externalIDs.contains(tensor.externalBuffer) {
      throw .noSuchExternalBuffer(tensor.externalBuffer, at: place())
    }
    // -1 is how blockwise parameters say that there are no zero points.
    for detail in tensor.quantization?.detailTensors ?? [] where detail.index != -1 {
      guard detail.index >= 0, Int(detail.index) < tensorCount else {
        throw .noSuch(
          "tensor", Int64(detail.index), of: tensorCount,
          at: place().appending("quantization \(detail.name)"))
      }
    }
  }

  private func check(
    _ op: Operator, in subgraph: Subgraph, below tensorCount: Int
  ) throws(Diagnostic) {
    // Built only if needed: most models have no problem to report.
    var place: Place {
      Place(["subgraph \(subgraph.index)", "operator \(op.index)"], byte: op.table.offset)
    }
    try check("operator code", Int64(op.codeIndex), below: codeCount, at: place)
    try check(op.inputs, below: tensorCount, "input", optional: true, at: place)
    try check(op.outputs, below: tensorCount, "output", at: place)
    try check(op.intermediates, below: tensorCount, "intermediate", optional: true, at: place)
    if let range = op.largeCustomOptions { try check(range, at: place.appending("custom options")) }
    for reference in SubgraphReferences.of(op) {
      try check(
        "subgraph", reference.index, below: subgraphCount, at: place.appending(reference.name))
    }
  }

  private func check(_ signature: Signature, number: Int) throws(Diagnostic) {
    let place = Place(["signature \(number)"], byte: signature.table.offset)
    // Read once: the second time, the file may have been truncated.
    let (subgraphs, index) = (model.subgraphs, Int(signature.subgraphIndex))
    try check("subgraph", Int64(index), below: subgraphs.count, at: place)
    let tensorCount = subgraphs[index].tensors.count
    for (side, tensors) in [("input", signature.inputs), ("output", signature.outputs)] {
      for (i, tensor) in tensors.enumerated() {
        try check(
          "tensor", Int64(tensor.tensorIndex), below: tensorCount,
          at: place.appending("\(side) \(i)"))
      }
    }
  }

  private func check(
    _ indices: TensorIndices, below count: Int, _ what: String, optional: Bool = false,
    at place: @autoclosure () -> Place
  ) throws(Diagnostic) {
    for (i, index) in indices.enumerated() {
      let number = index.rawValue
      if (number >= 0 && Int(number) < count) || (optional && number == -1) { continue }
      throw .noSuch("tensor", Int64(number), of: count, at: place().appending("\(what) \(i)"))
    }
  }

  private func check(_ buffer: BufferIndex, at place: Place) throws(Diagnostic) {
    try check("buffer", Int64(buffer.rawValue), below: bufferCount, at: place)
  }

  private func check(
    _ what: String, _ index: Int64, below count: Int, at place: @autoclosure () -> Place
  ) throws(Diagnostic) {
    guard index >= 0, index < count else { throw .noSuch(what, index, of: count, at: place()) }
  }

  private func check(
    _ range: (offset: UInt64, size: UInt64), at place: @autoclosure () -> Place
  ) throws(Diagnostic) {
    let (end, overflow) = range.offset.addingReportingOverflow(range.size)
    guard !overflow, end <= UInt64(model.file.byteCount) else {
      throw .rangeOutOfFile(
        offset: range.offset, size: range.size, count: model.file.byteCount, at: place())
    }
  }

  private func place(of tensor: Tensor, in subgraph: Subgraph) -> Place {
    Place(subgraph.place(of: tensor).steps, byte: tensor.table.offset)
  }
}
