import ArgumentParser
import Glibc
import ModelFormat
import Reporting
import Verifying

extension VerifySettings.Kernels: ExpressibleByArgument {}

extension TFLens {
  /// `tflens verify`: whether two models give the same.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Run two models in LiteRT on the same inputs, and tell how far apart they are.",
      discussion: """
        Both run in the real runtime (PyPI: ai-edge-litert), each in a process of its own. The \
        Python is --python, else TFLENS_PYTHON, else that of the active virtual environment \
        (VIRTUAL_ENV), else python3 on the PATH; the report names it. Models are files, not standard input, because the runtime reads them itself. \
        A run is one of the first subgraph, from its initial state.

        Inputs are drawn: codes over their whole type, floats from -1 to 1, integers without a \
        scale 0 or 1 (8-bit ones over their whole type). Where the models take different types or \
        scales, both get the same real numbers. --inputs takes a test set: an NPZ file with an \
        array for each input, named for it in the signature or as the tensor, its samples along \
        the first dimension. Floats in it are real numbers; integers must be of the input's type \
        and are its codes.

        Outputs are told apart exactly unless a tolerance is named. Distances in codes are steps \
        of the coarser scale. Tensors between that have the same name in both are compared too, \
        to find where the models part; they do not change the exit status.

        Examples:
          tflens verify a.tflite b.tflite                        the same outputs?
          tflens verify a.tflite b.tflite --tolerance-codes 1    or one code apart?
          tflens verify a.tflite b.tflite --inputs test.npz --kernels default
          tflens verify a.tflite b.tflite --format json | jq .first_divergence

        Exit status: 0 done; 1 an output is outside the tolerance; 2 usage; 3 a model cannot be \
        read, or the runtime is missing, refuses a model or dies; 130 interrupted.
        """)

    @Argument(help: "The model to compare with, a file.") var a: FilePath
    @Argument(help: "The model that is compared, a file.") var b: FilePath

    @Option(help: "How often to run both; with --inputs, how many of the samples (default: 4; all)")
    var runs: Int?

    @Option(help: "What decides the numbers that are drawn: 0 to 4294967295 (default: 0)")
    var seed: UInt32?

    @Option(help: "An NPZ file with inputs, instead of drawing them.")
    var inputs: FilePath?

    @Option(
      help: "Whose kernels compute: the portable ones, the fast ones, or what applications get.")
    var kernels: VerifySettings.Kernels = .reference

    @Option(help: "How far quantized and integer outputs may be apart, in codes.")
    var toleranceCodes: Double = 0

    @Option(help: "How far float outputs may be apart.")
    var tolerance: Double = 0

    @Option(help: "Seconds that one step may take: loading a model, or running it once.")
    var timeout = 300

    @Option(help: "The Python that has LiteRT.")
    var python: FilePath?

    @OptionGroup var output: ReportOptions

    private func check() throws(Diagnostic) {
      guard !a.isStandardInput, !b.isStandardInput else { throw .modelFromStandardInput() }
      if let runs, runs < 1 { throw .outOfRange("--runs", "\(runs)", "1 or more") }
      guard (1...1_000_000).contains(timeout) else {
        throw .outOfRange("--timeout", "\(timeout)", "1 to 1000000 seconds")
      }
      guard toleranceCodes >= 0 else {
        throw .outOfRange("--tolerance-codes", "\(toleranceCodes)", "0 or more")
      }
      guard tolerance >= 0 else { throw .outOfRange("--tolerance", "\(tolerance)", "0 or more") }
      guard seed == nil || inputs == nil else { throw .together("--seed", "--inputs") }
    }

    func run() throws {
      try check()
      // A Python that ends early must be an answer of `write`, not the end of this process.
      signal(SIGPIPE, SIG_IGN)
      let tolerance = Tolerance(codes: toleranceCodes, real: tolerance)
      let report = try output.run {
        let models = [try open(a), try open(b)]
        let result = try verification(of: models[0], models[1])
        try checkUnchanged(models)
        return VerifyReport(result, a: a, b: b, tolerance: tolerance)
      }
      if !report.isWithinTolerance { throw ExitStatus.findings }
    }

    private func verification(of a: Model, _ b: Model) throws -> Verification {
      let settings = VerifySettings(
        kernels: kernels,
        inputs: inputs.map { .file($0, runs: runs) } ?? .drawn(seed: seed ?? 0, runs: runs ?? 4),
        timeout: timeout)
      let (pathA, pathB, search) = (self.a, self.b, PythonSearch(named: python))
      let progress = VerifyProgress(
        of: inputs == nil ? runs ?? 4 : runs, isQuiet: output.quiet)
      let outcome = Waiting.result(of: { () async throws(Diagnostic) in
        try await Verification.run(
          (a, pathA), (b, pathB), settings, python: search, progress: progress.show)
      })
      progress.finish()
      return try outcome.get()
    }

    private func open(_ path: FilePath) throws(Diagnostic) -> Model {
      try Diagnostic.about(path) { () throws(Diagnostic) in
        Model(file: try ModelFile.open(path))
      }
    }

    /// The runtime has read the files after us.
    private func checkUnchanged(_ models: [Model]) throws(Diagnostic) {
      for (model, path) in zip(models, [a, b]) {
        try Diagnostic.about(path) { () throws(Diagnostic) in try model.file.checkUnchanged() }
      }
    }
  }
}
