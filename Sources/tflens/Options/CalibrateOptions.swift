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
      .bin files; NAME=PATH for one of several inputs. Repeatable.
      """, valueName: "path"))
  var inputs: [FilePath] = []

  @Option(parsing: .unconditional, help: "Number of samples (default: all).")
  var runs: Int?

  @OptionGroup var pixels: NormalizationOptions

  @Option(
    help: "LiteRT kernels: reference (portable), or builtin (optimized) (default: reference).")
  var kernels: Kernels?

  @Option(
    parsing: .unconditional,
    help: "Time limit of one step, in seconds: loading a model, or running it once.")
  var timeout = 300

  @Option(help: "Python interpreter that has LiteRT installed.")
  var python: FilePath?

  /// The option that a merge does not take, if one is given.
  private var optionOfARun: String? {
    let given = [
      ("--inputs", !inputs.isEmpty), ("--runs", runs != nil), (pixels.given, pixels.given != nil),
      ("--kernels", kernels != nil), ("--python", python != nil),
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
    if let runs, runs < 1 { throw .outOfRange("--runs", "\(runs)", "at least 1") }
    guard (1...1_000_000).contains(timeout) else {
      throw .outOfRange("--timeout", "\(timeout)", "1 to 1000000 seconds")
    }
    try pixels.check()
  }

  /// Warns of data with fewer samples than were asked for.
  func warn(_ report: ReportOptions, runs count: UInt64) {
    guard let runs, runs > count else { return }
    report.warn("--runs is \(runs), and the data has \(Int(clamping: count).counted("sample"))")
  }

  /// The files of --inputs, with and without what may be the name of an input.
  var inputFiles: [FilePath] {
    inputs.flatMap { path in
      let text = path.description
      let rest = text.firstIndex(of: "=").map { String(text[text.index(after: $0)...]) }
      return [path] + (rest.map { [FilePath($0)] } ?? [])
    }
  }

  /// How the model is run.
  var settings: VerifySettings {
    VerifySettings(
      kernels: kernels == .builtin ? .builtin : .reference,
      inputs: .files(inputs, normalization: pixels.normalization, runs: runs), timeout: timeout)
  }
}
