import ArgumentParser
import Batching
import Glibc
import ModelFormat
import Reporting
import Verifying

extension VerifySettings.Kernels: ExpressibleByArgument {}
extension ModelRuntime: ExpressibleByArgument {}

extension TFLens {
  /// `tflens verify`: compares the outputs of two models in LiteRT.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Run two models on the same inputs, and compare their outputs.",
      discussion: """
        Each model runs in its own process: in LiteRT (PyPI: ai-edge-litert), or with --runtime \
        tflm in TFLite Micro (PyPI: tflite-micro). --runtimes litert,tflm runs the first model in \
        one and the second in the other. The Python is \
        --python, else TFLENS_PYTHON, else that of the active virtual environment (VIRTUAL_ENV), \
        else python3 on the PATH; the report names it. Each run invokes the first subgraph, from its \
        initial state. LiteRT reads the models itself, so that it gets a temporary copy of what is \
        not a file of its own: a member, a section, C source or standard input.

        Inputs are random: quantized inputs over the whole range of their type, floats from -1 \
        to 1, integers without a scale: 0 or 1 (8-bit: their whole range). If the \
        models have different input types or scales, both get the same real numbers. --inputs \
        takes a test set: an NPZ file with one array per input, named after the input in the \
        signature or its tensor, with the samples along the first dimension. Floats in it are \
        real numbers; integers are codes and must have the input's type.

        Outputs must match exactly unless a tolerance is given. Differences in codes are in steps \
        of the coarser scale. Intermediate tensors with the same name in both models are compared \
        too, to find where the models diverge; they do not affect the exit status.

        Examples:
          tflens verify a.tflite b.tflite                        identical outputs
          tflens verify a.tflite b.tflite --tolerance-codes 1    or differ by one code
          tflens verify a.tflite b.tflite --inputs test.npz --kernels default
          tflens verify app.apk!m.tflite firmware/model.cc       members, and C source
          tflens verify a.tflite a.tflite --runtimes litert,tflm  one model in both runtimes
          tflens verify a.tflite b.tflite --format json | jq .first_divergence

        Exit status: 0 done; 1 an output is outside the tolerance; 2 usage; 3 a model cannot be \
        read, or a runtime is missing, rejects a model or crashes; 130 interrupted.
        """)

    @Argument(help: "Reference model: a file, member, C source, or - for stdin.") var a: FilePath
    @Argument(help: "Candidate model.") var b: FilePath

    @OptionGroup var source: ArrayOption

    @Option(help: "Number of runs; with --inputs, number of samples (default: 4; all).")
    var runs: Int?

    @Option(help: "Random seed, from 0 to 4294967295 (default: 0).")
    var seed: UInt32?

    @Option(help: "NPZ file with inputs, used instead of random inputs.")
    var inputs: FilePath?

    @Option(help: "Runtime of both models: LiteRT, or TFLite Micro (default: litert).")
    var runtime: ModelRuntime?

    @Option(
      help: ArgumentHelp(
        "Runtimes of the first and of the second model.", valueName: "litert,tflm"))
    var runtimes: RuntimePair?

    @Option(
      help: ArgumentHelp(
        "Kernels of LiteRT: portable, optimized, or as in applications (optimized, with XNNPACK) "
          + "(default: reference)."))
    var kernels: VerifySettings.Kernels?

    @Option(help: "Largest accepted difference of quantized and integer outputs, in codes.")
    var toleranceCodes: Double = 0

    @Option(help: "Largest accepted difference of float outputs.")
    var tolerance: Double = 0

    @Option(help: "Time limit of one step, in seconds: loading a model, or running it once.")
    var timeout = 300

    @Option(help: "Python that has the runtime.")
    var python: FilePath?

    @OptionGroup var output: ReportOptions

    private func check() throws(Diagnostic) {
      guard !a.isStandardInput || !b.isStandardInput else { throw .sameStandardInput() }
      if let runs, runs < 1 { throw .outOfRange("--runs", "\(runs)", "1 or more") }
      guard (1...1_000_000).contains(timeout) else {
        throw .outOfRange("--timeout", "\(timeout)", "1 to 1000000 seconds")
      }
      guard toleranceCodes >= 0 else {
        throw .outOfRange("--tolerance-codes", "\(toleranceCodes)", "0 or more")
      }
      guard tolerance >= 0 else { throw .outOfRange("--tolerance", "\(tolerance)", "0 or more") }
      guard runtime == nil || runtimes == nil else { throw .together("--runtime", "--runtimes") }
      let (a, b) = ran
      guard kernels == nil || a == .litert || b == .litert else {
        throw .together("--kernels", "--runtime tflm")
      }
      guard seed == nil || inputs == nil else { throw .together("--seed", "--inputs") }
    }

    func run() throws {
      try check()
      // If Python exits early, `write` must fail instead of a signal ending this process.
      signal(SIGPIPE, SIG_IGN)
      let tolerance = Tolerance(codes: toleranceCodes, real: tolerance)
      let report = try output.run {
        let named = [source.model(a), source.model(b)]
        let models = [Model(file: try named[0].open()), Model(file: try named[1].open())]
        let (a, b) = (named[0], named[1])
        let result = try verification(
          of: (models[0], a.path, a.wholeFile), (models[1], b.path, b.wholeFile))
        for (model, named) in zip(models, named) {
          // The runtime read the files after they were checked.
          try Diagnostic.about(named.path) { () throws(Diagnostic) in
            try model.file.checkUnchanged()
          }
        }
        return VerifyReport(result, a: a.path, b: b.path, tolerance: tolerance)
      }
      if !report.isWithinTolerance { throw ExitStatus.findings }
    }

    /// The runtimes of both models.
    private var ran: (a: ModelRuntime, b: ModelRuntime) {
      runtimes.map { ($0.a, $0.b) } ?? (runtime ?? .litert, runtime ?? .litert)
    }

    private func verification(
      of a: (model: Model, path: FilePath, file: FilePath?),
      _ b: (model: Model, path: FilePath, file: FilePath?)
    ) throws -> Verification {
      let settings = VerifySettings(
        runtimes: ran, kernels: kernels ?? .reference,
        inputs: inputs.map { .file($0, runs: runs) } ?? .drawn(seed: seed ?? 0, runs: runs ?? 4),
        timeout: timeout)
      let search = PythonSearch(named: python)
      let progress = VerifyProgress(
        of: inputs == nil ? runs ?? 4 : runs, isQuiet: output.quiet)
      let outcome = Waiting.result(of: { () async throws(Diagnostic) in
        try await Verification.run(a, b, settings, python: search, progress: progress.show)
      })
      progress.finish()
      return try outcome.get()
    }
  }
}
