import Foundation
import Rewriting
import TestSupport
import Testing

/// No pass leaves a tensor under its old name that holds something else on purpose: `verify` would blame it.
@Suite struct VerifyRescaledTests {
  /// A pass with its option, and the fixture that it changes.
  struct Case: CustomTestStringConvertible, Sendable {
    let pass: String
    let options: [String]
    let fixture: String
    var testDescription: String { options.joined(separator: " ") }

    init(
      _ pass: String, _ value: String = "", on fixture: String = "digits_int8",
      after before: [String] = []
    ) {
      (self.pass, self.fixture) = (pass, fixture)
      let option = "--\(pass)"
      // The strategy is optional, so it stands behind an equals sign.
      let isSplit = pass == "split-hard-swish"
      options =
        before + (value.isEmpty ? [option] : isSplit ? ["\(option)=\(value)"] : [option, value])
    }
  }

  private static let cases =
    SplitStrategy.allCases.map { Case("split-hard-swish", $0.rawValue) } + [
      Case("fuse-hard-swish", on: "decomposed_division_int8"),
      Case("fuse-hard-swish", on: "decomposed_folded_int8"),
      Case("fuse-hard-swish", on: "decomposed_scaled_gate_int8"),
      Case("equalize-channels"),
      Case("per-tensor-weights"),
      Case("to-uint8", on: "digits_int8", after: ["--per-tensor-weights"]),
      Case("requantize-hard-swish", "tight"), Case("requantize-hard-swish", "symmetric"),
      Case("requantize-hard-swish", "power-of-two"),
    ]

  /// These keep every number that tensors stand for, or set what the user or data give.
  private static let others: Set<String> = [
    "fix-bias", "plan-memory", "reorder", "requantize", "set-quantization", "strip-float-io",
    "to-int8",
  ]

  @Test func everyPassHasACase() {
    let known = Set(Self.cases.map(\.pass)).union(Self.others)
    #expect(known == Set(PassCatalog.all.map(\.id)))
  }

  /// A tensor of six times its value has a signal-to-noise ratio of -14 dB, one of a sixth 1.6 dB.
  @Test(arguments: cases)
  func tensorsWithOldNamesHoldTheOldNumbers(one: Case) throws {
    try Places.withTemporaryFolder { folder in
      let (old, new) = (Places.fixture(one.fixture), folder.appending(path: "new.tflite").path)
      let rewritten = try Program.run(
        Places.program, ["rewrite", old, "-o", new] + one.options)
      try #require(rewritten.status == 0, "\(rewritten.errorText)")
      let document = try Verify.run(old, new, ["--runs", "3", "--format", "json"]).document()
      let tensors = try #require(document["tensors"] as? [[String: Any]])
      #expect(!tensors.isEmpty)
      for tensor in tensors {
        // Infinity is a string, and null is a tensor of zeros.
        guard let ratio = tensor["sqnr_db"] as? Double else { continue }
        #expect(ratio > 6, "\(one): \(tensor["name"] ?? "") \(ratio) dB")
      }
    }
  }
}
