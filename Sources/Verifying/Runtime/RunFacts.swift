internal import ModelFormat

/// What every run reports besides its figures.
struct RunFacts {
  let environment: Verification.Environment
  let runCount: Int
  /// For each input; none if the inputs are random.
  let sources: [InputSource]
}

/// What the lines of the driver hold.
enum RuntimeReading<Answer> {
  /// Modules that this Python does not have.
  case missing([String])
  case ran(Answer)
}

extension RuntimeProcess.Outcome {
  /// Parses the lines of words that the driver printed (`driver.py`).
  ///
  /// - Parameters:
  ///   - figures: gets the first word of each line that holds figures, and the rest of it.
  ///   - answer: gets the facts after the last line; nil if figures are missing.
  /// - Throws: the failure that the lines describe, or an error if they are invalid.
  func reading<Answer>(
    _ pairing: ModelPairing, _ settings: VerifySettings, program: FilePath,
    figures: (_ word: String, _ rest: [String]) throws(Diagnostic) -> Void,
    answer: (RunFacts) -> Answer?
  ) throws(Diagnostic) -> RuntimeReading<Answer> {
    var environment: Verification.Environment?
    var runCount = 0
    var sources: [InputSource] = []
    let paths = settings.inputs.paths
    for line in output.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      let rest = Array(words.dropFirst())
      switch (words.first, rest.count) {
      case ("missing", _): return .missing(rest)
      case ("fail", 5): throw failure(rest, pairing, settings, program)
      case ("runtimes", 3):
        environment = .init(versions: (rest[0], rest[1]), python: rest[2], program: program)
      case ("runs", 1): runCount = Int(rest[0]) ?? 0
      case ("source", _):
        if let source = InputSource(rest, paths: paths) { sources.append(source) }
      case ("end", 0):
        guard let environment, sources.count == (paths.isEmpty ? 0 : pairing.inputs.count),
          let answer = answer(
            RunFacts(environment: environment, runCount: runCount, sources: sources))
        else { break }
        return .ran(answer)
      case (let word?, _): try figures(word, rest)
      default: break
      }
    }
    throw .broken(
      "'\(program.description.escapedForDisplay)' ended without a result"
        + (status.map { ": \($0)" } ?? ""), errors: errors)
  }
}
