internal import ModelFacts
internal import ModelFormat

/// The variables that VAR_HANDLE names, which TFLite Micro keeps in the tail.
///
/// Source: TFLite Micro, `micro_resource_variable.cc` and `kernels/assign_variable.cc`.
struct ResourceVariables {
  /// A variable is another if its container or its name is.
  private struct Name: Hashable {
    let container: String
    let name: String
  }

  private var handles: [Int: [TensorIndex: Name]] = [:]
  private var allocated: Set<Name> = []
  /// How many there are.
  let count: Int

  init(_ model: Model) {
    var names: Set<Name> = []
    for subgraph in model.subgraphs {
      for op in subgraph.operators where op.builtin == .varHandle {
        guard let output = op.outputs.first else { continue }
        let name = Name(
          container: Self.text("container", of: op), name: Self.text("shared_name", of: op))
        names.insert(name)
        handles[subgraph.index, default: [:]][output] = name
      }
    }
    count = names.count
  }

  /// The bytes that an ASSIGN_VARIABLE allocates: those of its value, unless the variable has its place already.
  mutating func allocate(by op: Operator, in subgraph: Subgraph, _ sizes: TensorSizes) -> Int? {
    guard op.inputs.count == 2, !op.inputs[1].isAbsent,
      let name = handles[subgraph.index]?[op.inputs[0]], allocated.insert(name).inserted
    else { return nil }
    return sizes.byteCount(of: op.inputs[1], subgraph: subgraph.index)
  }

  private static func text(_ option: String, of op: Operator) -> String {
    guard let options = op.options, let field = options.field(named: option),
      case .text(let text)? = options.value(field)
    else { return "" }
    return text.text
  }
}
