internal import Calibrating
internal import ModelFormat

/// What the driver found out about one model, parsed from its lines of words (`calibration.py`).
struct CalibrationAnswer {
  let environment: Verification.Environment
  let runCount: Int
  let sources: [InputSource]
  let measurements: [TensorMeasurement]
}

extension RuntimeProcess.Outcome {
  enum CalibrationReading {
    /// Modules that this Python does not have.
    case missing([String])
    case ran(CalibrationAnswer)
  }

  /// Parses the lines.
  ///
  /// - Throws: the failure that the lines describe, or an error if they are invalid.
  func calibration(
    _ tensors: MeasuredTensors, _ pairing: ModelPairing, _ settings: VerifySettings,
    program: FilePath
  ) throws(Diagnostic) -> CalibrationReading {
    var environment: Verification.Environment?
    var runCount = 0
    var sources: [InputSource] = []
    let paths: [FilePath] = if case .files(let paths, _, _) = settings.inputs { paths } else { [] }
    let byIndex = Dictionary(
      uniqueKeysWithValues: tensors.all.map { (Int($0.tensor.index.rawValue), $0) })
    var clipped: [Int: UInt64] = [:]
    var measurements: [TensorMeasurement] = []
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
      case ("clipped", 2):
        if let index = Int(rest[0]), let count = UInt64(rest[1]) { clipped[index] = count }
      case ("measured", _):
        guard let index = rest.first.flatMap({ Int($0) }), let one = byIndex[index],
          let measurement = TensorMeasurement(rest, of: one, clipped: clipped[index] ?? 0)
        else { throw .broken("Python sent figures that are not numbers", errors: errors) }
        measurements.append(measurement)
      case ("end", 0):
        guard let environment, sources.count == pairing.inputs.count else { break }
        return .ran(
          CalibrationAnswer(
            environment: environment, runCount: runCount, sources: sources,
            measurements: measurements))
      default: break
      }
    }
    throw .broken(
      "Python ended without a result\(status.map { ": \($0)" } ?? "")", errors: errors)
  }
}

extension TensorMeasurement {
  /// The words of `Measurement.words` in measurement.py; nil if they are not such.
  fileprivate init?(_ words: [String], of one: MeasuredTensors.One, clipped: UInt64) {
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
        highestCode: numbers[4], clipped: clipped),
      sum: sum, squareSum: squareSum, spread: spread)
  }
}
