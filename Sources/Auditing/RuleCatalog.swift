/// Every rule, by id.
///
/// A test compares the list with the files in `Rules/`.
public enum RuleCatalog {
  /// The rules, sorted by id.
  public static let all: [any Rule.Type] = [
    UnusableScale.self,
    BiasScaleMismatch.self,
    HardSwishOutputNotPerTensor.self,
  ]

  /// The rules with this id, this beginning of an id, or this name.
  public static func rules(answeringTo word: String) -> [any Rule.Type] {
    all.filter { $0.info.answers(to: word) }
  }
}
