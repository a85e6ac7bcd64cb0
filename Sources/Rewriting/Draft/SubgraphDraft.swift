internal import ModelFacts
internal import ModelFormat

/// A subgraph being edited.
///
/// While a pass runs no index moves: tensors are appended, and operators wait next to the place
/// that they are to have.
struct SubgraphDraft: Sendable {
  /// The subgraph as it was when the pass began.
  let graph: GraphIndex
  /// What its tensors were to callers and operators when the pass began.
  let roles: TensorRoles
  /// The schema's table without its tensors and operators.
  var table: Editable<Subgraph>
  var tensors: [Editable<Tensor>]
  /// As they were when the pass began, but for inputs, outputs and options.
  var operators: [Editable<Operator>]
  /// What is to stand in the place of an operator.
  private var replacements: [Int: [Editable<Operator>]] = [:]
  /// The names of all tensors; empty until a new name is needed.
  private var names: Set<[UInt8]> = []
  /// The last number that was given to a name.
  private var lastNumbers: [[UInt8]: Int] = [:]
  private var constants: [NewTensor: TensorIndex] = [:]

  init(_ table: Editable<Subgraph>, of subgraph: Subgraph, _ roles: TensorRoles) {
    graph = GraphIndex(subgraph)
    self.roles = roles
    tensors = table.tensors ?? []
    operators = table.operators ?? []
    self.table = table
    // A list without elements stays absent or empty.
    if !tensors.isEmpty { self.table.tensors = nil }
    if !operators.isEmpty { self.table.operators = nil }
  }

  /// True once operators wait for a place.
  var movesOperators: Bool { !replacements.isEmpty }

  /// Puts operators in the place of the one at `index`, which is gone unless it is among them.
  mutating func replace(_ index: Int, with operators: [Editable<Operator>]) {
    replacements[index] = operators
  }

  /// What is to stand in the place of the operator at `index`.
  func successors(of index: Int) -> [Editable<Operator>] {
    replacements[index] ?? [operators[index]]
  }

  /// Appends a tensor under a name of its own.
  mutating func append(_ tensor: Editable<Tensor>) -> TensorIndex {
    var tensor = tensor
    tensor.name = uniqueName(tensor.name ?? [])
    tensors.append(tensor)
    return TensorIndex(rawValue: Int32(tensors.count - 1))
  }

  /// Gives a tensor a name of its own that begins with the one that it has; none if it has none.
  mutating func rename(_ tensor: TensorIndex, adding suffix: String) {
    guard let name = tensors[tensor.position].name, !name.isEmpty else { return }
    tensors[tensor.position].name = uniqueName(name + Array(suffix.utf8))
  }

  /// The constant that was appended with the same content before; nil if there is none.
  func constant(like tensor: NewTensor) -> TensorIndex? { constants[tensor.identity] }

  /// Remembers a constant, so that it can be shared.
  mutating func remember(_ tensor: NewTensor, at index: TensorIndex) {
    constants[tensor.identity] = index
  }

  private mutating func uniqueName(_ name: [UInt8]) -> [UInt8] {
    if names.isEmpty { names = Set(tensors.map { $0.name ?? [] }) }
    guard names.contains(name) else {
      names.insert(name)
      return name
    }
    // No lower number is free: a name that was given stays.
    var number = lastNumbers[name] ?? 1
    var unique: [UInt8]
    repeat {
      number += 1
      unique = name + Array("_\(number)".utf8)
    } while names.contains(unique)
    lastNumbers[name] = number
    names.insert(unique)
    return unique
  }

  /// Gives every operator its place.
  mutating func placeOperators() {
    guard movesOperators else { return }
    operators = operators.indices.flatMap(successors)
    replacements = [:]
  }

  /// The schema's table with everything in it.
  var whole: Editable<Subgraph> {
    var whole = table
    if !tensors.isEmpty { whole.tensors = tensors }
    if !operators.isEmpty { whole.operators = operators }
    return whole
  }
}
