/// Where a fact comes from, so that a reader can look it up.
public struct FactSource: Sendable, Hashable {
  /// The short name by which a profile refers to it.
  public let key: String
  /// The document and its version, or the program that was run.
  public let text: String
}

/// A statement about a target that no program checks.
public struct Remark: Sendable {
  /// The statement.
  public let text: String
  /// Where it comes from; never empty.
  public let sources: [FactSource]
}
