import ArgumentParser
import ModelFormat

/// How much each change of a rewrite may alter output codes.
struct ChangeLimitOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help:
      "Write nothing if a code would change by more than this. Without it, splits and fusions allow 2."
  )
  var maxErrorCodes: Int?

  @Flag(help: "With --max-error-codes, accept changes that are not bounded.")
  var allowUnbounded = false

  /// Throws if the limit is negative, or missing.
  func check() throws(Diagnostic) {
    if let maxErrorCodes, maxErrorCodes < 0 {
      throw .outOfRange("--max-error-codes", "\(maxErrorCodes)", "at least 0")
    }
    guard !allowUnbounded || maxErrorCodes != nil else {
      throw .alone("--allow-unbounded", without: "--max-error-codes")
    }
  }
}
