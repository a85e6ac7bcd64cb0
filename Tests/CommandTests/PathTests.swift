import Foundation
import TestSupport
import Testing

/// A path may hold every byte but NUL.
@Suite struct PathTests {
  /// `shell` is what `printf` makes the name of; `json` and `text` are how the name shows.
  struct Name: CustomTestStringConvertible {
    let testDescription: String
    let shell: String
    let json: String
    let text: String

    init(_ what: String, shell: String? = nil, json: String, text: String? = nil) {
      (testDescription, self.json) = (what, json)
      (self.shell, self.text) = (shell ?? json, text ?? json)
    }
  }

  private static let names = [
    Name("spaces", json: "a b  c.tflite"),
    Name("quotes", json: #"a"b.tflite"#),
    Name("umlauts", json: "gr\u{fc}n.tflite"),
    Name("a newline", shell: #"a\nb.tflite"#, json: "a\nb.tflite", text: #"a\nb.tflite"#),
    Name(
      "bytes that are not UTF-8", shell: #"a\377\303b.tflite"#, json: "a\u{fffd}\u{fffd}b.tflite"),
    Name(
      "an escape sequence", shell: #"\033[31mred.tflite"#, json: "\u{1b}[31mred.tflite",
      text: #"\x1b[31mred.tflite"#),
    Name("the characters that stand for bytes on the way", json: "\u{10feff}.tflite"),
  ]

  @Test(arguments: names)
  func opensTheFile(name: Name) throws {
    let text = try run("inspect", name, exists: true)
    #expect(text.status == 0)
    #expect(text.errors.isEmpty)
    #expect(text.text.hasPrefix("\(name.text): "))

    let json = try run("dump --format json", name, exists: true)
    #expect(json.status == 0)
    #expect(String(validating: json.output, as: UTF8.self) != nil)
    let document = try JSONSerialization.jsonObject(with: json.output) as? [String: Any]
    #expect(document?["path"] as? String == name.json)
  }

  @Test(arguments: names)
  func namesAFileThatIsNotThere(name: Name) throws {
    let outcome = try run("inspect", name, exists: false)
    #expect(outcome.status == 3)
    #expect(outcome.errorText.hasPrefix("error: '\(name.text)': the file does not exist"))
  }

  @Test func opensAFileThatLooksLikeAnOption() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        "cp \"$FIXTURES/digits_int8.tflite\" -- --data; \"$TFLENS\" inspect -- --data", in: folder,
        environment: ["FIXTURES": Places.fixtures.path])
      #expect(outcome.status == 0)
      #expect(outcome.text.hasPrefix("--data: "))
    }
  }

  private func run(_ command: String, _ name: Name, exists: Bool) throws -> Outcome {
    // $() drops newlines at the end only.
    let script = """
      name=$(printf '\(name.shell)')
      \(exists ? "cp \"$FIXTURES/two_signatures.tflite\" \"$name\"" : ":")
      "$TFLENS" \(command) "$name"
      """
    return try Places.withTemporaryFolder { folder in
      try Shell.run(script, in: folder, environment: ["FIXTURES": Places.fixtures.path])
    }
  }
}
