import Foundation
import TestSupport
import Testing

/// `hardswish --confirm` is for builds: its status is the answer.
@Suite struct ConfirmTests {
  /// A HARD_SWISH whose input scale is 200 times its output scale: the runtime refuses it.
  private static func refuted() throws -> Data {
    func tensor(_ scale: Double) -> String {
      "{\"shape\": [1], \"type\": \"INT8\", "
        + "\"quantization\": {\"scale\": [\(scale)], \"zero_point\": [0]}}"
    }
    return Data(
      try Flatc.model(
        """
        {"version": 3, "buffers": [{}],
         "operator_codes": [{"deprecated_builtin_code": 117, "builtin_code": "HARD_SWISH"}],
         "subgraphs": [{"inputs": [0], "outputs": [1], "tensors": [\(tensor(2)), \(tensor(0.01))],
                        "operators": [{"inputs": [0], "outputs": [1]}]}]}
        """))
  }

  @Test(arguments: ["text", "json", "ndjson"])
  func aRefutedSiteIsStatus1(format: String) throws {
    let model = try Self.refuted()
    let without = try Program.tflens("hardswish", "-", "--format", format, input: model)
    #expect(without.status == 0)
    #expect(without.text.contains("refuted"))

    let with = try Program.tflens("hardswish", "-", "--format", format, "--confirm", input: model)
    #expect(with.status == 1)
    #expect(with.output == without.output)
    #expect(with.errors.isEmpty)
  }

  @Test func anUnreadableModelIsStatus3AllTheSame() throws {
    let outcome = try Program.tflens(
      "hardswish", "-", "missing.tflite", "--confirm", input: try Self.refuted())
    #expect(outcome.status == 3)
    #expect(outcome.text.contains("refuted"))
  }

  @Test func aFloatModelIsContent() throws {
    let model = Places.fixtures.appending(path: "digits_float32.tflite").path
    #expect(try Program.tflens("hardswish", model, "--confirm").status == 0)
  }
}
