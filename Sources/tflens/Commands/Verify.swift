import ArgumentParser
import Batching
import ModelFormat
import Reporting
import Verifying

extension TFLens {
  /// `tflens verify`: compares the outputs of two models in LiteRT.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Run two models on the same inputs, and compare their outputs.",
      discussion: """
        Each model runs in its own process: in LiteRT (PyPI: ai-edge-litert), or with --runtime \
        tflm in TensorFlow Lite Micro (PyPI: tflite-micro). --runtimes litert,tflm runs the first model in \
        one and the second in the other. The Python interpreter is the one given by \
        --python, otherwise by TFLENS_PYTHON, otherwise that of the active virtual environment \
        (VIRTUAL_ENV), otherwise python3 on the PATH; the report names it. \
        Each run invokes the first subgraph, from its \
        initial state. LiteRT opens model files itself, so a model that is not a file of its own (a member, a \
        section, C source or standard input) is first copied to a temporary file.

        Inputs are random: 8-bit and quantized inputs cover the whole range of their type, floats \
        are from -1 to 1, and other integers are 0 or 1. If the \
        models have different input types or scales, both get the same real numbers.

        \(VerifyOptions.aboutInputs) \
        If only one of the models has a quantized input, values are read as for that model, and the float \
        input of the other gets the same real numbers.

        Outputs must match exactly unless a tolerance is given. Differences in codes are in steps \
        of the coarser scale. Intermediate tensors with the same name in both models are compared \
        too, to find where the models diverge; they do not affect the exit status.

        --labels takes the class of each sample, and adds the top-1 accuracy of both models: how often the \
        largest output value is at the index of the label.

        \(VerifyOptions.aboutErrors)

        Examples:
          tflens verify a.tflite b.tflite                        identical outputs
          tflens verify a.tflite b.tflite --tolerance-codes 1    or differ by one code
          tflens verify a.tflite b.tflite --inputs test.npz --kernels default
          tflens verify a.tflite b.tflite --inputs 'images/*.png' --std 255
          tflens verify float.tflite int8.tflite --inputs test.npz --rank 10
          tflens verify float.tflite int8.tflite --inputs x.npy --labels y.npy
          tflens verify float.tflite int8.tflite --inputs test.npz --what-if 3,27=float
          tflens verify a.tflite b.tflite --inputs image=x.npy --inputs mask=y.bin
          tflens verify 'app.apk!m.tflite' firmware/model.cc     members, and C source
          tflens verify a.tflite a.tflite --runtimes litert,tflm
          tflens verify a.tflite b.tflite --format json | jq .first_divergence

        Exit status: 0 all outputs are within the tolerance; 1 an output is outside it; 2 usage; 3 a file cannot be \
        read, the models cannot be compared, or a runtime is missing, rejects a model or crashes; 130 interrupted.
        """
    )
    .under("tflens")

    @Argument(help: "Reference model: a file, member, C source, or - for stdin.") var a: FilePath
    @Argument(help: "Candidate model.") var b: FilePath

    @OptionGroup var source: ArrayOption

    @OptionGroup var options: VerifyOptions

    @OptionGroup var output: ReportOptions

    func run() throws {
      guard !a.isStandardInput || !b.isStandardInput else { throw Diagnostic.sameStandardInput() }
      try options.check()
      let report = try output.run {
        let named = [source.model(a), source.model(b)]
        let models = [Model(file: try named[0].open()), Model(file: try named[1].open())]
        let (a, b) = (named[0], named[1])
        let result = try verification(
          of: (models[0], a.path, a.wholeFile), (models[1], b.path, b.wholeFile))
        for (model, named) in zip(models, named) {
          // The runtime read the files after they were checked.
          try model.file.checkUnchanged(as: named.path)
        }
        return VerifyReport(
          result, a: a.path, b: b.path, tolerance: options.bothTolerances,
          shownOperators: options.rank ?? 0)
      }
      if !report.isWithinTolerance { throw ExitStatus.findings }
    }

    private func verification(
      of a: (model: Model, path: FilePath, file: FilePath?),
      _ b: (model: Model, path: FilePath, file: FilePath?)
    ) throws -> Verification {
      let (settings, search) = (options.settings, PythonSearch(named: options.python))
      return try ProgressLine(isQuiet: output.quiet).result {
        (progress) async throws(Diagnostic) in
        try await Verification.run(a, b, settings, python: search, progress: progress.show)
      }
    }
  }
}
