import Foundation
import TestSupport
import Testing

/// Colours and widths: a terminal gets both, a file neither.
@Suite struct TerminalTests {
  static let commands = [
    "inspect digits_int8.tflite", "inspect two_signatures.tflite",
    "inspect digits_int8.tflite --op HARD_SWISH", "hardswish digits_int8.tflite",
    "hardswish digits_float32.tflite", "hardswish decomposed_clip_int8.tflite",
  ]

  @Test(arguments: commands)
  func aFileGetsNoColours(command: String) throws {
    #expect(try !Shell.run("\"$TFLENS\" \(command)").text.contains("\u{1b}"))
    #expect(try !Shell.run("\"$TFLENS\" \(command) --color never").text.contains("\u{1b}"))
  }

  @Test(arguments: commands)
  func alwaysMeansAFileToo(command: String) throws {
    let plain = try Shell.run("\"$TFLENS\" \(command)").text
    let coloured = try Shell.run("\"$TFLENS\" \(command) --color always").text
    #expect(coloured.contains("\u{1b}["))
    #expect(Self.withoutColours(coloured) == plain)
  }

  @Test func jsonIsNeverColoured() throws {
    let plain = try Shell.run("\"$TFLENS\" inspect digits_int8.tflite --format json")
    let always = try Shell.run(
      "\"$TFLENS\" inspect digits_int8.tflite --format json --color always")
    #expect(always.output == plain.output)
  }

  @Test(arguments: commands)
  func aTerminalGetsColours(command: String) throws {
    let shown = try Shell.onTerminal("\"$TFLENS\" \(command)", columns: 100)
    #expect(shown.contains("\u{1b}[1m"))
  }

  @Test(arguments: [("NO_COLOR", "1"), ("TERM", "dumb")])
  func aTerminalMayRefuseColours(variable: String, value: String) throws {
    for command in Self.commands {
      let shown = try Shell.onTerminal(
        "\"$TFLENS\" \(command)", columns: 100, environment: [variable: value])
      #expect(!shown.isEmpty)
      #expect(!shown.contains("\u{1b}"), "\(command)")
    }
    let error = try Shell.onTerminal(
      "\"$TFLENS\" inspect missing.tflite", columns: 100, environment: [variable: value])
    #expect(error.hasPrefix("error: "))
  }

  /// Commands with wide tables: numbers, names, sentences.
  static let wide =
    commands + [
      "inspect digits_int8.tflite --digests --sort macs", "inspect digits_int8.tflite --tensor 46",
      "audit decomposed_folded_int8.tflite --fail-on never",
      "targets", "targets --model digits_int8.tflite",
      "targets --model digits_int8.tflite --model two_signatures.tflite",
      "rewrite digits_int8.tflite --dry-run --split-hard-swish",
      "rewrite digits_int8.tflite --dry-run --per-tensor-weights",
      "diff digits_int8.tflite digits_float32.tflite", "rules", "passes",
    ]

  @Test(arguments: wide, [60, 80, 100, 160])
  func everyLineFitsTheTerminal(command: String, columns: Int) throws {
    for locale in ["C.UTF-8", "C"] {
      let shown = try Shell.onTerminal(
        "\"$TFLENS\" \(command)", columns: columns, environment: ["LC_ALL": locale])
      let lines = Self.withoutColours(shown).split(separator: "\n")
      #expect(lines.count > 1)
      for line in lines { #expect(line.unicodeScalars.count <= columns, "\(line)") }
      #expect(locale != "C" || shown.utf8.allSatisfy { $0 < 0x80 })
    }
  }

  /// Names of 10,000 characters, of operators too, take no more room than others.
  @Test(arguments: ["inspect", "hardswish", "audit", "memory", "targets coral_edgetpu --model"])
  func everyLineFitsWhateverNamesAre(command: String) throws {
    try Places.withTemporaryFolder { folder in
      let model = folder.appending(path: "hostile.tflite")
      try Data(HostilePage.model()).write(to: model)
      let shown = Self.withoutColours(
        try Shell.onTerminal(
          "\"$TFLENS\" \(command) \(model.path)", columns: 120,
          environment: ["LC_ALL": "C.UTF-8"]))
      let lines = shown.split(separator: "\n")
      #expect((4...200).contains(lines.count))
      for line in lines { #expect(line.unicodeScalars.count <= 120, "\(line)") }
    }
  }

  /// A column that a pipe shows is on a terminal too, or is named as hidden.
  @Test(
    arguments: wide.filter { $0.hasPrefix("hardswish") || $0 == "targets" }, [60, 80, 100, 160])
  func noColumnVanishesWithoutAWord(command: String, columns: Int) throws {
    let whole = try Shell.run("\"$TFLENS\" \(command)").text.split(separator: "\n")
    let head = try #require(
      whole.first { $0.hasPrefix("  op  ") || $0.hasPrefix("  target  ") }
        ?? whole.first { $0.hasPrefix("  operators  ") })
    let shown = Self.withoutColours(
      try Shell.onTerminal("\"$TFLENS\" \(command)", columns: columns))
    let words = shown.split { $0 == "\n" || $0 == " " }.joined(separator: " ")
    for title in head.split(separator: "  ").map({ $0.drop { $0 == " " } }) where !title.isEmpty {
      #expect(words.contains(title), "\(title)")
    }
  }

  /// However narrow: the operator, the tensor and all of the consequence.
  @Test(arguments: [60, 80, 100, 160])
  func aFindingKeepsItsConsequence(columns: Int) throws {
    try Places.withTemporaryFolder { folder in
      let model = folder.appending(path: "coarse.tflite").path
      let made = try Program.tflens(
        "rewrite", Places.fixture("digits_int8"), "-o", model, "--set-quantization", "48=0.8,-128")
      #expect(made.status == 0)
      let shown = Self.withoutColours(
        try Shell.onTerminal(
          "\"$TFLENS\" audit \(model) --select Q036", columns: columns,
          environment: ["LC_ALL": "C.UTF-8"]))
      let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
      let first = try #require(lines.firstIndex { $0.hasPrefix("  1  HARD_SWISH  t48 ") })
      let end = try #require(lines.firstIndex { $0.hasPrefix("  fix: ") })
      let words = lines[first..<end].joined(separator: " ").split(separator: " ")
        .joined(separator: " ")
      #expect(words.contains("with scale 0.8 and zero point -128, "))
      #expect(words.hasSuffix("inputs between -3 and 0 give no output below 0"))
      #expect(words.contains("/truediv") || lines[first].contains("\u{2026}"))
      for line in lines[first..<end] { #expect(line.unicodeScalars.count <= columns) }
    }
  }

  @Test(arguments: commands)
  func aFileGetsWholeLines(command: String) throws {
    let text = try Shell.run("\"$TFLENS\" \(command)").text
    #expect(!text.contains("…") && !text.contains("..."))
  }

  private static func withoutColours(_ text: String) -> String {
    text.replacing(#/\u{1b}\[[0-9;]*m/#, with: "")
  }
}
