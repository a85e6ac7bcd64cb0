import Testing

@testable import ModelFormat

/// Text of a model on a terminal: nothing in it may act.
@Suite struct DisplayTextTests {
  @Test(arguments: [
    ("plain text stays", "conv/Relu6:0 \u{1f989} caf\u{e9}", "conv/Relu6:0 \u{1f989} caf\u{e9}"),
    ("an ANSI colour", "\u{1b}[31mred", "\\x1b[31mred"),
    ("the 8-bit form of the same (C1)", "\u{9b}31m", "\\x9b31m"),
    ("a new line", "a\nb", "a\\nb"),
    ("a carriage return, which overwrites", "a\rb", "a\\rb"),
    ("CR LF is one character and two controls", "a\r\nb", "a\\r\\nb"),
    ("a tab", "a\tb", "a\\tb"),
    ("NUL", "a\0b", "a\\x00b"),
    ("backspace and delete", "\u{8}\u{7f}", "\\x08\\x7f"),
    ("a bell", "\u{7}", "\\x07"),
    ("right-to-left override", "a\u{202e}b", "a\\u{202e}b"),
    ("bidirectional isolate", "\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
    ("line and paragraph separators", "\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
    ("zero width, so invisible", "a\u{200b}b", "a\\u{200b}b"),
    ("a control hidden in a combined character", "\u{1b}\u{301}", "\\x1b\u{301}"),
    ("nothing", "", ""),
  ])
  func escapesWhatActsOnATerminal(_ why: String, _ text: String, _ shown: String) {
    #expect(text.escapedForDisplay == shown, "\(why)")
  }

  /// Whatever the character, nothing that comes out is a control or a format character.
  @Test func leavesNoControlBehind() {
    for value in UInt32(0)..<0x3000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = String(scalar).escapedForDisplay
      let acts = shown.unicodeScalars.contains {
        $0.value < 0x20 || (0x7f...0x9f).contains($0.value) || (0x200b...0x200f).contains($0.value)
          || (0x2028...0x202e).contains($0.value) || (0x2066...0x2069).contains($0.value)
          || $0.value == 0x61c || $0.value == 0xad
      }
      #expect(!acts, "U+\(String(value, radix: 16))")
    }
  }
}
