import Foundation
import TestSupport
import Testing

/// Holds what rewritten models compute in LiteRT to the numbers that they should compute.
@Suite struct RewrittenResultTests {
  /// As TensorFlow 2.21 converts MobileNetV3: one bias, two convolutions of other scales.
  @Test func aSharedBiasCountsInTheStepsOfEachConvolution() throws {
    let outcome = try oracle("check_bias", [Places.program.path])
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
    print("--fix-bias, codes off: \(outcome.text)")
  }

  /// Real uint8 models with weights that one symmetric scale does not serve.
  static let models = [
    "test_data__mobilenet_v1_0.25_128_quant", "tflite-support__mobilenet_v1_0.25_224_quant",
  ]

  /// One scale for all channels leaves less than half of the classes, a scale for each nine in ten.
  @Test(
    .enabled(if: Places.corpus != nil, "no folder of real models; TFLENS_CORPUS names one"),
    arguments: models, [(perTensor: false, 80...100), (true, 0...50)])
  func theInt8FormPredictsTheSameClass(
    model: String, scales: (perTensor: Bool, agree: ClosedRange<Int>)
  ) throws {
    let old = try #require(Places.corpus).appending(path: "\(model).tflite").path
    try Places.withTemporaryFolder { folder in
      let new = folder.appending(path: "new.tflite").path
      let ran = try Program.run(
        Places.program,
        ["rewrite", old, "-o", new, "--to-int8"]
          + (scales.perTensor ? ["--per-tensor-weights"] : [])
      )
      try #require(ran.status == 0, "\(ran.errorText)")
      let outcome = try oracle("check_agreement", [old, new, "100"])
      let agree = try #require(Int(outcome.text.prefix { $0.isNumber }), "\(outcome.errorText)")
      #expect(scales.agree.contains(agree), "\(outcome.text)")
      print("\(model), per tensor: \(scales.perTensor): \(outcome.text)")
    }
  }

  private func oracle(_ name: String, _ arguments: [String]) throws -> Outcome {
    let file = CommandCase.folder.deletingLastPathComponent().appending(path: "Oracles/\(name).py")
    return try Oracle.python(["-W", "ignore", file.path] + arguments)
  }
}
