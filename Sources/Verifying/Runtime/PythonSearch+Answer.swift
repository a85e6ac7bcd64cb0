internal import ModelFormat

extension PythonSearch {
  /// Runs a request in the first Python that has the modules.
  ///
  /// - Parameter reading: parses what the driver printed.
  /// - Throws: how the run failed, or where Python was searched.
  func answer<Answer>(
    to request: RuntimeRequest, _ settings: VerifySettings,
    progress: RunProgress?,
    reading: (RuntimeProcess.Outcome, FilePath) throws(Diagnostic) -> RuntimeReading<Answer>
  ) async throws(Diagnostic) -> Answer {
    var looked: [String] = []
    var last: String?
    for place in places {
      guard let program = place.program else {
        looked.append("\(place.name) does not exist or cannot be run")
        continue
      }
      let outcome = try await RuntimeProcess.run(
        program, request, timeout: settings.timeout, progress: progress)
      switch try reading(outcome, program) {
      case .missing(let modules):
        let names = modules.map { "'\($0.escapedForDisplay)'" }.joined(separator: " and ")
        looked.append("\(place.name) has no \(modules.count == 1 ? "module" : "modules") \(names)")
        last = last ?? program.description
      case .ran(let answer): return answer
      }
    }
    throw .missing(settings.distinctRuntimes, looked, python: last)
  }
}
