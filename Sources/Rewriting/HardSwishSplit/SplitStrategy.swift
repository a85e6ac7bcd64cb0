public import ModelFacts
public import ModelFormat

/// A way to replace a HARD_SWISH with other operators.
public struct SplitStrategy: Sendable {
  let split: any HardSwishSplit.Type

  init(_ split: any HardSwishSplit.Type) { self.split = split }

  /// What the strategy does, in one line.
  public var summary: String { split.summary }

  /// True if it works whatever consumes the HARD_SWISH; false if it scales the weights of the consumers.
  public var needsNoConsumers: Bool { split.factor == 1 }

  /// The operators that replace one HARD_SWISH on data of a type; nil if it does not work on it.
  ///
  /// They are those for a tensor of rank 4.
  public func operators(on type: ElementType) -> [OperatorUse]? { split.operators(on: type) }
}

extension SplitStrategy: CaseIterable {
  /// Every strategy, those with the least error first, then those with the fewest operators.
  public static let allCases: [SplitStrategy] = [
    .lookup, .lookupMicro, .float, .int16, .relu6Folded, .depthwise, .relu6,
  ]

  /// The strategies after which no HARD_SWISH is left.
  public static let withoutHardSwish = allCases.filter { !$0.leavesHardSwish }

  /// True if one of the new operators is a float HARD_SWISH.
  var leavesHardSwish: Bool {
    operators(on: .int8)?.contains { $0.builtin == .hardSwish } ?? false
  }
}

extension SplitStrategy: RawRepresentable, Hashable {
  /// The strategy with a name; nil if there is none.
  public init?(rawValue: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = found
  }

  /// The name, as it is typed: `relu6-folded`.
  public var rawValue: String { split.name }

  /// True if both have the same name.
  public static func == (a: Self, b: Self) -> Bool { a.rawValue == b.rawValue }

  /// Feeds the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension SplitStrategy: CustomStringConvertible {
  /// The name.
  public var description: String { rawValue }
}
