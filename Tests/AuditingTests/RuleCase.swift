import Auditing
import ModelFormat
import Testing

/// A model, and what one rule finds in it: `Q003 error op 0 t2`, or nothing.
struct RuleCase: CustomTestStringConvertible, Sendable {
  /// Which case it is.
  let why: String
  let change: @Sendable (inout ModelSketch) -> Void
  let findings: [String]

  var testDescription: String {
    findings.isEmpty ? why : "fires: \(why)"
  }

  /// The rule fires, at these places.
  init(
    fires why: String, _ findings: String...,
    change: @escaping @Sendable (inout ModelSketch) -> Void
  ) {
    (self.why, self.findings, self.change) = (why, findings, change)
  }

  /// Just inside what is allowed.
  init(nearMiss why: String, change: @escaping @Sendable (inout ModelSketch) -> Void) {
    (self.why, findings, self.change) = ("near miss: \(why)", [], change)
  }

  /// The rule has nothing to say.
  init(notApplicable why: String, change: @escaping @Sendable (inout ModelSketch) -> Void) {
    (self.why, findings, self.change) = ("not applicable: \(why)", [], change)
  }

  /// Holds a rule to the case, and what it says to its golden file.
  func check(_ rule: String) throws {
    var sketch = ModelSketch()
    change(&sketch)
    let model = try sketch.model()
    let found = try Self.findings(of: rule, in: model)
    #expect(found.map(Self.brief) == findings)
    if !findings.isEmpty { try RuleGolden.check(rule, case: why, in: model) }
  }

  /// What one rule finds in a model.
  static func findings(of rule: String, in model: Model) throws -> [Finding] {
    let selection = try RuleSelection(select: [rule], ignore: [])
    try #require(selection.rules.count == 1)
    return Audit(selection, today: CalendarDate(secondsSince1970: 0))
      .run(model, path: FilePath("m.tflite")).findings
  }

  /// `Q003 error op 0 t2`.
  static func brief(_ finding: Finding) -> String {
    let op = finding.place.op.map { " op \($0)" } ?? ""
    let tensor = finding.place.tensor.map { " t\($0)" } ?? ""
    return "\(finding.rule.id) \(finding.severity.rawValue)\(op)\(tensor)"
  }
}
