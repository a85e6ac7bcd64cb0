import Foundation
import TestSupport
import Testing

/// Validates what the program prints, and the YAML files that it reads, against `schema/json`.
@Suite struct JSONSchemaTests {
  /// Models with HARD_SWISH, decomposed hard-swish, near misses, several signatures, float and int8.
  private static let models = [
    "digits_int8", "decomposed_folded_int8", "near_miss_slope_float32", "two_signatures",
    "outside_tables",
  ]

  @Test func documentsAreValidAndMutantsAreNot() throws {
    try validate(Self.models.map { Places.fixtures.appending(path: "\($0).tflite").path })
  }

  @Test(.enabled(if: Places.corpus != nil, "no folder of real models; TFLENS_CORPUS names one"))
  func documentsOfRealModelsAreValid() throws {
    let folder = try #require(Places.corpus)
    let models = ["ai-edge-quantizer__single_hard_swish.tflite", "LiteRT__sparse_tensor.bin"]
      .map { folder.appending(path: $0).path }
      .filter { FileManager.default.fileExists(atPath: $0) }
    try #require(!models.isEmpty)
    try validate(models)
  }

  private func validate(_ models: [String]) throws {
    let tests = CommandCase.folder.deletingLastPathComponent()
    let root = Places.fixtures.deletingLastPathComponent()
    let outcome = try Oracle.python(
      [
        tests.appending(path: "Oracles/validate_json.py").path, Places.program.path, root.path,
      ] + models)
    #expect(outcome.status == 0, "\(outcome.text)\n\(outcome.errorText)")
  }
}
