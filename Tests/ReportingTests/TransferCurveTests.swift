import QuantMath
import Testing

@testable import Reporting

@Suite struct TransferCurveTests {
  private func lines(isUnicode: Bool) throws -> [String] {
    let input = Grid(scale: 0.0625, zeroPoint: 0, codes: .int8)
    let output = Grid(scale: 0.03125, zeroPoint: -116, codes: .int8)
    let preparation = try HardSwishPreparation(input: input, output: output)
    let analysis = HardSwishAnalysis(preparation, kernel: .litertReference)
    return TransferCurve(analysis).lines(isUnicode: isUnicode)
  }

  @Test func labelsTheEndsOfBothAxes() throws {
    let lines = try lines(isUnicode: true)
    #expect(lines.count == 14)
    // (127 + 116) / 32 at the top: the output ends before the input does.
    #expect(lines[0].hasPrefix(" 7.594 │"))
    #expect(lines[11].hasPrefix("-0.375 │"))
    #expect(lines[13].hasPrefix("        -8") && lines[13].hasSuffix("7.938"))
  }

  @Test func marksEveryColumnOnceInASCII() throws {
    let rows = try lines(isUnicode: false).prefix(12).map { Array($0.dropFirst(8)) }
    #expect(rows.joined().allSatisfy { $0 == "*" || $0 == " " })
    for column in 0..<64 {
      let marks = rows.count { column < $0.count && $0[column] == "*" }
      #expect(marks == 1, "column \(column)")
    }
  }

  @Test func dipsBelowZeroAndThenClimbs() throws {
    let rows = try lines(isUnicode: false).prefix(12).map { Array($0.dropFirst(8)) }
    let heights = (0..<64).map { column in
      rows.firstIndex { column < $0.count && $0[column] == "*" } ?? 0
    }
    // Column 0 is -8 and flat at 0; the dip at -1.5 is near column 26; the top is at the right.
    #expect(heights[0] < heights[26])
    #expect(heights[26] == 11)
    #expect(heights[63] == 0)
    #expect(zip(heights[32...], heights[33...]).allSatisfy { $0 >= $1 })
  }

  @Test func paintsTheSameCurveInBraille() throws {
    let plain = try lines(isUnicode: false).prefix(12)
    let dots = try lines(isUnicode: true).prefix(12)
    for (plain, dots) in zip(plain, dots) {
      let braille = dots.unicodeScalars.filter { (0x2801...0x28ff).contains($0.value) }
      #expect(braille.count > 0 || !plain.contains("*"))
    }
  }
}
