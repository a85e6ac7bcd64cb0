public import ModelFormat

/// Something in a model that a runtime rejects, crashes on or miscomputes.
public struct ModelFault: Sendable {
  /// The rule that says so, by its id: `Q021`.
  public let rule: String
  /// The subgraph's position; nil if it is about the whole model.
  public let subgraph: Int?
  /// The operator's position in the subgraph.
  public let op: Int?
  /// The tensor's position in the subgraph.
  public let tensor: Int?
  /// What operators compute, if it is about every operator that does, and its place is the first
  /// of them; nil if it is about its place.
  public let code: String?
  /// What was found, in words.
  public let message: String

  /// Says that of a place.
  public init(
    rule: String, subgraph: Int?, op: Int?, tensor: Int?, code: String? = nil, message: String
  ) {
    (self.rule, self.subgraph, self.op) = (rule, subgraph, op)
    (self.tensor, self.code, self.message) = (tensor, code, message)
  }
}

/// Finds the faults of a model.
///
/// The rules belong to a module that this one does not import: who runs passes hands them over.
public struct FaultCheck: Sendable {
  /// The faults of a model, in any order.
  public let faults: @Sendable (Model) -> [ModelFault]

  /// Asks this function.
  public init(_ faults: @escaping @Sendable (Model) -> [ModelFault]) { self.faults = faults }
}
