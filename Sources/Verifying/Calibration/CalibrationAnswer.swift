internal import Calibrating
internal import ModelFormat

/// What the driver found out about one model, parsed from its lines of words (`calibration.py`).
struct CalibrationAnswer {
  let facts: RunFacts
  let measurements: [TensorMeasurement]
}

extension RuntimeProcess.Outcome {
  /// Parses the lines.
  ///
  /// - Throws: the failure that the lines describe, or an error if they are invalid.
  func calibration(
    _ tensors: MeasuredTensors, _ pairing: ModelPairing, _ settings: VerifySettings,
    program: FilePath
  ) throws(Diagnostic) -> RuntimeReading<CalibrationAnswer> {
    let byIndex = Dictionary(
      uniqueKeysWithValues: tensors.all.map { (Int($0.tensor.index.rawValue), $0) })
    var given: [Int: Given] = [:]
    var measurements: [TensorMeasurement] = []
    return try reading(pairing, settings, program: program) { word, rest throws(Diagnostic) in
      switch (word, rest.count) {
      case ("given", 4):
        if let index = Int(rest[0]), let count = UInt64(rest[1]) {
          given[index] = Given(clipped: count, range: Given.range(rest[2], rest[3]))
        }
      case ("measured", _):
        guard let index = rest.first.flatMap({ Int($0) }), let one = byIndex[index],
          let measurement = TensorMeasurement(rest, of: one, given: given[index] ?? Given())
        else { throw .broken("Python sent figures that are not numbers", errors: errors) }
        measurements.append(measurement)
      default: break
      }
    } answer: { facts in
      CalibrationAnswer(facts: facts, measurements: measurements)
    }
  }
}

/// What an input was given, before it was converted.
private struct Given {
  /// How many numbers had no code.
  var clipped: UInt64 = 0
  /// From the lowest to the highest; nil for codes.
  var range: ClosedRange<Double>?

  /// The range from two words; nil if one of them is no number.
  static func range(_ lowest: String, _ highest: String) -> ClosedRange<Double>? {
    guard let lowest = Double(lowest), let highest = Double(highest), lowest <= highest else {
      return nil
    }
    return lowest...highest
  }
}

extension TensorMeasurement {
  /// The words of `Measurement.words` in measurement.py; nil if they are not such.
  fileprivate init?(_ words: [String], of one: MeasuredTensors.One, given: Given) {
    let numbers = words.dropFirst().prefix(5).compactMap { UInt64($0) }
    guard words.count >= 8, numbers.count == 5, let sum = ExactNumber(words[6]),
      let squareSum = ExactNumber(words[7])
    else { return nil }
    var spread: Spread?
    if numbers[0] > 0 {
      guard words.count == 13, let lowest = Double(words[8]), let highest = Double(words[9]),
        let exponent = Int(words[10]), let first = Int(words[11])
      else { return nil }
      let counts = words[12].split(separator: ",").compactMap { UInt64($0) }
      guard !counts.isEmpty, counts.count <= Self.mostBins else { return nil }
      spread = Spread(
        lowest: lowest, highest: highest, widthExponent: exponent, first: first, counts: counts)
    }
    self.init(
      tensor: Int(one.tensor.index.rawValue), name: one.tensor.name?.text ?? "",
      type: one.tensor.type.name, grid: one.grid,
      counts: Counts(
        finite: numbers[0], nan: numbers[1], infinite: numbers[2], lowestCode: numbers[3],
        highestCode: numbers[4], clipped: given.clipped),
      sum: sum, squareSum: squareSum, spread: spread, given: given.range)
  }
}
