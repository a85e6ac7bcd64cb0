import ArgumentParser
import ModelFormat
import Rewriting
import Verifying

extension VerifySettings.Kernels: ExpressibleByArgument {}
extension ModelRuntime: ExpressibleByArgument {}

/// How `tflens verify` runs two models, and how far their outputs may differ.
struct VerifyOptions: ParsableArguments {
  @Option(help: "Number of runs; with --inputs, number of samples (default: 4, or all samples).")
  var runs: Int?

  @Option(help: "Random seed, from 0 to 4294967295 (default: 0).")
  var seed: UInt32?

  @Option(
    help: ArgumentHelp(
      """
      Inputs instead of random ones: an NPZ, NPY, PNG, JPEG or .bin file, or a folder or quoted \
      pattern of images or .bin files; NAME=PATH for one of several inputs. Repeatable.
      """, valueName: "path"))
  var inputs: [FilePath] = []

  @OptionGroup var pixels: NormalizationOptions

  @Option(
    help: ArgumentHelp(
      """
      Class of each sample, from 0: an NPY file, or the array 'labels' of an NPZ file; reports the top-1 accuracy of both \
      models.
      """, valueName: "path"))
  var labels: FilePath?

  @Option(help: "Runtime of both models: LiteRT, or TensorFlow Lite Micro (default: litert).")
  var runtime: ModelRuntime?

  @Option(help: "Runtimes of the first and the second model, separated by a comma.")
  var runtimes: RuntimePair?

  @Option(
    help: """
      LiteRT kernels: reference (portable), builtin (optimized), or default (optimized, with XNNPACK, as in applications) \
      (default: reference).
      """)
  var kernels: VerifySettings.Kernels?

  @Option(
    parsing: .unconditional,
    help: "Largest accepted difference of quantized and integer outputs, in codes.")
  var toleranceCodes: Double = 0

  @Option(
    parsing: .unconditional, help: "Largest accepted difference of float outputs.")
  var tolerance: Double = 0

  @Option(
    help: ArgumentHelp(
      """
      Rank the operators of the candidate by the error that each makes alone, and by the error on the path to it; \
      show N of each.
      """, valueName: "n"))
  var rank: Int?

  @Option(
    help: ArgumentHelp(
      """
      Also run the candidate with these operators in a wider type: OPERATOR=float or OPERATOR=int16, where OPERATOR is an \
      index, a list (3,7-12), the name of an output, or all. Repeatable.
      """, valueName: "operator=type"))
  var whatIf: [WiderChoice] = []

  @Option(help: "Time limit of one step, in seconds: loading a model, or running it once.")
  var timeout = 300

  @Option(help: "Python that has the runtime.")
  var python: FilePath?

  /// Throws if a value is out of range, or if options cannot be combined.
  func check() throws(Diagnostic) {
    if let runs, runs < 1 { throw .outOfRange("--runs", "\(runs)", "1 or more") }
    if let rank, rank < 1 { throw .outOfRange("--rank", "\(rank)", "1 or more") }
    guard (1...1_000_000).contains(timeout) else {
      throw .outOfRange("--timeout", "\(timeout)", "1 to 1000000 seconds")
    }
    guard toleranceCodes >= 0 else {
      throw .outOfRange("--tolerance-codes", "\(toleranceCodes)", "0 or more")
    }
    guard tolerance >= 0 else { throw .outOfRange("--tolerance", "\(tolerance)", "0 or more") }
    guard runtime == nil || runtimes == nil else { throw .together("--runtime", "--runtimes") }
    let (a, b) = bothRuntimes
    guard kernels == nil || a == .litert || b == .litert else {
      throw .together("--kernels", "--runtime tflm")
    }
    guard seed == nil || inputs.isEmpty else { throw .together("--seed", "--inputs") }
    guard labels == nil || !inputs.isEmpty else { throw .alone("--labels", without: "--inputs") }
    if let given = pixels.given, inputs.isEmpty { throw .alone(given, without: "--inputs") }
    try pixels.check()
  }

  /// How the models are run.
  var settings: VerifySettings {
    VerifySettings(
      runtimes: bothRuntimes, kernels: kernels ?? .reference,
      inputs: inputs.isEmpty
        ? .drawn(seed: seed ?? 0, runs: runs ?? 4)
        : .files(inputs, normalization: pixels.normalization, runs: runs),
      timeout: timeout, ranksOperators: rank != nil, labels: labels, widerChoices: whatIf)
  }

  /// The runtimes of both models.
  private var bothRuntimes: (a: ModelRuntime, b: ModelRuntime) {
    runtimes.map { ($0.a, $0.b) } ?? (runtime ?? .litert, runtime ?? .litert)
  }

  /// How far outputs may differ.
  var bothTolerances: Tolerance { Tolerance(codes: toleranceCodes, real: tolerance) }
}
