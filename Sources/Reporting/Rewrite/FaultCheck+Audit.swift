internal import Auditing
internal import ModelFormat
public import Rewriting

extension FaultCheck {
  /// The findings of audit rules that are errors.
  ///
  /// Rules that never report errors do not run, so that no weights are read.
  public static let audit = FaultCheck { model in
    let context = AuditContext(model)
    return RuleCatalog.all.filter { $0.info.severity == .error }
      .flatMap { $0.init().check(context) }
      .filter { $0.severity == .error }
      .map { finding in
        ModelFault(
          rule: finding.rule.id, subgraph: finding.place.subgraph, op: finding.place.op,
          tensor: finding.place.tensor,
          code: finding.rule.isAboutCodes ? finding.message : nil, message: finding.message)
      }
  }
}
