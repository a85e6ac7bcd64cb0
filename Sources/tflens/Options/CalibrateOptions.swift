import ArgumentParser
import ModelFormat
import Verifying

/// How `tflens calibrate` runs a model, and where it writes ranges.
struct CalibrateOptions: ParsableArguments {
  /// The kernels that write every activation; XNNPACK keeps those inside its part to itself.
  enum Kernels: String, CaseIterable, ExpressibleByArgument { case reference, builtin }

  @Option(
    help: ArgumentHelp(
      """
      Samples: an NPZ, NPY, PNG, JPEG or .bin file, or a folder or quoted pattern of images or \
      .bin files; NAME=PATH for one of several inputs (repeatable).
      """, valueName: "path"))
  var inputs: [FilePath] = []

  @Option(help: "Number of samples (default: all).")
  var runs: Int?

  @Option(
    help: ArgumentHelp(
      "Mean of pixels, one or one per channel (default: the model's metadata).",
      valueName: "numbers"))
  var mean: NumberList?

  @Option(
    help: ArgumentHelp(
      "Standard deviation of pixels, one or one per channel (default: the model's metadata).",
      valueName: "numbers"))
  var std: NumberList?

  @Option(
    help: "LiteRT kernels: reference (portable), or builtin (optimized) (default: reference).")
  var kernels: Kernels?

  @Option(help: "Time limit of one step, in seconds: loading a model, or running it once.")
  var timeout = 300

  @Option(help: "Python that has LiteRT.")
  var python: FilePath?

  /// The option that a merge does not take, if one is given.
  private var optionOfARun: String? {
    let given = [
      ("--inputs", !inputs.isEmpty), ("--runs", runs != nil), ("--mean", mean != nil),
      ("--std", std != nil), ("--kernels", kernels != nil), ("--python", python != nil),
    ]
    return given.first { $0.1 }?.0
  }

  /// Throws if a value is out of range, or if options cannot be combined.
  func check(isMerge: Bool) throws(Diagnostic) {
    if isMerge {
      if let optionOfARun { throw .together("--merge", optionOfARun) }
      return
    }
    guard !inputs.isEmpty else { throw .noSamples() }
    if let runs, runs < 1 { throw .outOfRange("--runs", "\(runs)", "1 or more") }
    guard (1...1_000_000).contains(timeout) else {
      throw .outOfRange("--timeout", "\(timeout)", "1 to 1000000 seconds")
    }
    guard std?.numbers.contains(0) != true else { throw .outOfRange("--std", "0", "other than 0") }
  }

  /// How the model is run.
  var settings: VerifySettings {
    let normalization: Normalization? =
      mean == nil && std == nil
      ? nil : Normalization(means: mean?.numbers ?? [0], standardDeviations: std?.numbers ?? [1])
    return VerifySettings(
      kernels: kernels == .builtin ? .builtin : .reference,
      inputs: .files(inputs, normalization: normalization, runs: runs), timeout: timeout)
  }
}
