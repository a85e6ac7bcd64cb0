/// A limit that a source states but tflens cannot check: where it applies, it is unknown whether
/// the operator is supported, only on which condition.
public struct UncheckedLimit: Sendable {
  /// What must hold, in words.
  public let text: String
  /// Where it must hold; everywhere for nil.
  public let when: Limit.Condition?
  /// Where it need not hold; nowhere for nil.
  public let unless: Limit.Condition?
  /// Who says so; never empty.
  public let sources: [FactSource]

  /// The limit and where it holds, in words.
  public var description: String {
    [text, when.map { "if \($0.words)" }, unless.map { "unless \($0.words)" }]
      .compactMap { $0 }.joined(separator: ", ")
  }

  func applies(to facts: OperatorFacts) -> Bool {
    (when?.holds(for: facts) ?? true) && !(unless?.holds(for: facts) ?? false)
  }
}
