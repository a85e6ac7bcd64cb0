internal import ModelFacts
internal import ModelFormat

extension InspectReport {
  /// The order of operators and tensors in their lists, and how many of them are shown.
  public struct Order: Sendable {
    /// What comes first.
    public enum Key: String, CaseIterable, Sendable {
      /// The lowest index.
      case index
      /// Among operators, the most multiply-accumulates; tensors by index.
      case macs
      /// The largest constants of operators, and the largest tensors.
      case bytes
    }

    /// What comes first; of equals, the lowest index.
    public var key: Key
    /// How many operators and how many tensors of each subgraph are shown; nil for all.
    public var top: Int?

    /// By default, everything by index.
    public init(by key: Key = .index, top: Int? = nil) {
      (self.key, self.top) = (key, top)
    }

    func sorted(_ operators: [OperatorCost]) -> [OperatorCost] {
      switch key {
      case .index: operators
      case .macs: Self.sorted(operators, by: \.op.index) { $0.macs ?? -1 }
      case .bytes: Self.sorted(operators, by: \.op.index, \.constantByteCount)
      }
    }

    func sorted(_ tensors: [Tensor]) -> [Tensor] {
      guard key == .bytes else { return tensors }
      return Self.sorted(tensors, by: \.index.position) { $0.byteCount ?? -1 }
    }

    private static func sorted<Element>(
      _ elements: [Element], by index: (Element) -> Int, _ size: (Element) -> Int
    ) -> [Element] {
      elements.map { (size: size($0), element: $0) }
        .sorted { ($1.size, index($0.element)) < ($0.size, index($1.element)) }
        .map(\.element)
    }
  }
}
