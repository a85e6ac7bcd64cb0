import Foundation
import TestSupport
import Testing

/// What one scale for all weights costs the outputs of a real model, in LiteRT.
@Suite struct PerTensorCosineTests {
  private struct Answer: Decodable {
    struct Output: Decodable { let cosine: Double }
    let outputs: [Output]
  }

  /// The lowest cosine of an output for each of five seeds, with ten random inputs each.
  private func cosines(_ model: String, _ options: String...) throws -> [Double] {
    try cosines(model, options)
  }

  private func cosines(_ model: String, _ options: [String]) throws -> [Double] {
    try Places.withTemporaryFolder { folder in
      let new = folder.appending(path: "new.tflite").path
      let rewrite = try Program.run(
        Places.program,
        ["rewrite", model, "-o", new, "--quiet"] + options + ["--per-tensor-weights"])
      try #require(rewrite.status == 0, "\(rewrite.errorText)")
      return try (1...5).map { seed in
        let verify = try Program.tflens(
          "verify", model, new, "--python", Places.python.path, "--runs", "10", "--seed", "\(seed)",
          "--tolerance-codes", "255", "--tolerance", "1e9", "--format", "json")
        try #require(verify.status == 0, "\(verify.errorText)")
        let answer = try JSONDecoder().decode(Answer.self, from: Data(verify.output))
        return try #require(answer.outputs.map(\.cosine).min())
      }
    }
  }

  /// Channels of this model lie so far apart that some would keep no weight at all: 0.70 to 0.83 with plain rounding.
  @Test(.enabled(if: Places.corpus != nil, "there are no real models beside the project"))
  func aMobileNetKeepsItsOutputs() throws {
    let model = try #require(Places.corpus).appending(path: "smart-gallery__mobilenetv3.tflite")
    let all = try cosines(model.path)
    print("smart-gallery__mobilenetv3, all layers per-tensor: \(all)")
    #expect(all.allSatisfy { $0 > 0.98 }, "\(all)")
    let kept = try cosines(model.path, "--keep-per-channel", "auto")
    print("smart-gallery__mobilenetv3, noisy layers kept: \(kept)")
    #expect(kept.allSatisfy { $0 > 0.98 }, "\(kept)")
  }

  /// Channels that RELU, PAD and DEPTHWISE_CONV_2D lie between: 0.63 to 0.65 without equalization.
  @Test(.enabled(if: Places.corpus != nil, "there are no real models beside the project"))
  func equalizedChannelsLoseLess() throws {
    let path = try #require(Places.corpus).appending(
      path: "tflite-micro__custom_model_rf_keras.tflite"
    ).path
    let without = try cosines(path)
    let with = try cosines(path, "--equalize-channels")
    print("tflite-micro__custom_model_rf_keras: \(without), equalized \(with)")
    #expect(without.allSatisfy { $0 < 0.7 }, "\(without)")
    #expect(with.allSatisfy { $0 > 0.93 }, "\(with)")
  }

  @Test(arguments: [[], ["--equalize-channels"]])
  func theDigitsModelKeepsItsOutputs(options: [String]) throws {
    let found = try cosines(Places.fixture("digits_int8"), options)
    #expect(found.allSatisfy { $0 > 0.995 }, "\(found)")
  }
}
