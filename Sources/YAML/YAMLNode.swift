/// A part of a YAML text: a scalar, a list or a mapping, with its place in the text.
public struct YAMLNode: Sendable {
  /// What a node holds.
  public enum Content: Sendable {
    /// A scalar as it was written, without quotes; its type is up to the caller.
    case scalar(String)
    /// The elements of a list, in order.
    case sequence([YAMLNode])
    /// The entries of a mapping, in order; no scalar is the key of two.
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  /// What the node holds.
  public let content: Content
  /// Where it begins; for an alias, where the node that it refers to begins.
  public let mark: YAMLMark

  /// The text of a scalar; nil for a list or a mapping.
  public var scalar: String? {
    guard case .scalar(let text) = content else { return nil }
    return text
  }
}

/// A place in a YAML text.
public struct YAMLMark: Sendable, Hashable {
  /// The line, from 1.
  public let line: Int
  /// The column in the line, from 1, in Unicode scalars.
  public let column: Int

  /// A place by its numbers.
  public init(line: Int, column: Int) { (self.line, self.column) = (line, column) }
}

/// Why a YAML text could not be read.
public struct YAMLFailure: Error {
  /// The kind of failure, each with its words or the key.
  public enum Reason: Sendable {
    /// The text violates the grammar, with the parser's message.
    case grammar(String)
    /// A mapping has this key twice.
    case repeatedKey(String)
    /// The text exceeds `YAMLLimits`.
    case limit(String)
  }

  /// What is wrong.
  public let reason: Reason
  /// Where it was found.
  public let mark: YAMLMark
}
