@testable import ModelFormat

/// Reads all that can be read of a model, twice over: by the schema and through every view.
///
/// The sum means nothing; making it keeps every read.
struct ReadEverything {
  private(set) var sum = 0

  init(_ file: ModelFile) {
    record(Record(root: file))
    let model = Model(file: file)
    text(model.description)
    sum &+= Int(model.version) &+ model.trailingByteCount &+ model.externalBufferGroupCount
    for code in model.operatorCodes {
      text(code.customCode)
      sum &+= code.builtin.name.count &+ Int(code.version)
    }
    for subgraph in model.subgraphs { read(subgraph) }
    for buffer in model.buffers {
      bytes(buffer.contents)
      sum &+= buffer.isOutsideTables ? 1 : 0
    }
    for entry in model.metadata {
      text(entry.name)
      bytes(model.buffer(entry.buffer)?.contents)
    }
    ends(model.metadataBuffers) { Int($0) }
    for signature in model.signatures {
      text(signature.key)
      for named in Array(signature.inputs) + Array(signature.outputs) {
        text(named.name)
        sum &+= Int(named.tensorIndex)
      }
    }
    for external in model.externalBuffers { sum &+= Int(external.id) &+ Int(external.group) }
  }

  private mutating func read(_ subgraph: Subgraph) {
    text(subgraph.name)
    for tensor in subgraph.tensors { read(tensor) }
    for op in subgraph.operators { read(op) }
    for index in Array(subgraph.inputs) + Array(subgraph.outputs) { sum &+= Int(index.rawValue) }
  }

  mutating func read(_ tensor: Tensor) {
    text(tensor.name)
    bytes(tensor.data)
    sum &+= tensor.shape.count &+ (tensor.shapeSignature?.count ?? 0) &+ tensor.type.name.count
    sum &+= (tensor.byteCount ?? 0) &+ (tensor.elementCount ?? 0) &+ (tensor.type.bitCount ?? 0)
    sum &+= [tensor.isVariable, tensor.isSparse, tensor.isConstant].count { $0 }
    guard let quantization = tensor.quantization else { return }
    sum &+= quantization.min.count &+ quantization.max.count &+ quantization.scales.count
    sum &+= quantization.zeroPoints.count &+ Int(quantization.axis)
    sum &+= quantization.details == nil ? 0 : 1 &+ quantization.detailTensors.count
  }

  mutating func read(_ op: Operator) {
    sum &+= op.builtin.name.count &+ Int(op.code.version) &+ Int(op.fusedActivation.rawValue)
    for index in Array(op.inputs) + Array(op.outputs) + Array(op.intermediates) {
      sum &+= Int(index.rawValue)
    }
    bytes(op.customOptions)
    sum &+= (op.options?.typeName.count ?? 0) &+ SubgraphReferences.of(op).count
  }

  private mutating func record(_ record: Record) {
    sum &+= record.typeName.count &+ record.unknownFields.count &+ Int(record.offset)
    bytes(record.dataOutsideTables?.bytes)
    for field in record.fields where record.isStoredAndNotDefault(field) {
      sum &+= field.name.count
      switch record.value(field) {
      case .bool, .integer, .unsigned, .float32, .float64: sum &+= 1
      case .text(let value): text(value)
      case .texts(let values): for value in values { text(value) }
      case .record(let child): self.record(child)
      case .records(let children): for child in children { self.record(child) }
      case .numbers(let values): numbers(values)
      case nil: break
      }
    }
  }

  private mutating func numbers(_ numbers: RecordValue.Numbers) {
    switch numbers {
    case .bytes(let range): bytes(range)
    case .bools(let all): ends(all) { Int($0) }
    case .int8(let all): ends(all) { Int($0) }
    case .int16(let all): ends(all) { Int($0) }
    case .uint16(let all): ends(all) { Int($0) }
    case .int32(let all): ends(all) { Int($0) }
    case .uint32(let all): ends(all) { Int($0) }
    case .int64(let all): ends(all) { Int($0) }
    case .uint64(let all): ends(all) { Int(truncatingIfNeeded: $0) }
    case .float32(let all): ends(all) { Int($0.bitPattern) }
    case .float64(let all): ends(all) { Int(truncatingIfNeeded: $0.bitPattern) }
    }
  }

  /// The first and the last element: what lies between is inside when they are.
  private mutating func ends<Element>(_ all: Scalars<Element>?, _ number: (Element) -> Int) {
    guard let all, let first = all.first, let last = all.last else { return }
    sum &+= number(first) &+ number(last)
  }

  private mutating func bytes(_ range: ByteRange?) {
    range?.forEachChunk { chunk in
      sum &+= Int(chunk[0]) &+ Int(chunk[chunk.count - 1])
      for page in stride(from: 0, to: chunk.count, by: 4096) { sum &+= Int(chunk[page]) }
    }
  }

  private mutating func text(_ text: RawText?) {
    guard let text else { return }
    sum &+= text.text.escapedForDisplay.count &+ (text.isUTF8 ? 1 : 0)
  }
}
