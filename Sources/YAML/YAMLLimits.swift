/// Limits for a YAML text.
public enum YAMLLimits {
  /// The maximum number of nodes in a text, with each alias counted as the tree that it repeats.
  ///
  /// Forty lines of aliases can expand to more nodes than fit in memory. The longest of our
  /// profiles has 3,000 nodes.
  public static let mostNodes = 1 << 18
  /// The maximum nesting of lists and mappings.
  public static let deepest = 256
}
