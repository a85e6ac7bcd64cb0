internal import ModelFacts
internal import ModelFormat

/// A subgraph being edited.
///
/// While a pass runs no index moves: tensors are appended, and operators wait beside the place that
/// they are to have.
struct SubgraphDraft: Sendable {
  /// The subgraph as it was when the pass began.
  let graph: GraphIndex
  /// What its tensors were to callers and operators when the pass began.
  let roles: TensorRoles
  /// The schema's table without its tensors and operators.
  var table: EditableTable
  var tensors: [EditableTable]
  /// As they were when the pass began, but for inputs, outputs and options.
  var operators: [EditableTable]
  /// What is to stand in the place of an operator.
  private var replacements: [Int: [EditableTable]] = [:]
  private var names: Set<[UInt8]>?
  private var constants: [NewTensor: TensorIndex] = [:]

  init(_ table: EditableTable, of subgraph: Subgraph, _ roles: TensorRoles) {
    graph = GraphIndex(subgraph)
    self.roles = roles
    tensors = table.tables("tensors")
    operators = table.tables("operators")
    self.table = table
    // A list without elements stays what it is: left out, or empty.
    if !tensors.isEmpty { self.table["tensors"] = nil }
    if !operators.isEmpty { self.table["operators"] = nil }
  }

  /// True once operators wait for a place.
  var movesOperators: Bool { !replacements.isEmpty }

  /// Puts operators in the place of the one at `index`, which is gone unless it is among them.
  mutating func replace(_ index: Int, with operators: [EditableTable]) {
    replacements[index] = operators
  }

  /// What is to stand in the place of the operator at `index`.
  func successors(of index: Int) -> [EditableTable] { replacements[index] ?? [operators[index]] }

  /// Appends a tensor under a name of its own.
  mutating func append(_ tensor: EditableTable) -> TensorIndex {
    var tensor = tensor
    tensor["name"] = .text(uniqueName(tensor.name))
    tensors.append(tensor)
    return TensorIndex(rawValue: Int32(tensors.count - 1))
  }

  /// Gives a tensor a name of its own that begins with the one that it has; none where it has none.
  mutating func rename(_ tensor: TensorIndex, adding suffix: String) {
    let name = tensors[tensor.position].name
    guard !name.isEmpty else { return }
    tensors[tensor.position]["name"] = .text(uniqueName(name + Array(suffix.utf8)))
  }

  /// The constant that was appended with the same content before; nil where there is none.
  func constant(like tensor: NewTensor) -> TensorIndex? { constants[tensor.identity] }

  /// Remembers a constant, so that it can be shared.
  mutating func remember(_ tensor: NewTensor, at index: TensorIndex) {
    constants[tensor.identity] = index
  }

  private mutating func uniqueName(_ name: [UInt8]) -> [UInt8] {
    var names = self.names ?? Set(tensors.map(\.name))
    var unique = name
    var number = 1
    while names.contains(unique) {
      number += 1
      unique = name + Array("_\(number)".utf8)
    }
    names.insert(unique)
    self.names = names
    return unique
  }

  /// Gives every operator its place.
  mutating func placeOperators() {
    guard movesOperators else { return }
    operators = operators.indices.flatMap(successors)
    replacements = [:]
  }

  /// The schema's table with everything in it.
  var whole: EditableTable {
    var whole = table
    if !tensors.isEmpty { whole["tensors"] = .tables(tensors) }
    if !operators.isEmpty { whole["operators"] = .tables(operators) }
    return whole
  }
}

extension EditableTable {
  /// The bytes of a tensor's name; none where it has no name.
  var name: [UInt8] { if case .text(let bytes)? = self["name"] { bytes } else { [] } }

  /// Tensors, by the name of the field that lists them.
  func indices(_ name: String) -> [TensorIndex] {
    numbers(name, of: Int32.self).map(TensorIndex.init(rawValue:))
  }
}
