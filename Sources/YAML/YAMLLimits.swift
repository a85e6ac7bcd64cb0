/// What a YAML text may ask of its reader.
public enum YAMLLimits {
  /// The maximum number of nodes in a text, with each alias counted as the tree that it repeats.
  ///
  /// Forty lines of aliases can expand to more nodes than fit in memory. The longest of our
  /// profiles has 3,000 nodes.
  public static let mostNodes = 1 << 18
  /// The deepest that lists and mappings may be nested.
  public static let deepest = 256
}
