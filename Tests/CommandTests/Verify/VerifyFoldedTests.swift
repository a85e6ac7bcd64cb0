import Foundation
import TestSupport
import Testing

/// Compares a model with what `relu6-folded` makes of it, of which some tensors hold six times what they
/// held.
@Suite struct VerifyFoldedTests {
  private static let model = Places.fixture("digits_int8")

  /// Of these sites no code changes, and so nothing after them does.
  @Test func aRewriteThatChangesNoCodeDiffersNowhere() throws {
    try withRewritten("--operator", "16,32,43") { new in
      let document = try Verify.document(Self.model, new)
      #expect(document["first_divergence"] is NSNull)
      #expect(document["within_tolerance"] as? Bool == true)
      // 44 tensors of the old model, without the outputs of the three and of two MEANs of them.
      let tensors = try #require(document["tensors"] as? [[String: Any]])
      #expect(tensors.count == 39)
      #expect(tensors.allSatisfy { $0["max_codes"] as? Int == 0 })
    }
  }

  /// What holds six times the value is compared with nothing: before, it was up to 175 codes off.
  @Test func whatHoldsSixTimesTheValueIsNotCompared() throws {
    try withRewritten { new in
      let document = try Verify.document(Self.model, new, status: 1)
      let tensors = try #require(document["tensors"] as? [[String: Any]])
      let renamed = try Self.names(in: new).count { $0.hasSuffix("/times_6") }
      #expect(renamed >= 10 && tensors.count == 44 - renamed)
      #expect(tensors.allSatisfy { ($0["max_codes"] as? Int ?? .max) <= 4 })
      try Verify.compare(Self.model, new, kernels: "reference")
    }
  }

  /// The names of a model's tensors, as flatc reads them.
  private static func names(in path: String) throws -> [String] {
    let json = try JSONSerialization.jsonObject(with: Flatc.json(of: URL(filePath: path)))
    let subgraphs = (json as? [String: Any])?["subgraphs"] as? [[String: Any]]
    let tensors = try #require(subgraphs?.first?["tensors"] as? [[String: Any]])
    return tensors.compactMap { $0["name"] as? String }
  }

  private func withRewritten(_ arguments: String..., body: (String) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      let new = folder.appending(path: "new.tflite").path
      let outcome = try Program.run(
        Places.program,
        ["rewrite", Self.model, "-o", new, "--split-hard-swish=relu6-folded"] + arguments)
      try #require(outcome.status == 0, "\(outcome.errorText)")
      try body(new)
    }
  }
}
