import Auditing
import ModelFormat
import TestSupport
import Testing

/// What a custom operator, and data outside the tables, is to each runtime.
@Suite struct AuditRuntimeTests {
  /// The severity of F006 for a model of one custom operator; `none` without a finding.
  private func severity(_ name: String, for runtime: String?) throws -> String {
    let model = Model(
      file: try ModelFile(
        bytes: try Flatc.model(
          """
          {version: 3, operator_codes: [{builtin_code: "CUSTOM", custom_code: "\(name)"}],
           buffers: [{}], subgraphs: [{inputs: [0], outputs: [1],
             tensors: [{shape: [1], type: "INT8", name: "a"}, {shape: [1], type: "INT8", name: "b"}],
             operators: [{inputs: [0], outputs: [1]}]}]}
          """)))
    let audit = Audit(
      try RuleSelection(select: ["F006"], ignore: []),
      today: try #require(CalendarDate("2026-11-01")), runtime: runtime.flatMap(AuditRuntime.init))
    let result = audit.run(model, path: FilePath("m.tflite"))
    return result.findings.first?.severity.rawValue ?? "none"
  }

  @Test(
    arguments: [
      // Compiled models are their chip's, without a word on the command line.
      ("ethos-u", nil, "note"), ("edgetpu-custom-op", nil, "note"),
      ("ethos-u", "litert", "error"), ("edgetpu-custom-op", "tflm", "error"),
      ("FlexErf", nil, "error"), ("FlexErf", "litert+flex", "note"),
      ("TransformLandmarks", "litert", "error"), ("TransformLandmarks", "litert+mediapipe", "note"),
      ("SignalRfft", nil, "error"), ("SignalRfft", "tflm", "note"), ("Mfcc", nil, "note"),
      ("Mfcc", "tflm", "error"), ("TFLite_Detection_PostProcess", "tflm", "note"),
      ("Sinh", "litert+flex+mediapipe", "error"),
    ] as [(String, String?, String)])
  func anOperatorIsAnErrorWhereItHasNoKernel(
    name: String, runtime: String?, expected: String
  ) throws {
    #expect(try severity(name, for: runtime) == expected)
  }

  @Test func tfliteMicroComputesGarbageFromDataOutsideTheTables() throws {
    let path = Places.fixture("outside_tables")
    let model = Model(file: try ModelFile.open(FilePath(path)))
    for (runtime, expected) in [("litert", "note"), ("tflm", "error")] {
      let audit = Audit(
        try RuleSelection(select: ["F011"], ignore: []),
        today: try #require(CalendarDate("2026-11-01")), runtime: AuditRuntime(runtime))
      let findings = audit.run(model, path: FilePath(path)).findings
      #expect(findings.map(\.severity.rawValue) == [expected])
    }
  }

  @Test(arguments: ["litert", "tflm", "litert+flex", "litert+flex+mediapipe", "tflm+ethos-u"])
  func namesReadBack(name: String) { #expect(AuditRuntime(name)?.description == name) }

  @Test(arguments: ["", "flex", "litert+", "litert+flex+flex", "LITERT", "tflm+litert"])
  func otherNamesAreNone(name: String) { #expect(AuditRuntime(name) == nil) }
}
