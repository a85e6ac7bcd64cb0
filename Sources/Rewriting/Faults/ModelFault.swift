public import ModelFormat

/// Something in a model that a runtime rejects, crashes on or miscomputes.
public struct ModelFault: Sendable {
  /// The id of the rule that found it: `Q021`.
  public let rule: String
  /// The subgraph's position; nil if it is about the whole model.
  public let subgraph: Int?
  /// The operator's position in the subgraph.
  public let op: Int?
  /// The tensor's position in the subgraph.
  public let tensor: Int?
  /// The kind of operator, if the fault is about all operators of a kind and its place is the first of them;
  /// nil if it is about its place only.
  public let code: String?
  /// What was found, in words.
  public let message: String

  /// A fault at a place.
  public init(
    rule: String, subgraph: Int?, op: Int?, tensor: Int?, code: String? = nil, message: String
  ) {
    (self.rule, self.subgraph, self.op) = (rule, subgraph, op)
    (self.tensor, self.code, self.message) = (tensor, code, message)
  }
}

/// Finds the faults of a model.
///
/// The rules belong to a module that this one does not import, so the caller passes them in.
public struct FaultCheck: Sendable {
  /// The faults of a model, in any order.
  public let faults: @Sendable (Model) -> [ModelFault]

  /// A check with this function.
  public init(_ faults: @escaping @Sendable (Model) -> [ModelFault]) { self.faults = faults }
}
