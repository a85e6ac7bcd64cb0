import Foundation
import TestSupport
import Testing

/// Runs models in TFLite Micro through the tool, and compares what it says with numpy.
@Suite struct VerifyRuntimesTests {
  private static let int8 = Places.fixture("digits_int8")

  @Test(arguments: ["litert,tflm", "tflm,litert", "tflm,tflm"])
  func agreesWithNumpy(runtimes: String) throws {
    for kernels in runtimes.contains("litert") ? ["reference", "default"] : ["reference"] {
      try Verify.compare(Self.int8, Self.int8, kernels: kernels, runtimes: runtimes)
    }
    try Verify.compare(
      Places.fixture("digits_float32"), Self.int8, kernels: "reference", runtimes: runtimes)
  }

  /// The reference kernels of both runtimes compute the same; the default ones of LiteRT do not.
  @Test func namesTheFirstOperatorThatDiffers() throws {
    let same = try Verify.document(Self.int8, Self.int8, "--runtimes", "litert,tflm")
    #expect(same["first_divergence"] is NSNull)
    #expect((same["a"] as? [String: Any])?["runs_in"] as? String == "litert")
    #expect((same["b"] as? [String: Any])?["runs_in"] as? String == "tflm")
    let runtime = try #require(same["runtime"] as? [String: Any])
    #expect(runtime["tflite_micro"] as? String == (try Self.pinned("tflite-micro")))
    #expect(runtime["litert"] as? String == (try Self.pinned("ai-edge-litert")))

    let other = try Verify.document(
      Self.int8, Self.int8, "--runtimes", "litert,tflm", "--kernels", "default", status: 1)
    let first = try #require(other["first_divergence"] as? [String: Any])
    #expect(first["operator"] as? Int == 0)
  }

  @Test func oneRuntimeRunsBoth() throws {
    let document = try Verify.document(Self.int8, Self.int8, "--runtime", "tflm")
    let runtime = try #require(document["runtime"] as? [String: Any])
    #expect(runtime["litert"] is NSNull)
    #expect(runtime["kernels"] is NSNull)
    #expect(runtime["tflite_micro"] is String)
    #expect((document["tensors"] as? [Any])?.count == 44)
  }

  /// A model that TFLite Micro has no operator for.
  @Test func tellsWhyAModelIsRejected() throws {
    let tensors = [ModelPairs.tensor("x"), ModelPairs.tensor("y")]
    let model = try ModelPairs.chain(["RANK"], tensors)
    try ModelPairs.withFiles(model, model) {
      let outcome = try Verify.run($0.path, $1.path, "--runtime", "tflm")
      #expect(outcome.status == 3)
      #expect(
        outcome.errorText.contains(
          "TensorFlow Lite Micro rejected the model while allocating tensors of the reference model"
        ))
      #expect(outcome.errorText.contains("RANK"))
      #expect(outcome.errorText.contains("LiteRT (--runtime litert) may accept the model"))
    }
  }

  @Test func optionsThatExcludeEachOther() throws {
    for (options, words) in [
      (["--runtime", "tflm", "--runtimes", "tflm,tflm"], "--runtime"),
      (["--runtime", "tflm", "--kernels", "default"], "--kernels"),
      (["--runtimes", "tflm"], "--runtimes"), (["--runtimes", "tflm,litert,tflm"], "--runtimes"),
      (["--runtime", "micro"], "'micro'"),
    ] {
      let outcome = try Verify.run(Self.int8, Self.int8, options)
      #expect(outcome.status == 2, "\(options)")
      #expect(outcome.errorText.contains(words), "\(outcome.errorText)")
    }
  }

  /// The version of a package that the tests install.
  private static func pinned(_ package: String) throws -> String {
    let file = Places.project.appending(path: "Tests/requirements.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix("\(package)==") })
    return String(line.dropFirst(package.count + 2))
  }
}
