internal import ModelFacts
public import ModelFormat
internal import QuantMath

/// A model while a pass works on it: as it was, to be read, and as it will be, to be edited.
///
/// Positions mean the same in both for as long as the pass runs: nothing is taken out before its
/// end, and what is new stands behind what was there.
public struct Draft: Sendable {
  /// The model as it was when the pass began.
  public let model: Model
  /// How far a code may move in one change; nil for any distance.
  ///
  /// The runner refuses what goes further; a pass that looks at many places can leave such a one
  /// alone instead.
  let maxErrorCodes: Int?
  /// The subgraphs.
  var subgraphs: [SubgraphDraft]
  /// Data, by position; a new buffer is appended.
  var buffers: [EditableTable]
  /// What operators compute, by position; a new one is appended.
  var codes: [EditableTable]
  /// Where the codes are, once a pass has asked.
  private var codePlaces: [OperatorMeaning: Int]?
  /// The rest.
  private var edited: EditableModel

  /// A draft of `edited`, which reads as `model`.
  init(_ edited: EditableModel, as model: Model, maxErrorCodes: Int? = nil) {
    self.model = model
    self.maxErrorCodes = maxErrorCodes
    self.edited = edited
    let tables = edited.root.tables("subgraphs")
    let roles = TensorRoles.of(model)
    subgraphs = tables.enumerated().map { SubgraphDraft($1, of: model.subgraphs[$0], roles[$0]) }
    buffers = edited.root.tables("buffers")
    codes = edited.root.tables("operator_codes")
    for field in Self.lists { self.edited.root[field] = nil }
  }

  private static let lists = ["subgraphs", "buffers", "operator_codes"]

  /// The model with every edit in it, its lists not yet swept.
  var whole: EditableModel {
    var whole = edited
    if !subgraphs.isEmpty { whole.root["subgraphs"] = .tables(subgraphs.map(\.whole)) }
    if !buffers.isEmpty { whole.root["buffers"] = .tables(buffers) }
    if !codes.isEmpty { whole.root["operator_codes"] = .tables(codes) }
    return whole
  }

  /// The schema's table `Model` without subgraphs, buffers and operator codes.
  var root: EditableTable {
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
    // A plain integer has no scale.
    if grid.codes == .int32 { (quantized.scales, quantized.zeroPoints) = ([], []) }
    return add(quantized, like: tensor, in: subgraph)
  }

  /// Adds a tensor that an operator writes: of another's shape, whatever its own says.
  mutating func add(
    _ tensor: NewTensor, like other: TensorIndex, in subgraph: Int
  ) -> TensorIndex {
    var table = subgraphs[subgraph].tensors[other.position]
    for field in ["is_variable", "sparsity", "variant_tensors", "external_buffer"] {
      table[field] = nil
    }
    table.set("name", text: tensor.name)
    table.set("type", Int64(tensor.type.rawValue))
    table["quantization"] = tensor.quantization.map(EditableValue.table)
    table.set("buffer", Int64(emptyBuffer()))
    return subgraphs[subgraph].append(table)
  }

  /// Adds a tensor that an operator writes, or a constant that nothing shares.
  mutating func add(_ tensor: NewTensor, in subgraph: Int) -> TensorIndex {
    let buffer = tensor.data.map { addBuffer(.bytes($0)) } ?? emptyBuffer()
    return subgraphs[subgraph].append(tensor.table(buffer: buffer))
  }

  /// A constant of a subgraph: the one that was added before, if one is equal but for its name.
  mutating func constant(_ tensor: NewTensor, in subgraph: Int) -> TensorIndex {
    if let known = subgraphs[subgraph].constant(like: tensor) { return known }
    let index = add(tensor, in: subgraph)
    subgraphs[subgraph].remember(tensor, at: index)
    return index
  }

  /// Adds a buffer with data; gives its position.
  mutating func addBuffer(_ data: EditableData) -> Int {
    var buffer = EditableTable("Buffer")
    buffer["data"] = .data(data)
    buffers.append(buffer)
    return buffers.count - 1
  }

  /// The buffer that means "no data": the first, as everywhere, unless this model keeps data there.
  private mutating func emptyBuffer() -> Int {
    if let first = buffers.first, first["data"] == nil, first.outside == nil { return 0 }
    buffers.append(EditableTable("Buffer"))
    return buffers.count - 1
  }

  /// Puts new operators in the place of the one at `index`, all of which a debugger finds where
  /// that one was.
  mutating func replace(_ index: Int, with operators: [NewOperator], in subgraph: Int) {
    let old = subgraphs[subgraph].operators[index]
    let tables = operators.map { op in
      var table = op.table(codeIndex: code(op.builtin, version: op.version))
      table["debug_metadata_index"] = old["debug_metadata_index"]
      return table
    }
    subgraphs[subgraph].replace(index, with: tables)
  }

  /// The position of an operator code, added where the model has none.
  mutating func code(_ builtin: BuiltinOperator, version: Int64) -> Int {
    let known = codePlaces ?? Self.places(of: codes)
    codePlaces = known
    if let place = known[OperatorMeaning(builtin, version)] { return place }
    var code = EditableTable("OperatorCode")
    // Readers from before 2020 know the byte alone; 127 there means "see the other".
    code.set("deprecated_builtin_code", Int64(min(builtin.rawValue, 127)))
    code.set("builtin_code", Int64(builtin.rawValue))
    code.set("version", version)
    codePlaces?[OperatorMeaning(builtin, version)] = codes.count
    codes.append(code)
    return codes.count - 1
  }

  /// The first place of each code.
  private static func places(of codes: [EditableTable]) -> [OperatorMeaning: Int] {
    Dictionary(
      codes.enumerated().map { place, code in
        (OperatorMeaning(code.builtin, code.integer("version")), place)
      }
    ) { first, _ in first }
  }

  /// Gives a tensor another scale and zero point.
  ///
  /// The range that was seen, where the model keeps it, becomes the range that codes can now hold.
  mutating func setQuantization(of tensor: TensorIndex, to grid: Grid, in subgraph: Int) {
    let old = subgraphs[subgraph].tensors[tensor.position].table("quantization")
    var table = old ?? EditableTable("QuantizationParameters")
    table.set("scale", [grid.scale])
    table.set("zero_point", [Int64(grid.zeroPoint)])
    if old?["min"] != nil || old?["max"] != nil {
      table.set("min", [Float(grid.realRange.lowestCode)])
      table.set("max", [Float(grid.realRange.highestCode)])
    }
    subgraphs[subgraph].tensors[tensor.position]["quantization"] = .table(table)
  }
}

/// What tells operator codes apart, but for custom ones.
struct OperatorMeaning: Hashable {
  let builtin: BuiltinOperator
  let version: Int64

  init(_ builtin: BuiltinOperator, _ version: Int64) {
    (self.builtin, self.version) = (builtin, version)
  }
}

extension EditableTable {
  /// What an operator code means: the larger of its two fields.
  var builtin: BuiltinOperator {
    BuiltinOperator(
      rawValue: Int32(
        truncatingIfNeeded: max(integer("builtin_code"), integer("deprecated_builtin_code"))))
  }
}
