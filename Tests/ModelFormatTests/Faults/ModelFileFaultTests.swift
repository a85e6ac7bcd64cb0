import Foundation
import TestSupport
import Testing

@testable import ModelFormat

/// Damage of every kind: the answer is an error or a model that can be read to its last byte, and
/// never a trap.
@Suite struct ModelFileFaultTests {
  /// What became of many damaged files.
  struct Outcomes {
    var models = 0
    var errors: [Diagnostic.Code: Int] = [:]

    mutating func open(_ bytes: [UInt8]) {
      do {
        _ = ReadEverything(try ModelFile(bytes: bytes))
        models += 1
      } catch {
        errors[error.code, default: 0] += 1
      }
    }
  }

  @Test(arguments: ["decomposed_folded_int8", "two_signatures"])
  func cutAtEveryByte(_ name: String) throws {
    let whole = try fixture(name)
    var outcomes = Outcomes()
    for count in whole.indices { outcomes.open(Array(whole.prefix(count))) }
    // Only padding may go: the tables of both files end in their last 16 bytes.
    #expect(outcomes.models < 16)
    #expect(outcomes.errors[.empty] == 1)
    #expect(outcomes.errors[.notAModel] == 7)
    #expect(outcomes.errors[.truncated, default: 0] > whole.count - 200)
  }

  @Test func everyByteTurnedOver() throws {
    let whole = try Flatc.model(SmallModel.everything)
    var outcomes = Outcomes()
    for place in whole.indices {
      var bytes = whole
      bytes[place] ^= 0xff
      outcomes.open(bytes)
    }
    // The four bytes of the identifier, and no other, make it a file of another kind.
    #expect(outcomes.errors[.notAModel] == 4)
    #expect(outcomes.models > whole.count / 10)
    #expect(outcomes.errors.count > 5, "damage of many kinds: \(outcomes.errors)")
  }

  @Test func bitsTurnedOver() throws {
    let seed: UInt64 = 0x5eed_0010
    var random = SeededGenerator(seed: seed)
    let whole = try Flatc.model(SmallModel.everything)
    var outcomes = Outcomes()
    for _ in 0..<3_000 {
      var bytes = whole
      let bit = Int.random(in: 0..<8 * whole.count, using: &random)
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      outcomes.open(bytes)
    }
    #expect(outcomes.models > 300, "seed \(seed)")
    #expect(outcomes.errors.count > 5, "seed \(seed): \(outcomes.errors)")
  }

  /// Runs of bytes that are random, zero, all ones, or a copy from elsewhere in the file.
  @Test(arguments: UInt64(0x5eed_0011)...0x5eed_0014)
  func runsOfBytesReplaced(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let whole = try fixture("digits_int8")
    var outcomes = Outcomes()
    for _ in 0..<500 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let count = Int.random(in: 1...32, using: &random)
        let place = Int.random(in: 0..<whole.count - count, using: &random)
        let from = Int.random(in: 0..<whole.count - count, using: &random)
        let run: [UInt8] =
          switch Int.random(in: 0..<4, using: &random) {
          case 0: (0..<count).map { _ in .random(in: 0...255, using: &random) }
          case 1: Array(repeating: 0, count: count)
          case 2: Array(repeating: 0xff, count: count)
          default: Array(whole[from..<from + count])
          }
        bytes.replaceSubrange(place..<place + count, with: run)
      }
      outcomes.open(bytes)
    }
    #expect(outcomes.models > 50, "seed \(seed)")
    #expect(outcomes.errors.count > 5, "seed \(seed): \(outcomes.errors)")
  }

  private func fixture(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: Places.fixtures.appending(path: "\(name).tflite")))
  }
}
