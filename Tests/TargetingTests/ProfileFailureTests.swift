import ModelFormat
import Targeting
import Testing

/// What is wrong with a profile is said with its line and column.
@Suite struct ProfileFailureTests {
  /// A profile that is right, of which a case replaces one piece.
  private static let right = """
    id: mine
    name: My NPU
    kind: accelerator
    evidence: declared
    sources:
      D: the data sheet
    operators:
      ADD:
        supported: true
        source: D
        limits:
          - {types: [INT8], source: D}
    """

  struct Case: CustomTestStringConvertible, Sendable {
    let piece: String
    let instead: String
    let text: String
    var testDescription: String { instead }

    init(_ piece: String, _ instead: String, _ text: String) {
      (self.piece, self.instead, self.text) = (piece, instead, text)
    }
  }

  @Test func aRightOneIsRead() throws {
    let profile = try TargetProfile(yaml: Self.right, file: "mine.yaml")
    #expect(profile.operators.map(\.builtin) == [.add])
  }

  @Test(arguments: [
    Case(
      "kind: accelerator", "kinds: accelerator",
      """
      mine.yaml:3:1: unknown key 'kinds' in the profile; docs/configuration.md lists the 18 that are allowed here [unknown-key]
        Did you mean 'kind'? Correct it; `tflens targets NAME --format yaml` prints a profile to compare with.
      """),
    Case(
      "kind: accelerator", "kind: gpu",
      """
      mine.yaml:3:7: unknown name 'gpu'; allowed are accelerator, compiler, \
      delegate, generic, runtime, inference-library and kernel-library [unknown-name]
        Correct it; `tflens targets NAME --format yaml` prints a profile to compare with.
      """),
    Case(
      "  ADD:", "  ADDITION:",
      """
      mine.yaml:8:3: 'ADDITION' is not an operator of the schema [unknown-name]
        Use the name in the schema, such as CONV_2D.
      """),
    Case(
      "supported: true", "supported: yes",
      """
      mine.yaml:9:16: found 'yes'; it must be true or false [wrong-value]
        Correct this value in the profile.
      """),
    Case(
      "[INT8]", "[INT8, INT9]",
      """
      mine.yaml:12:24: unknown name 'INT9'; docs/configuration.md lists the 23 that are allowed here [unknown-name]
        Did you mean 'INT2', 'INT4' or 'INT8'? Correct it; `tflens targets NAME --format yaml` prints a profile to compare with.
      """),
    Case(
      "types: [INT8], source: D", "types: [INT8]",
      """
      mine.yaml:12:9: a limit has no key 'source' [missing-key]
        Add a line `source: ...`.
      """),
    Case(
      "types: [INT8], source: D", "types: [INT8], source: E",
      """
      mine.yaml:12:33: 'E' is not a source of the profile; only 'D' is allowed [unknown-name]
        Did you mean 'D'? Use a key of 'sources', or add one there.
      """),
    Case(
      "types: [INT8]", "rank: four",
      """
      mine.yaml:12:16: found 'four'; it must be a number [wrong-value]
        Correct this value in the profile.
      """),
    Case(
      "types: [INT8]", "types: [INT8], rank: [4]",
      """
      mine.yaml:12:25: 'types' and 'rank' in one limit; a limit has one of them [unknown-key]
        Make two limits.
      """),
    Case(
      "name: My NPU", "id: again",
      """
      mine.yaml:2:1: duplicate key 'id'; a key can occur once in a mapping \
      [duplicate-key]
        Remove one of them.
      """),
    Case(
      "kind: accelerator", "memory: {ram: lots, source: D}\nkind: accelerator",
      """
      mine.yaml:3:15: found 'lots'; it must be a number of bytes: 262144, 256k or 256Ki [wrong-value]
        Correct this value in the profile.
      """),
    Case(
      "kind: accelerator", "memory: {source: D}\nkind: accelerator",
      """
      mine.yaml:3:9: memory has neither 'ram' nor 'flash' [missing-key]
        Add at least one of them.
      """),
    Case(
      "  D: the data sheet", "  D: [the, data",
      """
      mine.yaml:7:10: invalid YAML: did not find expected ',' or ']' [not-yaml]
        Write it as YAML; `tflens targets NAME --format yaml` prints one to start from.
      """),
  ])
  func saysWhatAndWhere(_ c: Case) throws {
    let yaml = Self.right.replacing(c.piece, with: c.instead)
    #expect(yaml != Self.right)
    let error = try #require(throws: Diagnostic.self) {
      try TargetProfile(yaml: yaml, file: "mine.yaml")
    }
    #expect(error.description == c.text)
  }

  /// A file that is cut anywhere gives an error or a profile, never a trap.
  @Test func survivesBeingCut() {
    for length in 0..<Self.right.utf8.count {
      let cut = String(decoding: Self.right.utf8.prefix(length), as: UTF8.self)
      _ = try? TargetProfile(yaml: cut, file: "cut.yaml")
    }
  }

  @Test(arguments: [
    ("", Diagnostic.Code.notYAML), ("[]", .wrongValue), ("x", .wrongValue), ("[[[[", .notYAML),
    ("a: &a [*a]", .notYAML), ("? {b: c}\n: d", .wrongValue), ("- 1\n--- \n- 2", .notYAML),
  ])
  func survivesOtherYAML(text: String, code: Diagnostic.Code) {
    let error = #expect(throws: Diagnostic.self) { try TargetProfile(yaml: text, file: "x.yaml") }
    #expect(error?.code == code, "\(String(describing: error))")
  }
}
