public import Calibrating
public import ModelFormat

/// The result of running one model on data: what its tensors held.
public struct Calibration: Sendable {
  /// What ran the model.
  public let environment: Verification.Environment
  /// How the model was run.
  public let settings: VerifySettings
  /// Where the samples of each input came from, in the order of the model's inputs.
  public let sources: [InputSource]
  /// What the tensors held.
  public let ranges: Ranges
  /// How many tensors were to be measured, but the runtime keeps no data of them.
  public let unreadCount: Int

  /// Runs a model in LiteRT, in its own process, and measures its tensors.
  ///
  /// Measured are the inputs of the first subgraph and what its operators write: float tensors, and 8-bit and 16-bit
  /// ones with one scale. Memory does not grow with the number of samples.
  ///
  /// - Parameters:
  ///   - model: its path as messages show it, and the file that holds it and nothing else; without
  ///     one, the runtime reads a copy that is gone afterwards.
  ///   - sha256: the SHA-256 of the model, in hexadecimal.
  ///   - settings: the inputs must be files.
  ///   - progress: called now and then, on any thread.
  /// - Throws: why the model cannot be measured.
  public static func run(
    _ model: (model: Model, path: FilePath, file: FilePath?), sha256: String,
    _ settings: VerifySettings, python: PythonSearch, progress: RunProgress? = nil
  ) async throws(Diagnostic) -> Calibration {
    try settings.checkFiles()
    let side = ModelSide(name: "the model", path: model.path, runtime: .litert)
    let pairing = try ModelPairing(model.model, model.model, sides: (side, side))
    let tensors = MeasuredTensors(of: model.model)
    guard !tensors.all.isEmpty else { throw .nothingToMeasure(model.path) }
    let file: RuntimeFile
    do { file = try RuntimeFile(model.model, in: model.file) } catch {
      throw error.about(model.path)
    }
    // A copy stays until the runtime is done.
    defer { withExtendedLifetime(file) {} }
    let request = RuntimeRequest(
      measuring: tensors, of: model.model, in: file.path, settings, pairing)
    let answer = try await python.answer(to: request, settings, progress: progress) {
      outcome, program throws(Diagnostic) in
      try outcome.calibration(tensors, pairing, settings, program: program)
    }
    return Calibration(answer, of: tensors, path: model.path, sha256: sha256, settings)
  }

  private init(
    _ answer: CalibrationAnswer, of tensors: MeasuredTensors, path: FilePath, sha256: String,
    _ settings: VerifySettings
  ) {
    (environment, sources) = (answer.facts.environment, answer.facts.sources)
    self.settings = settings
    unreadCount = tensors.all.count - answer.measurements.count
    ranges = Ranges(
      path: path.description, modelSHA256: sha256, kernels: settings.kernels.rawValue,
      runtimeVersions: [environment.versions.a], sampleCount: UInt64(answer.facts.runCount),
      measurements: answer.measurements)
  }
}
