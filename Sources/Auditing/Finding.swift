/// Something that a rule found in a model.
public struct Finding: Sendable {
  /// The rule that found it.
  public let rule: RuleInfo
  /// How much it matters here.
  public let severity: Severity
  /// Where it is.
  public let place: FindingPlace
  /// What was found and what is allowed, in a sentence without a full stop; safe for a terminal.
  public let message: String
  /// The numbers that the message rests on, in a fixed order.
  public let values: [FindingValue]
  /// What to do about it.
  public let fix: String
  /// Rewrites that may fix it, the best first; empty where no pass can.
  public let offers: [RewriteOffer]

  /// The same finding with another severity.
  func with(_ severity: Severity) -> Finding {
    Finding(
      rule: rule, severity: severity, place: place, message: message, values: values, fix: fix,
      offers: offers)
  }
}

/// A number or a word that a finding rests on, by name.
public struct FindingValue: Sendable {
  /// What kind of value it is.
  public enum Content: Sendable, Equatable {
    case integer(Int64)
    case float32(Float)
    case float64(Double)
    case text(String)
  }

  /// The name, in `snake_case`.
  public let name: String
  /// The value.
  public let content: Content

  /// A whole number.
  public init(_ name: String, _ value: some BinaryInteger) {
    self.name = name
    content = .integer(Int64(clamping: value))
  }

  /// A float32, which prints as the shortest decimal that reads back to it.
  public init(_ name: String, _ value: Float) {
    self.name = name
    content = .float32(value)
  }

  /// A double.
  public init(_ name: String, _ value: Double) {
    self.name = name
    content = .float64(value)
  }

  /// A word.
  public init(_ name: String, _ value: String) {
    self.name = name
    content = .text(value)
  }
}

extension [Finding] {
  /// The most severe first; each severity by its place in the file, then by rule: the model as a whole
  /// before its subgraphs, a subgraph before its operators.
  ///
  /// Findings of one rule at one place keep their order.
  var sortedBySeverityAndPlace: [Finding] {
    let ranks = Dictionary(
      uniqueKeysWithValues: zip(Severity.allCases.reversed(), Severity.allCases.indices))
    return enumerated().map { position, finding in
      let place = finding.place
      return (
        key: (
          ranks[finding.severity] ?? 0, place.subgraph ?? -1, place.op ?? -1, place.tensor ?? -1,
          finding.rule.id, position
        ), finding: finding
      )
    }
    .sorted { $0.key < $1.key }.map(\.finding)
  }
}
