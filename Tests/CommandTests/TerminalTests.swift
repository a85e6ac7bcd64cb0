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

  @Test(arguments: commands, [60, 120])
  func tablesFitTheTerminal(command: String, columns: Int) throws {
    for locale in ["C.UTF-8", "C"] {
      let shown = try Shell.onTerminal(
        "\"$TFLENS\" \(command)", columns: columns, environment: ["LC_ALL": locale])
      let lines = Self.withoutColours(shown).split(separator: "\n")
      #expect(lines.count > 1)
      // Tables are indented. Sentences wrap by themselves, and so does the way of a number.
      for line in lines.prefix(while: { !$0.hasPrefix("From ") }) where line.hasPrefix("  ") {
        #expect(line.unicodeScalars.count <= columns, "\(line)")
      }
      #expect(locale != "C" || shown.utf8.allSatisfy { $0 < 0x80 })
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
