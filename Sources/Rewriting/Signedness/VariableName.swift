internal import ModelFacts
internal import ModelFormat

/// What identifies a resource variable.
struct VariableName: Hashable {
  let container: String
  let shared: String

  /// The variable that an operator reads or writes; nil if it has no VAR_HANDLE in the subgraph.
  init?(of op: Operator, in graph: GraphIndex) {
    guard let handle = op.inputs.first, !handle.isAbsent, let producer = graph.producer(of: handle),
      producer.builtin.name == "VAR_HANDLE"
    else { return nil }
    container = producer.text("container")
    shared = producer.text("shared_name")
  }
}

extension Operator {
  /// A string option of the operator; empty if there is none.
  fileprivate func text(_ name: String) -> String {
    guard let field = options?.field(named: name), case .text(let text)? = options?.value(field)
    else { return "" }
    return text.text
  }
}
