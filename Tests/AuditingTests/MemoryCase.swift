import Auditing
import MemoryPlanning
import ModelFormat
import TestSupport
import Testing

/// A model, the memory of a target, and what a rule about memory finds.
struct MemoryCase: CustomTestStringConvertible, Sendable {
  let why: String
  let findings: [String]
  let limits: [MemoryLimit]
  let change: @Sendable (inout ModelSketch) -> Void

  var testDescription: String { findings.isEmpty ? why : "fires: \(why)" }

  init(
    _ why: String, _ findings: String..., ram: Int? = nil, flash: Int? = nil,
    change: @escaping @Sendable (inout ModelSketch) -> Void = { _ in }
  ) {
    (self.why, self.findings, self.change) = (why, findings, change)
    limits = [MemoryLimit(target: "my-board", ramByteCount: ram, flashByteCount: flash)]
  }

  /// Holds a rule to the case, and what it says to its golden file.
  func check(_ rule: String) throws {
    var sketch = ModelSketch()
    change(&sketch)
    let model = try sketch.model()
    let found = try audit(rule, limits).run(model, path: FilePath("m.tflite")).findings
    #expect(found.map(RuleCase.brief) == findings, "\(found.map(\.message))")
    if !findings.isEmpty { try RuleGolden.check(rule, case: why, in: model, memories: limits) }
    // Without a target, the rule does not run.
    #expect(try audit(rule, []).run(model, path: FilePath("m.tflite")).findings.isEmpty)
  }

  private func audit(_ rule: String, _ limits: [MemoryLimit]) throws -> Audit {
    Audit(
      try RuleSelection(select: [rule], ignore: []), today: CalendarDate(secondsSince1970: 0),
      memories: limits)
  }
}
