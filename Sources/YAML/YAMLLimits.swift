/// What a YAML text may ask of its reader.
public enum YAMLLimits {
  /// The most nodes that a text may stand for, with each alias counted as the tree that it repeats.
  ///
  /// Forty lines of aliases can stand for more nodes than any memory holds. The longest of our profiles
  /// has 3,000 nodes.
  public static let mostNodes = 1 << 18
  /// The deepest that lists and mappings may be nested.
  public static let deepest = 256
}
