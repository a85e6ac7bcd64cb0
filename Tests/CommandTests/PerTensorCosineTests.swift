import Foundation
import TestSupport
import Testing

/// What one scale for all weights costs the outputs of a real model, in LiteRT.
@Suite struct PerTensorCosineTests {
  private struct Answer: Decodable {
    struct Output: Decodable { let cosine: Double }
    let outputs: [Output]
  }

  /// The cosine of the first output for each of five seeds, with ten random inputs each.
  private func cosines(_ model: String, _ options: String...) throws -> [Double] {
    try Places.withTemporaryFolder { folder in
      let new = folder.appending(path: "new.tflite").path
      let rewrite = try Program.run(
        Places.program, ["rewrite", model, "-o", new, "--quiet", "--per-tensor-weights"] + options)
      try #require(rewrite.status == 0, "\(rewrite.errorText)")
      return try (1...5).map { seed in
        let verify = try Program.tflens(
          "verify", model, new, "--python", Places.python.path, "--runs", "10", "--seed", "\(seed)",
          "--tolerance-codes", "255", "--tolerance", "1e9", "--format", "json")
        try #require(verify.status == 0, "\(verify.errorText)")
        let answer = try JSONDecoder().decode(Answer.self, from: Data(verify.output))
        return try #require(answer.outputs.first).cosine
      }
    }
  }

  /// Channels of this model lie so far apart that some would keep no weight at all: 0.70 to 0.83 with plain rounding.
  @Test(.enabled(if: Places.corpus != nil, "there are no real models beside the project"))
  func aMobileNetKeepsItsOutputs() throws {
    let model = try #require(Places.corpus).appending(path: "smart-gallery__mobilenetv3.tflite")
    let all = try cosines(model.path)
    print("smart-gallery__mobilenetv3, all layers per-tensor: \(all)")
    #expect(all.reduce(0, +) / 5 > 0.98 && all.allSatisfy { $0 > 0.975 }, "\(all)")
    let kept = try cosines(model.path, "--keep-per-channel", "auto")
    print("smart-gallery__mobilenetv3, noisy layers kept: \(kept)")
    #expect(kept.allSatisfy { $0 > 0.98 }, "\(kept)")
  }
}
