import Auditing
import ModelFormat
import Testing

@Suite struct AuditTests {
  private func run(
    _ change: (inout ModelSketch) -> Void, _ suppressions: [Suppression] = [],
    path: String = "models/m.tflite", today: String = "2027-01-31"
  ) throws -> AuditResult {
    var sketch = ModelSketch()
    change(&sketch)
    let day = try #require(CalendarDate(today))
    return Audit(suppressions: suppressions, today: day)
      .run(try sketch.model(), path: FilePath(path))
  }

  private static let biasAndOutput: @Sendable (inout ModelSketch) -> Void = {
    $0["b"].scales[1] = 0.006
    ($0["h"].scales, $0["h"].zeroPoints, $0["h"].axis) = ([0.03, 0.04], [-116, -116], 3)
  }

  @Test func aWellMadeModelHasNoErrorsAndNoWarnings() throws {
    let result = try run { _ in }
    #expect(result.findings.map(RuleCase.brief).filter { !$0.contains("note") } == [])
  }

  @Test func givesErrorsFirst() throws {
    let result = try run(Self.biasAndOutput)
    #expect(result.findings.map(\.severity) == result.findings.map(\.severity).sorted(by: >))
    #expect(result.worst == .error)
    #expect(result.findings.contains { $0.rule.id == "Q003" })
  }

  @Test(arguments: [
    ("the rule alone", Suppression(rule: "Q003", reason: "r"), true),
    ("by name", Suppression(rule: "bias-scale-mismatch", reason: "r"), true),
    ("by family", Suppression(rule: "Q", reason: "r"), true),
    ("another rule", Suppression(rule: "Q001", reason: "r"), false),
    ("the model", Suppression(rule: "Q003", model: NamePattern("m.*"), reason: "r"), true),
    ("another model", Suppression(rule: "Q003", model: NamePattern("n.*"), reason: "r"), false),
    ("the operator", Suppression(rule: "Q003", op: NamePattern("CONV_*"), reason: "r"), true),
    ("its position", Suppression(rule: "Q003", op: NamePattern("0"), reason: "r"), true),
    ("another operator", Suppression(rule: "Q003", op: NamePattern("1"), reason: "r"), false),
    ("the tensor", Suppression(rule: "Q003", tensor: NamePattern("b"), reason: "r"), true),
    ("another tensor", Suppression(rule: "Q003", tensor: NamePattern("w"), reason: "r"), false),
    (
      "on its last day",
      Suppression(rule: "Q003", reason: "r", expires: CalendarDate("2027-01-31")),
      true
    ),
    (
      "a day later", Suppression(rule: "Q003", reason: "r", expires: CalendarDate("2027-01-30")),
      false
    ),
  ])
  func suppresses(_ why: String, _ suppression: Suppression, isCovered: Bool) throws {
    let result = try run(Self.biasAndOutput, [suppression])
    #expect(result.findings.contains { $0.rule.id == "Q003" } != isCovered)
    #expect(result.suppressed.contains { $0.finding.rule.id == "Q003" } == isCovered)
    #expect(result.expired.isEmpty == (suppression.expires?.description != "2027-01-30"))
  }

  @Test(arguments: [
    (FailureThreshold.error, Severity.error, true), (.error, .warning, false),
    (.warning, .warning, true), (.note, .note, true), (.never, .error, false),
  ])
  func failsAtTheThreshold(_ threshold: FailureThreshold, worst: Severity, isReached: Bool) {
    #expect(threshold.isReached(by: worst) == isReached)
    #expect(!threshold.isReached(by: nil))
  }
}
