/// A limit that a source states but tflens cannot check: where it applies, support is conditional.
public struct UncheckedLimit: Sendable {
  /// The condition in words.
  public let text: String
  /// When it applies; nil for always.
  public let when: Limit.Condition?
  /// When it does not apply; nil for never.
  public let unless: Limit.Condition?
  /// The sources; never empty.
  public let sources: [FactSource]

  /// The limit and when it applies, in words.
  public var description: String {
    [text, when.map { "if \($0.words)" }, unless.map { "unless \($0.words)" }]
      .compactMap { $0 }.joined(separator: ", ")
  }

  func applies(to facts: OperatorFacts) -> Bool {
    (when?.holds(for: facts) ?? true) && !(unless?.holds(for: facts) ?? false)
  }
}
