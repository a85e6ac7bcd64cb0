import Foundation
import TestSupport
import Testing

/// What a comparison shows for wider operators.
@Suite struct VerifyWhatIfTests {
  private static let float = Places.fixture("digits_float32")
  private static let int8 = Places.fixture("digits_int8")
  private static let testSet = Places.fixtures.appending(path: "digits_test.npz").path
  private static let inputs = [
    "--inputs", testSet, "--std", "16", "--runs", "50", "--labels", testSet,
  ]

  /// Measured when this was written: 29.7 dB in int8, 34.2 dB in float, 30.6 dB with 16x8 kernels where LiteRT has them.
  @Test(arguments: [("float", 45, 2.0), ("int16", 34, 0.2)])
  func widerOperatorsBringTheOutputCloser(type: String, count: Int, gain: Double) throws {
    let document = try Self.document("--what-if", "all=\(type)")
    let whatIf = try #require(document["what_if"] as? [String: Any])
    #expect((whatIf["widened"] as? [Any])?.count == count)
    #expect((whatIf["left_alone"] as? [Any])?.count == 45 - count)
    let before = try Self.ratio(document)
    let after = try Self.ratio(whatIf)
    #expect(after > before + gain, "\(before), \(after)")
    let accuracy = try #require(whatIf["accuracy"] as? [String: Any])
    #expect(accuracy["samples"] as? Int == 50)
    print("digits, all \(type): \(before) dB, \(after) dB")
  }

  /// An operator that only makes rounding errors gains little; the other figures stay.
  @Test func theComparisonItselfStays() throws {
    let alone = try Self.document()
    let document = try Self.document("--what-if", "27=float", "--what-if", "3-4=int16")
    #expect(alone["what_if"] is NSNull)
    for key in ["outputs", "tensors", "accuracy"] {
      #expect((alone[key] as? NSObject) == (document[key] as? NSObject), "\(key)")
    }
    let whatIf = try #require(document["what_if"] as? [String: Any])
    let widened = try #require(whatIf["widened"] as? [[String: Any]])
    #expect(widened.map { $0["operator"] as? Int } == [4, 27])
    #expect(widened.map { $0["type"] as? String } == ["int16", "float"])
    #expect((whatIf["left_alone"] as? [[String: Any]])?.map { $0["operator"] as? Int } == [3])
  }

  @Test func theTextShowsBothAndTheReasons() throws {
    let outcome = try Verify.run(
      Self.float, Self.int8, Self.inputs + ["--what-if", "0-1=int16", "--rank", "1"])
    #expect(outcome.text.contains("\nWhat if: operator 0 in int16\n"), "\(outcome.text)")
    #expect(outcome.text.contains("  accuracy of the candidate: before "))
    #expect(outcome.text.contains("\nNot widened: 1 operator\n"))
    #expect(outcome.text.contains("LiteRT has no kernel of HARD_SWISH from INT16 to INT16"))
    #expect(outcome.text.contains("\nOwn error"))
  }

  @Test(arguments: [
    ("1=int16", "operator 1 (HARD_SWISH): it cannot compute in int16"),
    ("99=float", "operator 99 does not exist"),
    ("nothing=float", "no tensor is named 'nothing'"),
    ("1=double", "--what-if"), ("float", "--what-if"),
  ])
  func wrongChoicesAreUsageErrors(choice: String, message: String) throws {
    let outcome = try Verify.run(Self.float, Self.int8, ["--what-if", choice])
    #expect(outcome.status == 2)
    #expect(outcome.errorText.contains(message), "\(outcome.errorText)")
  }

  private static func document(_ options: String...) throws -> [String: Any] {
    let outcome = try Verify.run(float, int8, inputs + ["--format", "json"] + options)
    return try outcome.document()
  }

  private static func ratio(_ part: [String: Any]) throws -> Double {
    try #require((part["outputs"] as? [[String: Any]])?.first?["sqnr_db"] as? Double)
  }
}
