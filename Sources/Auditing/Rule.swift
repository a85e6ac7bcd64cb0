/// One thing that can be wrong with a model: a pure function from a model to findings.
///
/// It prints nothing, and returns its findings in the order of the file.
public protocol Rule: Sendable {
  /// The description of the rule.
  static var info: RuleInfo { get }

  /// Rules have no state.
  init()

  /// What is wrong with a model, in the order of its subgraphs and operators.
  ///
  /// It never traps on a file that could be opened.
  func check(_ context: AuditContext) -> [Finding]
}

extension Rule {
  /// A finding of this rule.
  ///
  /// - Parameters:
  ///   - message: what was found and what is allowed; names of the model are escaped for display.
  ///   - place: where it was found.
  ///   - values: the numbers in the message.
  ///   - fix: what to do in this case; by default the rule's remedy.
  ///   - severity: the severity of this case, if it is milder than the rule's.
  ///   - offers: rewrites that may fix it, the best first.
  func finding(
    _ message: String, at place: FindingPlace, values: [FindingValue] = [], fix: String? = nil,
    severity: Severity? = nil, offers: [RewriteOffer] = []
  ) -> Finding {
    let info = Self.info
    return Finding(
      rule: info, severity: severity ?? info.severity, place: place, message: message,
      values: values, fix: fix ?? info.remedy, offers: offers)
  }
}
