public import ModelFormat

// Failures to read a target's profile.

extension Diagnostic.Code {
  /// A word that matches no target.
  public static let noSuchTarget = Self("no-such-target", .usage)
  /// A target that supports fewer operators of a model than required.
  public static let coverageTooLow = Self("coverage-too-low", .findings)
  /// A profile that the operating system does not let us read.
  public static let profileNotReadable = Self("profile-not-readable", .unreadable)
  /// A profile that is not valid YAML.
  public static let notYAML = Self("not-yaml", .unreadable)
  /// A key that occurs twice in one mapping.
  public static let duplicateKey = Self("duplicate-key", .unreadable)
  /// A required key that is missing.
  public static let missingKey = Self("missing-key", .unreadable)
  /// A key that does not exist there in profiles.
  public static let unknownKey = Self("unknown-key", .unreadable)
  /// A name that is not allowed there.
  public static let unknownName = Self("unknown-name", .unreadable)
  /// A value that the key does not allow.
  public static let wrongValue = Self("wrong-value", .unreadable)
}

extension Diagnostic {
  private static let correct =
    "Correct it; `tflens targets NAME --format yaml` prints a profile to compare with."
  private static let beginWithOne =
    "Write it as YAML; `tflens targets NAME --format yaml` prints one to start from."

  static func noSuchTarget(_ name: String, among names: [String]) -> Self {
    Self(
      .noSuchTarget, "unknown target '\(name.escapedForDisplay)'",
      "it must be a target's name or a YAML file",
      fix: NearNames.hint(name, among: names) + "`tflens targets` lists the targets.")
  }

  static func profileNotReadable(_ reason: String, file: FilePath) -> Self {
    Self(
      .profileNotReadable, "the profile cannot be read: \(reason)",
      fix: "Check the path; `tflens targets` lists the built-in targets.", file: file)
  }

  static func profileNotYAML(
    _ found: String, _ allowed: String? = nil, at place: Place, file: FilePath
  ) -> Self {
    Self(.notYAML, found, allowed, at: place, fix: beginWithOne, file: file)
  }

  static func duplicateKey(_ key: String, at place: Place, file: FilePath) -> Self {
    Self(
      .duplicateKey, "duplicate key '\(key.escapedForDisplay)'",
      "a key can occur once in a mapping", at: place, fix: "Remove one of them.", file: file)
  }

  /// `found` is the value that was found: "'four'", "a list".
  static func wrongValue(_ found: String, _ allowed: String, at node: ProfileNode) -> Self {
    node.failure(
      .wrongValue, "found \(found)", "it must be \(allowed)",
      fix: "Correct this value in the profile.")
  }

  static func unknownName(at node: ProfileNode, among names: [String]) -> Self {
    node.failure(
      .unknownName, "unknown name \(node.found)", names.allowedInAMessage,
      fix: NearNames.hint(node.typed, among: names) + correct)
  }

  /// `keys` are those under `sources`.
  static func unknownSource(at node: ProfileNode, among keys: [String]) -> Self {
    node.failure(
      .unknownName, "\(node.found) is not a source of the profile", keys.allowedInAMessage,
      fix: NearNames.hint(node.typed, among: keys) + "Use a key of 'sources', or add one there.")
  }

  static func noSuchOperatorName(at node: ProfileNode) -> Self {
    let names = SchemaEnum.named("BuiltinOperator").allNames
    return node.failure(
      .unknownName, "\(node.found) is not an operator of the schema",
      fix: NearNames.hint(node.typed, among: names)
        + "Use the name in the schema, such as CONV_2D.")
  }

  static func unknownKey(at node: ProfileNode, in subject: String, among keys: [String]) -> Self {
    node.failure(
      .unknownKey, "unknown key \(node.found) in \(subject)", keys.allowedInAMessage,
      fix: NearNames.hint(node.typed, among: keys) + correct)
  }
}

extension [String] {
  /// The allowed names, if there are few; otherwise their number.
  fileprivate var allowedInAMessage: String {
    count == 1
      ? "only '\(listed)' is allowed"
      : count <= 8
        ? "allowed are \(listed)" : "docs/configuration.md lists the \(count) that are allowed here"
  }
}
