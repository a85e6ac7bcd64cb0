import Foundation
import TestSupport

/// Where the parameters of a run come from: `TFLENS_SEED`, else always the same.
///
/// A test run gives the same answer twice; `make soak` draws new parameters.
enum Seed {
  /// This run's seed.
  static let value: UInt64 = {
    guard let text = ProcessInfo.processInfo.environment["TFLENS_SEED"] else {
      return 1
    }
    guard let number = UInt64(text) else {
      fatalError("TFLENS_SEED must be a whole number, not '\(text)'")
    }
    return number
  }()

  /// How to repeat this run.
  static let note = "TFLENS_SEED=\(value) repeats it"

  /// The numbers of one test, whichever other tests run.
  static func generator(for test: String) -> SeededGenerator {
    // FNV-1a: unlike Swift's own hash the same in every process.
    let hash = test.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return SeededGenerator(seed: value ^ hash)
  }
}
