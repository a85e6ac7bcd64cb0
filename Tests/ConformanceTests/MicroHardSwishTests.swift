import Foundation
import TestSupport
import Testing

/// TFLite Micro computes HARD_SWISH as LiteRT's reference kernel does, so `--kernel litert-reference`
/// stands for both.
@Suite struct MicroHardSwishTests {
  @Test func microcontrollersGetTheReferenceTable() throws {
    let count = 60
    let outcome = try Program.run(
      Places.python,
      [
        "-B", "-W", "ignore",
        Places.project.appending(path: "Tests/ConformanceTests/Oracles/micro_hard_swish.py").path,
        Places.program.path, "\(count)",
      ])
    try #require(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text == "same \(count)\n")
  }
}
