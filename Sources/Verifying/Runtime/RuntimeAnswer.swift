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

  let facts: RunFacts
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
  /// Parses the lines.
  ///
  /// - Throws: the failure that the lines describe, or an error if they are invalid.
  func comparison(
    _ pairing: ModelPairing, _ settings: VerifySettings, _ comparisons: Comparisons,
    program: FilePath
  ) throws(Diagnostic) -> RuntimeReading<RuntimeAnswer> {
    var accuracy: Accuracy?
    var pairs: [RuntimeAnswer.Pair] = []
    return try reading(pairing, settings, program: program) { word, rest in
      switch word {
      case "accuracy": accuracy = Accuracy(rest)
      case "figures":
        if let pair = Self.pair(rest) { pairs.append(pair) }
      default: break
      }
    } answer: { facts in
      guard pairs.count == comparisons.all.count, (accuracy == nil) == (settings.labels == nil)
      else { return nil }
      return RuntimeAnswer(facts: facts, accuracy: accuracy, pairs: pairs)
    }
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
