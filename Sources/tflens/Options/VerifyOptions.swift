import ArgumentParser
import ModelFormat
import Reporting
import Rewriting
import Verifying

extension VerifySettings.Kernels: ExpressibleByArgument {}
extension ModelRuntime: ExpressibleByArgument {}

/// How `tflens verify` runs two models, and how far their outputs may differ.
struct VerifyOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Number of runs; with --inputs, number of samples (default: 4, or all samples).")
  var runs: Int?

  @Option(parsing: .unconditional, help: "Random seed, from 0 to 4294967295 (default: 0).")
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

  @Option(
    help: "Runtimes of the first and the second model, each litert or tflm, as in litert,tflm.")
  var runtimes: RuntimePair?

  @Option(
    help: """
      LiteRT kernels: reference (portable), builtin (optimized), or default (optimized, with XNNPACK, as in applications) \
      (default: reference).
      """)
  var kernels: VerifySettings.Kernels?

  @Option(
    parsing: .unconditional,
    help: """
      Largest accepted difference, in codes, between quantized or integer outputs of the \
      two models (default: 0).
      """)
  var toleranceCodes: Double?

  @Option(
    parsing: .unconditional,
    help: "Largest accepted difference between outputs that are float in both models (default: 0).")
  var tolerance: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Rank the operators of the candidate by the error that each makes alone, and by its path error, which is its error \
      in the whole model; show N of each.
      """, valueName: "n"))
  var rank: Int?

  @Option(
    help: ArgumentHelp(
      """
      Also run the candidate with these operators in a wider type: OPERATOR=float or OPERATOR=int16, where OPERATOR is an \
      index, a list (3,7-12), the name of an output, or all. Repeatable.
      """, valueName: "operator=type"))
  var whatIf: [WiderChoice] = []

  @Option(
    parsing: .unconditional,
    help: "Time limit of one step, in seconds: loading a model, or running it once.")
  var timeout = 300

  @Option(help: "Python interpreter that has the runtime installed.")
  var python: FilePath?

  /// Throws if a value is out of range, or if options cannot be combined.
  func check() throws(Diagnostic) {
    if let runs, runs < 1 { throw .outOfRange("--runs", "\(runs)", "at least 1") }
    if let rank, rank < 1 { throw .outOfRange("--rank", "\(rank)", "at least 1") }
    guard (1...1_000_000).contains(timeout) else {
      throw .outOfRange("--timeout", "\(timeout)", "1 to 1000000 seconds")
    }
    for (name, value) in [("--tolerance-codes", toleranceCodes), ("--tolerance", tolerance)] {
      guard let value, !(value >= 0) else { continue }
      throw .outOfRange(name, value.asFigure, "at least 0")
    }
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
  var bothTolerances: Tolerance { Tolerance(codes: toleranceCodes ?? 0, real: tolerance ?? 0) }
}

/// What `tflens verify --help` says about its options as a whole.
extension VerifyOptions {
  /// Which files --inputs takes, and what their numbers mean.
  static let aboutInputs = """
    --inputs takes a test set: arrays (NPZ, NPY) with the samples along the first dimension; \
    PNG and JPEG files (needs PyPI: pillow), resized to the input's height and width and \
    converted to grey, RGB or RGBA to match its number of channels; or .bin files with little-endian elements \
    of the first model's input type. A folder or pattern stands for its images or .bin files, \
    one sample per file. In an NPZ file, name each array after its input in the signature or after \
    the input's tensor; for a model with one input, the only array that fits can have any name.

    Floats in these files are read as real numbers. Images, and arrays of uint8, hold pixels, which become \
    (x - mean) / std if --mean, --std or both are given. Without them, \
    pixels are codes for a uint8 input, and are normalized as the model's metadata says for other inputs; \
    without metadata, the code of an int8 input is the pixel - 128, and a float input gets the pixel itself. \
    Other integers are codes if they have the type of a quantized input, and real numbers for a float input. \
    The report says how each input was converted.
    """

  /// The errors of --rank and --what-if.
  static let aboutErrors = """
    --rank N shows which operators of the candidate lose accuracy, for a quantized model against its float \
    original. Each operator runs alone on the reference model's tensors, converted to its own quantization: \
    the difference is its own error. The path error is its error in the whole model, with the errors of all \
    operators before it. SQNR is the signal-to-quantization-noise ratio in dB; RMSE/scale is the measure of \
    TensorFlow's QuantizationDebugger (rounding alone gives 0.29). Tensors are matched by name, even if a QUANTIZE or \
    DEQUANTIZE is in between; operators without a counterpart are listed with the reason.

    --what-if runs the candidate once more with some operators in a wider type, and shows the errors of the \
    outputs before and after: `float` (float32, with the weights' quantized values) or `int16` (int16 \
    activations and int8 weights, for the operators that LiteRT has such kernels for). The other operators keep \
    their types.
    """
}
