internal import ModelFormat

/// The results of the driver, parsed from its lines of words (`driver.py`).
struct RuntimeAnswer {
  /// The result for one pair.
  enum Pair {
    case figures(TensorFigures)
    /// Their shapes, which differ.
    case shapes(String, String)
    case unread
  }

  let environment: Verification.Environment
  let runCount: Int
  /// For each input; none if the inputs are random.
  let sources: [InputSource]
  /// Nil without labels.
  let accuracy: Accuracy?
  let pairs: [Pair]

  /// The text that the driver sent in hexadecimal.
  static func text(_ hex: String) -> String {
    let digits = hex.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count == hex.utf8.count else { return "" }
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension RuntimeProcess.Outcome {
  enum Reading {
    /// Modules that this Python does not have.
    case missing([String])
    case ran(RuntimeAnswer)
  }

  /// Parses the lines.
  ///
  /// - Throws: the failure that the lines describe, or an error if they are invalid.
  func reading(
    _ pairing: ModelPairing, _ settings: VerifySettings, _ comparisons: Comparisons,
    program: FilePath
  ) throws(Diagnostic) -> Reading {
    var environment: Verification.Environment?
    var runCount = 0
    var sources: [InputSource] = []
    var accuracy: Accuracy?
    let paths: [FilePath] = if case .files(let paths, _, _) = settings.inputs { paths } else { [] }
    var pairs: [RuntimeAnswer.Pair] = []
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
        guard let source = InputSource(rest, paths: paths) else { break }
        sources.append(source)
      case ("accuracy", _): accuracy = Accuracy(rest)
      case ("figures", _):
        guard let pair = Self.pair(rest) else { break }
        pairs.append(pair)
      case ("end", 0):
        guard let environment, pairs.count == comparisons.all.count,
          sources.count == (paths.isEmpty ? 0 : pairing.inputs.count),
          (accuracy == nil) == (settings.labels == nil)
        else { break }
        return .ran(
          RuntimeAnswer(
            environment: environment, runCount: runCount, sources: sources,
            accuracy: accuracy, pairs: pairs))
      default: break
      }
    }
    throw .broken(
      "Python ended without a result\(status.map { ": \($0)" } ?? "")", errors: errors)
  }

  private static func pair(_ words: [String]) -> RuntimeAnswer.Pair? {
    switch (words.first, words.count) {
    case ("shape", 3): return .shapes(words[1], words[2])
    case ("unread", 2): return .unread
    default: break
    }
    guard words.count == 8, let count = Int(words[0]), let equalCount = Int(words[1]),
      let maxAbs = Double(words[2]), let squaredError = Double(words[6]),
      let square = Double(words[7])
    else { return nil }
    return .figures(
      TensorFigures(
        count: count, equalCount: equalCount, maxAbs: maxAbs, maxCodes: Double(words[3]),
        meanCodes: Double(words[4]), cosine: Double(words[5]), meanSquaredError: squaredError,
        meanSquare: square))
  }

  /// The failure that a line describes: its kind, the model, the step, and words in hexadecimal.
  func failure(
    _ words: [String], _ pairing: ModelPairing, _ settings: VerifySettings, _ program: FilePath
  ) -> Diagnostic {
    let (a, b) = pairing.sides
    let side = ["B": b, "C": b.isolated()][words[1]] ?? a
    let (step, message) = (words[2], RuntimeAnswer.text(words[3]))
    let log = RuntimeAnswer.text(words[4])
    switch words[0] {
    case "refused" where step == "import_": return .notImported(side, message: message, log: log)
    case "refused": return .refused(side, step: step, message: message, log: log)
    case "died": return .died(side, step: step, how: message, log: log)
    case "timeout":
      return .timeout(side, step: step, seconds: settings.timeout, log: log)
    case "file": return .notAFile(side)
    case "labels": return .labels(message)
    case "pillow": return .noPillow(program)
    case "driver": return .broken("the comparison failed in Python", errors: message)
    case "shape":
      let parts = message.split(separator: " ").map(String.init)
      guard parts.count == 3, let place = Int(parts[0]), pairing.inputs.indices.contains(place)
      else { break }
      return .shapes("input", pairing.inputs[place].name, parts[1], parts[2])
    default: break
    }
    return .inputs(message)
  }
}
