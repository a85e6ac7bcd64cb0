import ArgumentParser
import Batching
import Calibrating
import ModelFormat
import Reporting
import Verifying

extension TFLens {
  /// `tflens calibrate`: what the tensors of a model hold on data.
  struct Calibrate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "calibrate",
      abstract: "Run a model on data, and record the range and distribution of each activation.",
      discussion: """
        The model runs in LiteRT (PyPI: ai-edge-litert) in its own process, as in `tflens verify`, \
        whose help explains --inputs. For each float tensor, and each 8-bit and 16-bit tensor with one scale, \
        the ranges file holds the lowest and highest value, mean, standard deviation, a histogram of up to \
        2,048 bins, and how many values have the lowest and the highest code.

        An activation saturates if at least 0.5% of its values have its lowest code, or at least 0.5% its highest. Values \
        at a bound of the operator itself, such as zeros after a RELU, do not count. For a model input, values in the data that lie outside the range \
        of its codes count as saturated. Unused bits are log2(number of codes / number of codes \
        from the lowest to the highest value, 0 included).

        The file is the same for the same samples in any order. --merge combines files \
        of one model, so that samples can be split among machines.

        Examples:
          tflens calibrate m.tflite --inputs test.npz -o ranges.json
          tflens calibrate m.tflite --inputs 'images/*.png' --std 255 --kernels builtin
          tflens calibrate --merge a.json b.json -o ranges.json
          tflens audit m.tflite --ranges ranges.json      findings based on the ranges

        Exit status: 0 done; 2 usage; 3 a file cannot be read or written, or LiteRT is missing, \
        rejects the model or crashes; 130 interrupted.
        """
    )
    .under("tflens")

    @Argument(
      help: "Model: a file, member, C source, or - for stdin; with --merge, ranges files.")
    var paths: [FilePath]

    @OptionGroup var source: ArrayOption

    @Flag(help: "Merge ranges files of one model, measured on different samples.")
    var merge = false

    @Option(
      name: .shortAndLong,
      help: "Ranges file to write (JSON); without it, only the report is printed.")
    var output: FilePath?

    @Flag(help: "Replace the output file if it exists.")
    var force = false

    @OptionGroup var options: CalibrateOptions
    @OptionGroup var report: ReportOptions

    func run() throws {
      try options.check(isMerge: merge)
      if output?.isStandardInput == true { throw Diagnostic.toStandardOutput("--output") }
      guard merge || paths.count == 1 else {
        throw Diagnostic.severalModels(paths.count, for: "`tflens calibrate`")
      }
      _ = try report.run { merge ? try merged() : try measured() }
    }

    private func measured() throws -> CalibrateReport {
      let named = source.model(paths[0])
      let model = Model(file: try named.open())
      let file = try outputFile(from: model.file)
      let (settings, search) = (options.settings, PythonSearch(named: options.python))
      let sha256 = model.file.sha256
      let one = (model: model, path: named.path, file: named.wholeFile)
      let calibration = try ProgressLine(isQuiet: report.quiet).result {
        (progress) async throws(Diagnostic) in
        try await Calibration.run(
          one, sha256: sha256, settings, python: search, progress: progress.show)
      }
      // The runtime read the file after it was checked.
      try model.file.checkUnchanged(as: named.path)
      options.warn(report, runs: calibration.ranges.sampleCount)
      let result = CalibrateReport(calibration, of: model, path: named.path, to: output)
      try file?.write(result.jsonDocument())
      return result
    }

    private func merged() throws -> CalibrateReport {
      let file = try outputFile(from: nil)
      var seen: Set<FilePath> = []
      for path in paths where !seen.insert(path).inserted {
        report.warn(
          "'\(path.description.escapedForDisplay)' is given twice, so its samples count twice")
      }
      let result = CalibrateReport(try Ranges.merging(paths), merging: paths, to: output)
      try file?.write(result.jsonDocument())
      return result
    }

    private func outputFile(from model: ModelFile?) throws(Diagnostic) -> OutputFile? {
      try output.map { (path) throws(Diagnostic) in
        try OutputFile(
          document: path, from: model, replacing: force,
          apartFrom: merge ? paths : options.inputFiles)
      }
    }
  }
}
