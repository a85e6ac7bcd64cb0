internal import ModelFormat

/// Which HARD_SWISH of a model are selected; by default all.
public struct HardSwishSelection: Sendable {
  /// Only the operator with this index.
  public var op: Int?
  /// Only this subgraph.
  public var subgraph: Int?

  /// A selection by operator, subgraph, or both.
  public init(op: Int? = nil, subgraph: Int? = nil) {
    self.op = op
    self.subgraph = subgraph
  }

  /// True if a subgraph is selected.
  public func includes(subgraph index: Int) -> Bool { subgraph ?? index == index }
  func includes(_ op: Operator) -> Bool { self.op ?? op.index == op.index }
}
