import Foundation
import TestSupport
import Testing

/// `.tflens.yaml`, found and obeyed.
@Suite struct AuditConfigurationTests {
  /// Runs an audit of a model with one note, in a folder below that of a configuration.
  private func audit(_ yaml: String, _ more: String...) throws -> Outcome {
    try Places.withTemporaryFolder { folder in
      try Data(yaml.utf8).write(to: folder.appending(path: ".tflens.yaml"))
      let inner = folder.appending(path: "models/inner")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        at: Places.fixtures.appending(path: "decomposed_folded_int8.tflite"),
        to: inner.appending(path: "m.tflite"))
      return try Program.run(
        Places.program, ["audit", "m.tflite", "--today", "2027-01-31"] + more, in: inner)
    }
  }

  private static let accepts = """
    fail_on: note
    suppressions:
      - rule: Q038
        model: m.tflite
        reason: the target has no HARD_SWISH
        expires:
    """

  @Test func isFoundUpwardAndSaysWhatFails() throws {
    #expect(try audit("fail_on: note").status == 1)
    #expect(try audit("fail_on: note", "--fail-on", "error").status == 0)
    #expect(try audit("ignore: Q038\nfail_on: note").status == 0)
    #expect(try audit("select: Q001\nfail_on: note").status == 0)
    #expect(try audit("select: Q001\nfail_on: note", "--select", "Q038").status == 1)
  }

  @Test func acceptsUntilTheDayIsOver() throws {
    let last = try audit("\(Self.accepts) 2027-01-31\n")
    #expect(last.status == 0)
    #expect(last.text.contains("1 finding accepted"))
    #expect(last.text.contains("1 x Q038: the target has no HARD_SWISH"))
    let over = try audit("\(Self.accepts) 2027-01-30\n")
    #expect(over.status == 1)
    #expect(
      over.text.contains(
        "expired: the suppression of Q038 on line 3 of the configuration ended on 2027-01-30"))
  }

  @Test func suppressedFindingsStayInTheDocuments() throws {
    let json = try audit("\(Self.accepts) 2027-01-31\n", "--format", "json")
    let document = try JSONSerialization.jsonObject(with: json.output) as? [String: Any]
    #expect((document?["findings"] as? [Any])?.isEmpty == true)
    let suppressed = document?["suppressed"] as? [[String: Any]]
    #expect(suppressed?.first?["reason"] as? String == "the target has no HARD_SWISH")
    let sarif = try audit("\(Self.accepts) 2027-01-31\n", "--format", "sarif")
    #expect(sarif.text.contains(#""justification": "the target has no HARD_SWISH""#))
  }

  @Test func mistakesAreToldWithLineAndColumn() throws {
    let outcome = try audit("select: Q001\nfail_on: fatal\n")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorText.contains(".tflens.yaml:2:10: 'fail_on' is 'fatal'"))
    let target = try audit("select: Q001\ntargets: [ethos_u56]\n")
    #expect(target.status == 2)
    #expect(target.errorText.contains(".tflens.yaml:2:11: unknown target 'ethos_u56'"))
    #expect(!target.errorText.contains("Usage:"))
  }
}
