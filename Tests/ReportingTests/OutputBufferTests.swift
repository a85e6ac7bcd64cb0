import TestSupport
import Testing

@testable import Reporting

@Suite struct OutputBufferTests {
  /// Collects what a buffer passes on.
  private final class Passed {
    var bytes: [UInt8] = []
  }

  /// Pieces of every kind and size, around the end of a block, come out in order.
  @Test func passesOnEverythingInOrder() throws {
    var random = SeededGenerator(seed: 0xb10c)
    for _ in 0..<20 {
      let passed = Passed()
      let buffer = OutputBuffer { passed.bytes += $0 }
      var expected: [UInt8] = []
      for _ in 0..<60 {
        switch Int.random(in: 0...4, using: &random) {
        case 0:
          let bytes = (0..<Int.random(in: 0...150_000, using: &random)).map {
            UInt8(truncatingIfNeeded: $0)
          }
          buffer.append(bytes)
          expected += bytes
        case 1:
          buffer.append(UInt8(7))
          expected.append(7)
        case 2:
          let text = String(repeating: "né", count: .random(in: 0...30_000, using: &random))
          buffer.append(text)
          expected += text.utf8
        case 3:
          let number = Int64.random(in: .min...(.max), using: &random)
          buffer.append(integer: number)
          expected += "\(number)".utf8
        default: try buffer.flushIfLarge()
        }
      }
      try buffer.finish()
      #expect(passed.bytes == expected)
    }
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 300_000])
  func takesBackWhatCameAfterAMark(before: Int) throws {
    let passed = Passed()
    let buffer = OutputBuffer { passed.bytes += $0 }
    buffer.append([UInt8](repeating: 1, count: before))
    let mark = buffer.mark
    for size in [1, 70_000, 200_000] {
      buffer.append([UInt8](repeating: 2, count: size))
      #expect(buffer.takeBack(to: mark))
    }
    buffer.append([3])
    try buffer.finish()
    #expect(passed.bytes == [UInt8](repeating: 1, count: before) + [3])
  }

  @Test func takesNothingBackThatWasPassedOn() throws {
    let buffer = OutputBuffer { _ in }
    let mark = buffer.mark
    buffer.append([UInt8](repeating: 1, count: 2 << 20))
    try buffer.flushIfLarge()
    #expect(!buffer.takeBack(to: mark))
  }

  /// A short report is passed on as a whole, at its end.
  @Test func keepsAShortReport() throws {
    let passed = Passed()
    let buffer = OutputBuffer { passed.bytes += $0 }
    buffer.append([UInt8](repeating: 1, count: 1_000_000))
    try buffer.flushIfLarge()
    #expect(passed.bytes.isEmpty)
  }
}
