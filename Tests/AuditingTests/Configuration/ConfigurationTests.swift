import Auditing
import ModelFormat
import Testing

@Suite struct ConfigurationTests {
  @Test func readsEveryKey() throws {
    let configuration = try Configuration(
      yaml: """
        # what this repository accepts
        select: [Q, G]
        ignore: lost-negative-lobe
        fail_on: warning
        targets: [ethos-u55, profiles/mine.yaml]
        suppressions:
          - rule: Q003
            model: "models/*.tflite"
            operator: CONV_2D
            tensor: "stem/**"
            reason: the vendor's kernel rescales the bias
            expires: 2027-01-31
          - {rule: unusable-scale, reason: dead channels}
        """.replacing("lost-negative-lobe", with: "bias-scale-mismatch")
          .replacing("[Q, G]", with: "[Q, Q0]"))
    #expect(configuration.select == ["Q", "Q0"])
    #expect(configuration.ignore == ["bias-scale-mismatch"])
    #expect(configuration.failOn == .warning)
    #expect(configuration.targets.map(\.text) == ["ethos-u55", "profiles/mine.yaml"])
    let first = try #require(configuration.suppressions.first)
    #expect(first.rule == "Q003")
    #expect(first.model?.text == "models/*.tflite")
    #expect((first.op?.text, first.tensor?.text) == ("CONV_2D", "stem/**"))
    #expect(first.reason == "the vendor's kernel rescales the bias")
    #expect(first.expires == CalendarDate("2027-01-31"))
    #expect(first.line == 7)
    #expect(configuration.suppressions.count == 2)
  }

  @Test(arguments: ["", "# nothing\n", "---\n", "{}"])
  func mayBeEmpty(yaml: String) throws {
    #expect(try Configuration(yaml: yaml).suppressions.isEmpty)
  }

  struct Fault: CustomTestStringConvertible {
    let testDescription: String
    let yaml: String
    let message: String

    init(_ why: String, _ yaml: String, _ message: String, _ fix: String) {
      (testDescription, self.yaml) = (why, yaml)
      self.message = "\(message)\n  \(fix)"
    }
  }

  /// The last id of a family of rules.
  private static func last(_ family: String) -> String {
    RuleCatalog.all.map { $0.info.id }.filter { $0.hasPrefix(family) }.max() ?? ""
  }

  @Test(arguments: [
    Fault(
      "an unknown key", "select: [Q]\nsupressions: []\n",
      "2:1: the configuration has the unknown key 'supressions'; "
        + "allowed are fail_on, ignore, select, suppressions, targets [configuration-unknown-key]",
      "Did you mean 'suppressions'? Correct the key, or remove it."),
    Fault(
      "an unknown rule", "ignore:\n  - Q003\n  - Q999\n",
      "3:5: unknown rule 'Q999' in 'ignore'; ids are D001 to D008, F001 to \(last("F")), G001 to \(last("G")), "
        + "Q001 to \(last("Q")), T001 to \(last("T")), with gaps [configuration-wrong-value]",
      "`tflens rules` lists ids and names."),
    Fault(
      "an unknown severity", "fail_on: fatal\n",
      "1:10: 'fail_on' is 'fatal'; it must be one of error, warning, note, never "
        + "[configuration-wrong-value]", "Correct the value, or remove the key."),
    Fault(
      "a suppression without a reason", "suppressions:\n  - rule: Q003\n",
      "2:5: a suppression has no 'reason' [configuration-missing-key]",
      "Add a line `reason: ...`."),
    Fault(
      "an empty reason", "suppressions:\n  - rule: Q003\n    reason: ' '\n",
      "3:13: 'reason' is ' '; it must say why the finding is accepted [configuration-wrong-value]",
      "Correct the value, or remove the key."),
    Fault(
      "an unknown key of a suppression", "suppressions:\n  - rule: Q003\n    why: so\n",
      "3:5: a suppression has the unknown key 'why'; "
        + "allowed are expires, model, operator, reason, rule, tensor [configuration-unknown-key]",
      "Correct the key, or remove it."),
    Fault(
      "no day", "suppressions:\n  - {rule: Q003, reason: so, expires: soon}\n",
      "2:39: 'expires' is 'soon'; it must be a date like 2027-01-31 [configuration-wrong-value]",
      "Correct the value, or remove the key."),
    Fault(
      "a list where a mapping belongs", "- Q003\n",
      "1:1: the configuration must be a mapping of keys to values [configuration-wrong-type]",
      "Write a key and its value on each line, such as 'ignore: Q015'."),
    Fault(
      "a mapping where text belongs", "select: [{a: b}]\n",
      "1:10: 'select' must be text [configuration-wrong-type]",
      "Correct the value, or remove the key."),
    Fault(
      "a mapping where a list belongs", "select: {a: b}\n",
      "1:9: 'select' must be text or a list of text [configuration-wrong-type]",
      "Correct the value, or remove the key."),
    Fault(
      "text where a list belongs", "suppressions: Q003\n",
      "1:15: 'suppressions' must be a list [configuration-wrong-type]",
      "Correct the value, or remove the key."),
    Fault(
      "a key that stands twice", "select: Q\nselect: Q\n",
      "2:1: duplicate key 'select' in a mapping [configuration-not-yaml]",
      "Correct the YAML; docs/guide.md shows a configuration."),
    Fault(
      "no YAML", "select: [Q\n",
      "2:1: invalid YAML: did not find expected ',' or ']' [configuration-not-yaml]",
      "Correct the YAML; docs/guide.md shows a configuration."),
    Fault(
      "a bare word", "Q003",
      "1:1: the configuration must be a mapping of keys to values [configuration-wrong-type]",
      "Write a key and its value on each line, such as 'ignore: Q015'."),
  ])
  func refuses(_ fault: Fault) throws {
    let error = try #require(throws: Diagnostic.self) {
      try Configuration(yaml: fault.yaml)
    }
    #expect("\(error)" == fault.message)
  }

  /// libyaml gives up on deep nesting by itself; what it lets pass is refused where it stands.
  @Test func survivesDeepNesting() {
    let deep = "select: " + String(repeating: "[", count: 100_000)
    #expect(
      #expect(throws: Diagnostic.self) { try Configuration(yaml: deep) }?.code
        == .configurationNotYAML)
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + (0..<40).map { _ in "select: [*a]\n" }.joined()
    #expect(
      #expect(throws: Diagnostic.self) { try Configuration(yaml: bomb) }?.code
        == .configurationNotYAML)
  }
}
