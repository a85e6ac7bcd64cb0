import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite struct JSONWriterTests {
  /// What `body` writes, as text.
  private func written(lineDepth: Int = 0, _ body: (JSONWriter) throws -> Void) throws -> String {
    var bytes: [UInt8] = []
    let out = OutputBuffer { bytes += $0 }
    try body(JSONWriter(to: out, lineDepth: lineDepth))
    try out.finish()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func keepsTheOrderOfTheCalls() throws {
    let text = try written { json in
      try json.object {
        try json.member("b", 1)
        try json.member("a", [true, false] == [] ? nil : "x")
        try json.member("c", nil as Int?)
      }
    }
    #expect(text == #"{"b": 1, "a": "x", "c": null}"#)
  }

  @Test func breaksTheOuterLevelsIntoLines() throws {
    let text = try written(lineDepth: 2) { json in
      try json.object {
        try json.key("rows")
        try json.array(of: [1, 2]) { row in try json.object { try json.member("row", row) } }
        try json.key("none")
        try json.array {}
      }
    }
    #expect(
      text == """
        {
          "rows": [
            {"row": 1},
            {"row": 2}
          ],
          "none": []
        }
        """)
  }

  @Test(arguments: [
    (Float(0.1), "0.1"), (.leastNonzeroMagnitude, "1e-45"), (3.402_823_5e38, "3.4028235e+38"),
    (-0.0, "-0.0"), (.infinity, #""Infinity""#), (-.infinity, #""-Infinity""#), (.nan, #""NaN""#),
  ])
  func writesAFloatAsItsShortestDecimal(value: Float, text: String) throws {
    #expect(try written { $0.value(value) } == text)
  }

  /// Any bits, the ends of the forms with and without an exponent, and numbers as scales are.
  @Test func writesEveryFloatAsSwiftDoes() throws {
    var random = SeededGenerator(seed: 0xf10a7)
    var numbers: [Float] = [
      0, 1, 0.5, 100, 9_999_999, 1e-4, 9.999e-5, 1e-5, 123_456.7, .ulpOfOne, .pi,
      .greatestFiniteMagnitude, .leastNormalMagnitude,
    ]
    for power in -149...127 {
      let two = Float(sign: .plus, exponent: power, significand: 1)
      numbers += [two, two.nextUp, two.nextDown]
    }
    numbers += (0..<200_000).map { _ in Float(bitPattern: .random(in: 0...(.max), using: &random)) }
    numbers += (0..<50_000).map { _ in .random(in: 0...0.1, using: &random) }
    numbers += (0..<50_000).map { _ in
      Float(Int32.random(in: -50_000_000...50_000_000, using: &random))
    }
    for number in numbers.flatMap({ [$0, -$0] }) where number.isFinite {
      let text = try written { $0.value(number) }
      if text != number.description { Issue.record("\(number): \(text)") }
    }
  }

  @Test(arguments: [Int64.min, -1, 0, 9, 10, .max])
  func writesWholeNumbers(value: Int64) throws {
    #expect(try written { $0.value(value) } == "\(value)")
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("a\"b\\c", #""a\"b\\c""#), ("\u{1b}[31m", #""\u001b[31m""#),
    ("a\nb\tc\r", #""a\nb\tc\r""#), ("\u{9b}2J", #""\u009b2J""#), ("h\u{e9} 日", "\"hé 日\""),
  ])
  func escapesWhatATerminalWouldObey(value: String, text: String) throws {
    #expect(try written { $0.value(value) } == text)
  }

  /// Foundation's reader gives back what was written, for every character of the first plane.
  @Test func everyCharacterReadsBack() throws {
    let all = String(String.UnicodeScalarView((1...0xffff).compactMap(Unicode.Scalar.init)))
    let text = try written { json in try json.array(of: [all]) { json.value($0) } }
    let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String]
    #expect(read?.first?.unicodeScalars.elementsEqual(all.unicodeScalars) == true)
  }

  @Test func handsOnLargeDocumentsInPieces() throws {
    var pieces: [Int] = []
    let out = OutputBuffer { pieces.append($0.count) }
    let json = JSONWriter(to: out, lineDepth: 0)
    try json.array(of: 0..<600_000) { json.value($0) }
    try out.finish()
    #expect(pieces.count > 2)
    #expect(pieces.allSatisfy { $0 < (1 << 20) + 100 })
  }
}
