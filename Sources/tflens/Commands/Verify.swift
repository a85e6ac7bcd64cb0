import ArgumentParser
import Batching
import Glibc
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

        --inputs takes a test set: arrays (NPZ, NPY) with the samples along the first dimension; \
        PNG and JPEG files (needs PyPI: pillow), resized to the input's height and width and \
        converted to grey, RGB or RGBA to match its number of channels; or .bin files with little-endian elements \
        of the first model's input type. A folder or pattern stands for its images or .bin files, \
        one sample per file. In an NPZ file, name each array after its input in the signature or after \
        the input's tensor; for a model with one input, the only array that fits can have any name.

        Floats are real numbers. Integers of a quantized input's type are codes. Pixels (images, \
        and arrays of uint8) become (x - mean) / std with --mean and --std. Without these, a uint8 \
        input gets them as codes; other inputs get them normalized as the model's metadata says, \
        or, without metadata, an int8 input gets them as codes shifted by 128. For a float \
        input, other integers are used as real numbers. The \
        report says how each input was converted.

        Outputs must match exactly unless a tolerance is given. Differences in codes are in steps \
        of the coarser scale. Intermediate tensors with the same name in both models are compared \
        too, to find where the models diverge; they do not affect the exit status.

        --labels takes the class of each sample, and adds the top-1 accuracy of both models: how often the \
        largest output value is at the index of the label.

        --rank N shows which operators of the candidate lose accuracy, for a quantized model against its float \
        original. Each operator runs alone on the reference model's tensors, converted to its own quantization: \
        this is its own error. The path error is that in the whole model, with the errors of all operators before \
        it. SQNR is signal to quantization noise in dB; RMSE/scale is the measure of TensorFlow's \
        QuantizationDebugger, 0.29 for rounding alone. Tensors correspond by name, also through QUANTIZE and \
        DEQUANTIZE; operators without a counterpart are listed with the reason.

        --what-if runs the candidate once more with some operators in a wider type, and shows the errors of the \
        outputs before and after: `float` (float32, with the weights' quantized values) or `int16` (int16 \
        activations and int8 weights, for the operators that LiteRT has such kernels for). The other operators keep \
        their types.

        Examples:
          tflens verify a.tflite b.tflite                        identical outputs
          tflens verify a.tflite b.tflite --tolerance-codes 1    or differ by one code
          tflens verify a.tflite b.tflite --inputs test.npz --kernels default
          tflens verify a.tflite b.tflite --inputs 'images/*.png' --std 255
          tflens verify float.tflite int8.tflite --inputs test.npz --rank 10
          tflens verify float.tflite int8.tflite --inputs x.npy --labels y.npy
          tflens verify float.tflite int8.tflite --inputs test.npz --what-if 3,27=float
          tflens verify a.tflite b.tflite --inputs image=x.npy --inputs mask=y.bin
          tflens verify app.apk!m.tflite firmware/model.cc       members, and C source
          tflens verify a.tflite a.tflite --runtimes litert,tflm
          tflens verify a.tflite b.tflite --format json | jq .first_divergence

        Exit status: 0 done; 1 an output is outside the tolerance; 2 usage; 3 a model cannot be \
        read, or a runtime is missing, rejects a model or crashes; 130 interrupted.
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
      // If Python exits early, `write` must fail instead of a signal ending this process.
      signal(SIGPIPE, SIG_IGN)
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
      let progress = VerifyProgress(isQuiet: output.quiet)
      let outcome = Waiting.result(of: { () async throws(Diagnostic) in
        try await Verification.run(a, b, settings, python: search, progress: progress.show)
      })
      progress.finish()
      return try outcome.get()
    }
  }
}
