public import ModelFormat

/// The place of a finding in a model, as precise as possible.
public struct FindingPlace: Sendable {
  /// The subgraph's index; nil for the model as a whole.
  public let subgraph: Int?
  /// The operator's index in its subgraph.
  public let op: Int?
  /// The operator's name: the schema's, or a custom operator's own.
  public let opName: String?
  /// The tensor's index in its subgraph.
  public let tensor: Int?
  /// The tensor's name, as the file has it; nil if it has none.
  public let tensorName: String?

  // A name may have any length, and every finding repeats it.
  private static let longestName = 200

  /// The model as a whole.
  public static let model = Self(subgraph: nil, op: nil, tensor: nil)

  /// An operator, a tensor, or both, of a subgraph; without either, the subgraph as a whole.
  public init(subgraph: Int?, op: Operator? = nil, tensor: Tensor? = nil) {
    self.subgraph = subgraph
    self.op = op?.index
    opName = op.map { op in
      guard op.builtin == .custom, let own = op.code.customCode else { return op.builtin.name }
      return own.beginning(of: Self.longestName)
    }
    self.tensor = tensor.map { Int($0.index.rawValue) }
    let name = tensor?.name.flatMap { $0.bytes.count == 0 ? nil : $0 }
    tensorName = name?.beginning(of: Self.longestName)
  }
}
