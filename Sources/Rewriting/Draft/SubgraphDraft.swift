internal import ModelFacts
internal import ModelFormat

/// A subgraph being edited.
///
/// No index changes while a pass runs: tensors are appended, and operators wait beside their places.
struct SubgraphDraft: Sendable {
  /// The subgraph as it was when the pass began.
  let graph: GraphIndex
  /// The roles of its tensors when the pass began.
  let roles: TensorRoles
  /// The schema's table without its tensors and operators.
  var table: Editable<Subgraph>
  var tensors: [Editable<Tensor>]
  /// The original operators, with possibly edited inputs, outputs and options.
  var operators: [Editable<Operator>]
  /// What replaces an operator, by its index.
  private var replacements: [Int: [Editable<Operator>]] = [:]
  /// The indices of all operators in their new order; nil if the order stays.
  private var order: [Int]?
  /// The names of all tensors; empty until a new name is needed.
  private var names: Set<[UInt8]> = []
  /// The last number that was appended to a name.
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

  /// True once operators wait for a place, or for another one.
  var movesOperators: Bool { !replacements.isEmpty || order != nil }

  /// Replaces the operator at `index`, which is removed unless it is among the new ones.
  mutating func replace(_ index: Int, with operators: [Editable<Operator>]) {
    replacements[index] = operators
  }

  /// Gives the operators another order, in which each index stands once.
  mutating func reorder(_ order: [Int]) { self.order = order }

  /// What replaces the operator at `index`.
  func successors(of index: Int) -> [Editable<Operator>] {
    replacements[index] ?? [operators[index]]
  }

  /// Appends a tensor under a unique name.
  mutating func append(_ tensor: Editable<Tensor>) -> TensorIndex {
    var tensor = tensor
    tensor.name = uniqueName(tensor.name ?? [])
    tensors.append(tensor)
    return TensorIndex(rawValue: Int32(tensors.count - 1))
  }

  /// Gives a tensor a unique name that begins with its old one; a tensor without a name gets none.
  mutating func rename(_ tensor: TensorIndex, adding suffix: String) {
    guard let name = tensors[tensor.position].name, !name.isEmpty else { return }
    tensors[tensor.position].name = uniqueName(name + Array(suffix.utf8))
  }

  /// The constant that was appended before with the same content; nil if there is none.
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
    // No lower number is free, because names are never released.
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

  /// Puts every operator in its place.
  mutating func placeOperators() {
    guard movesOperators else { return }
    operators = (order ?? Array(operators.indices)).flatMap(successors)
    replacements = [:]
    order = nil
  }

  /// The schema's table with everything in it.
  var whole: Editable<Subgraph> {
    var whole = table
    if !tensors.isEmpty { whole.tensors = tensors }
    if !operators.isEmpty { whole.operators = operators }
    return whole
  }
}
