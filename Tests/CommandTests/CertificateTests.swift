import Foundation
import TestSupport
import Testing

/// Holds certificates to LiteRT, on layers that nobody has seen.
@Suite struct CertificateTests {
  /// How many models are drawn, and from which number: `TFLENS_SEED`, else always the same.
  private static let count = 90
  private static let seed =
    ProcessInfo.processInfo.environment["TFLENS_SEED"] ?? "1"

  @Test func noOutputChangesByMoreThanItsCertificateSays() throws {
    let script = CommandCase.folder.deletingLastPathComponent()
      .appending(path: "Oracles/check_bounds.py").path
    let outcome = try Oracle.python(
      ["-W", "ignore", script, Places.program.path, "\(Self.count)", Self.seed])
    #expect(outcome.status == 0, "TFLENS_SEED=\(Self.seed)\n\(outcome.text)\(outcome.errorText)")
    print(outcome.text)
  }

  /// Cases that said too little, and what they must say now.
  struct Case: CustomTestStringConvertible, Sendable {
    let model: String
    let arguments: [String]
    /// What the runtime was seen to do, in steps of the old scale.
    let seen: Double
    /// What the certificate may say at most.
    let atMost: Double
    var testDescription: String { "\(model) \(arguments.joined(separator: " "))" }
  }

  /// The runtime's figures are those of LiteRT 2.3.0, on random inputs.
  @Test(
    .enabled(if: numerics != nil, "no folder of cases beside the project"),
    arguments: [
      // 85.3 steps of the new scale, three times the old one.
      Case(
        model: "c2_conv", arguments: ["--set-quantization", "3=0.06,0"], seen: 255.9, atMost: 260),
      Case(
        model: "topo_hshs_int8io", arguments: ["--requantize-hard-swish", "tight"], seen: 0.5,
        atMost: 1.51),
      // Codes that the old scale clamped are clamped no longer.
      Case(
        model: "dec_hardsig_keras_int8io", arguments: ["--set-quantization", "7=0.06,0"],
        seen: 122.5, atMost: 124),
      // ADD of the built-in kernels narrows to 16 bits, which other numbers run into.
      Case(
        model: "c1_wide_input", arguments: ["--split-hard-swish", "relu6"], seen: 0, atMost: 0),
    ])
  func saysNoLessThanTheRuntimeDoes(_ c: Case) throws {
    let summary = try rewrite(c.model, c.arguments)
    let most = try #require(summary["max_error_codes"] as? Double)
    #expect((c.seen...c.atMost).contains(most))
  }

  @Test(.enabled(if: numerics != nil, "no folder of cases beside the project"))
  func floatsAreBounded() throws {
    let folder = try #require(Self.numerics)
    let outcome = try Program.tflens(
      "rewrite", folder.appending(path: "dec_rankC_float.tflite").path, "-o", "none", "--dry-run",
      "--fuse-hard-swish", "--max-error-codes", "0", "--format", "json")
    let document = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
    let change = (document?["changes"] as? [[String: Any]])?.first
    let certificate = try #require(change?["certificate"] as? [String: Any])
    #expect(certificate["basis"] as? String == "bounded")
    // 30,000 random inputs gave 9.54e-7.
    #expect(((certificate["max_absolute_error"] as? Double) ?? 0) > 9.54e-7)
    #expect((document?["summary"] as? [String: Any])?["max_error_codes"] is NSNull)
  }

  /// What nothing bounds is refused under a limit, unless that is asked for.
  @Test(.enabled(if: Places.corpus != nil, "no folder of real models; TFLENS_CORPUS names one"))
  func aChangeWithoutABoundIsRefused() throws {
    let folder = try #require(Places.corpus)
    func arguments(_ model: String) -> [String] {
      [
        "rewrite", folder.appending(path: "\(model).tflite").path, "-o", "none", "--dry-run",
        "--per-tensor-weights", "--to-uint8",
      ]
    }
    // Its AVERAGE_POOL_2D may round a tie the other way in uint8.
    let pooled = arguments("ruhmi-framework-mcu__vww4_128_128_INT8")
    #expect(try Program.run(Places.program, pooled + ["--max-error-codes", "0"]).status == 1)
    // MEAN and SOFTMAX of uint8 are known by running alone.
    let arguments = arguments("smart-gallery__mobilenetv3")
    let refused = try Program.run(Places.program, arguments + ["--max-error-codes", "255"])
    #expect(refused.status == 1 && refused.errorText.contains("[not-bounded]"))
    let unbounded = try Program.run(
      Places.program,
      arguments + ["--max-error-codes", "255", "--allow-unbounded", "--format", "json"])
    #expect(unbounded.status == 0, "\(unbounded.errorText)")
    let document = try JSONSerialization.jsonObject(with: unbounded.output) as? [String: Any]
    #expect((document?["summary"] as? [String: Any])?["max_error_codes"] is NSNull)
  }

  private func rewrite(_ model: String, _ arguments: [String]) throws -> [String: Any] {
    let path = try #require(Self.numerics).appending(path: "\(model).tflite").path
    let outcome = try Program.run(
      Places.program, ["rewrite", path, "-o", "none", "--dry-run", "--format", "json"] + arguments)
    let document = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
    return try #require(document?["summary"] as? [String: Any], "\(outcome.errorText)")
  }

  /// The cases of issue 11 that LiteRT contradicted; nil where they are not beside the project.
  static let numerics: URL? = {
    let folder = Places.project.deletingLastPathComponent().appending(path: "shared/cases/numerics")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()
}
