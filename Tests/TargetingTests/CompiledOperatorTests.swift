import ModelFormat
import Targeting
import TestSupport
import Testing

/// What a target's own compiler writes runs there; other custom operators do not.
@Suite struct CompiledOperatorTests {
  /// Whether an operator of this name on raw bytes without a scale is mapped.
  private func isMapped(_ name: String, on target: String) throws -> Bool {
    let model = Model(
      file: try ModelFile(
        bytes: try Flatc.model(
          """
          {version: 3, operator_codes: [{builtin_code: "CUSTOM", custom_code: "\(name)"}],
           buffers: [{}], subgraphs: [{inputs: [0], outputs: [1],
             tensors: [{shape: [2, 2, 2, 2, 2], type: "UINT8", name: "a"},
               {shape: [2], type: "UINT8", name: "b"}],
             operators: [{inputs: [0], outputs: [1]}]}]}
          """)))
    return Placement(of: model, on: try TargetProfile.named(target)).coverage.mappedCount == 1
  }

  @Test(
    arguments: [
      // Without a scale and with five dimensions: limits of what is compiled are not asked.
      ("ethos-u", "ethos_u55_u65", true), ("ethos-u", "ethos_u85", true),
      ("edgetpu-custom-op", "coral_edgetpu", true), ("SignalRfft", "tflm_reference", true),
      ("ethos-u", "coral_edgetpu", false), ("edgetpu-custom-op", "ethos_u85", false),
      ("ethos-u", "tflm_reference", false), ("MaxUnpooling2D", "ethos_u55_u65", false),
    ] as [(String, String, Bool)])
  func runsWhereItsCompilerWroteItFor(name: String, target: String, expected: Bool) throws {
    #expect(try isMapped(name, on: target) == expected)
  }
}
