internal import ModelFacts
public import ModelFormat
internal import QuantMath

/// A model while a pass works on it: the original for reading, and the new one for editing.
///
/// Indices mean the same in both while the pass runs: nothing is removed before its end, and new parts are
/// appended.
public struct Draft: Sendable {
  /// The model as it was when the pass began.
  public let model: Model
  /// The limit in codes for one change; nil for no limit.
  ///
  /// The runner rejects larger changes; a pass with many candidates can skip one instead.
  let maxErrorCodes: Int?
  /// The subgraphs.
  var subgraphs: [SubgraphDraft]
  /// Data, by position; a new buffer is appended.
  var buffers: [Editable<Buffer>]
  /// The operator codes, by position; a new one is appended.
  var codes: [Editable<OperatorCode>]
  /// The positions of the codes, computed on first use.
  private var codePlaces: [OperatorMeaning: Int]?
  /// Everything else.
  private var edited: EditableModel

  /// A draft of `edited`, with `model` for reading it.
  init(_ edited: EditableModel, as model: Model, maxErrorCodes: Int? = nil) {
    self.model = model
    self.maxErrorCodes = maxErrorCodes
    self.edited = edited
    let tables = edited.root.subgraphs ?? []
    let roles = TensorRoles.of(model)
    subgraphs = tables.enumerated().map { SubgraphDraft($1, of: model.subgraphs[$0], roles[$0]) }
    buffers = edited.root.buffers ?? []
    codes = edited.root.operatorCodes ?? []
    self.edited.root.subgraphs = nil
    self.edited.root.buffers = nil
    self.edited.root.operatorCodes = nil
  }

  /// The model with every edit, before the sweep.
  var whole: EditableModel {
    var whole = edited
    if !subgraphs.isEmpty { whole.root.subgraphs = subgraphs.map(\.whole) }
    if !buffers.isEmpty { whole.root.buffers = buffers }
    if !codes.isEmpty { whole.root.operatorCodes = codes }
    return whole
  }

  /// The schema's table `Model` without subgraphs, buffers and operator codes.
  var root: Editable<Model> {
    get { edited.root }
    set { edited.root = newValue }
  }
}

extension Draft {
  /// Adds a tensor that an operator writes, of the same shape as another.
  mutating func add(
    _ name: String, on grid: Grid, like tensor: TensorIndex, in subgraph: Int
  ) -> TensorIndex {
    var quantized = NewTensor(name, on: grid, shape: [])
    // Plain integers have no scale.
    if grid.codes == .int32 { (quantized.scales, quantized.zeroPoints) = ([], []) }
    return add(quantized, like: tensor, in: subgraph)
  }

  /// Adds a tensor that an operator writes, with the shape of another tensor instead of its own.
  mutating func add(
    _ tensor: NewTensor, like other: TensorIndex, in subgraph: Int
  ) -> TensorIndex {
    var table = subgraphs[subgraph].tensors[other.position]
    table.isVariable = false
    table.sparsity = nil
    table.variantTensors = nil
    table.externalBuffer = 0
    table.name = Array(tensor.name.utf8)
    table.type = tensor.type
    table.quantization = tensor.quantization
    table.buffer = emptyBuffer()
    return subgraphs[subgraph].append(table)
  }

  /// Adds a tensor that an operator writes, or a constant that is not shared.
  mutating func add(_ tensor: NewTensor, in subgraph: Int) -> TensorIndex {
    let buffer = tensor.data.map { addBuffer(.bytes($0)) } ?? emptyBuffer()
    return subgraphs[subgraph].append(tensor.table(buffer: buffer))
  }

  /// A constant of a subgraph: one that was added before, if it is equal apart from its name.
  mutating func constant(_ tensor: NewTensor, in subgraph: Int) -> TensorIndex {
    if let known = subgraphs[subgraph].constant(like: tensor) { return known }
    let index = add(tensor, in: subgraph)
    subgraphs[subgraph].remember(tensor, at: index)
    return index
  }

  /// Adds a buffer with data; returns its index.
  mutating func addBuffer(_ data: EditableData?) -> BufferIndex {
    var buffer = Editable<Buffer>()
    buffer.data = data
    buffers.append(buffer)
    return BufferIndex(rawValue: UInt32(buffers.count - 1))
  }

  /// The buffer that means "no data": normally the first, unless this model stores data there.
  private mutating func emptyBuffer() -> BufferIndex {
    if let first = buffers.first, first.data == nil, first.outside == nil {
      return BufferIndex(rawValue: 0)
    }
    return addBuffer(nil)
  }

  /// Replaces the operator at `index` with new ones, which get its debug metadata.
  mutating func replace(_ index: Int, with operators: [NewOperator], in subgraph: Int) {
    let old = subgraphs[subgraph].operators[index]
    let tables = operators.map { op in
      var table = op.table(codeIndex: code(op.builtin, version: op.version))
      table.debugMetadataIndex = old.debugMetadataIndex
      return table
    }
    subgraphs[subgraph].replace(index, with: tables)
  }

  /// The position of an operator code, which is added if the model does not have it.
  mutating func code(_ builtin: BuiltinOperator, version: Int64) -> Int {
    let known = codePlaces ?? Self.places(of: codes)
    codePlaces = known
    if let place = known[OperatorMeaning(builtin, version)] { return place }
    var code = Editable<OperatorCode>()
    // Readers from before 2020 know only the byte; 127 there means "see the other".
    code.deprecatedBuiltinCode = Int8(min(builtin.rawValue, 127))
    code.builtinCode = builtin
    code.version = Int32(version)
    codePlaces?[OperatorMeaning(builtin, version)] = codes.count
    codes.append(code)
    return codes.count - 1
  }

  /// The first position of each code.
  private static func places(of codes: [Editable<OperatorCode>]) -> [OperatorMeaning: Int] {
    Dictionary(
      codes.enumerated().map { place, code in
        (OperatorMeaning(code.builtin, Int64(code.version)), place)
      }
    ) { first, _ in first }
  }

  /// Sets the scale and zero point of a tensor.
  ///
  /// The observed range, if the model has it, becomes the range that codes can now represent.
  mutating func setQuantization(of tensor: TensorIndex, to grid: Grid, in subgraph: Int) {
    var table = subgraphs[subgraph].tensors[tensor.position].quantization ?? Editable()
    table.scale = [grid.scale]
    table.zeroPoint = [Int64(grid.zeroPoint)]
    if table.min != nil || table.max != nil {
      table.min = [Float(grid.realRange.lowestCode)]
      table.max = [Float(grid.realRange.highestCode)]
    }
    subgraphs[subgraph].tensors[tensor.position].quantization = table
  }
}

/// What identifies an operator code, except for custom ones.
struct OperatorMeaning: Hashable {
  let builtin: BuiltinOperator
  let version: Int64

  init(_ builtin: BuiltinOperator, _ version: Int64) {
    (self.builtin, self.version) = (builtin, version)
  }
}

extension Editable where View == OperatorCode {
  /// What an operator code means: the larger of its two fields.
  var builtin: BuiltinOperator {
    BuiltinOperator(rawValue: max(self.builtinCode.rawValue, Int32(self.deprecatedBuiltinCode)))
  }
}
