import ArgumentParser
import Batching
import Comparing
import ModelFormat
import Reporting

extension TFLens {
  /// `tflens diff`: what differs between two models.
  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "diff",
      abstract: "Compare two models: operators, quantization, weights, metadata.",
      usage: "tflens diff [<options>] <model> <model>",
      discussion: """
        Operators are matched by what they compute, then by the names of their outputs. Changed \
        indices, changed names and a different order of independent operators do not count as differences; \
        changed names are listed last.

        Examples:
          tflens diff a.tflite b.tflite                  what a re-export changed
          tflens diff a.tflite b.tflite --quantization-only
          tflens diff a.tflite b.tflite --no-weights --fail-on structure
          tflens diff 'app.apk!m.tflite' m.tflite        a model inside an archive
          tflens diff firmware/model.cc m.tflite         the model in C source
          tflens diff a.tflite b.tflite --format md      for a pull request
          git show HEAD:m.tflite | tflens diff - m.tflite
          git config diff.tflite.command 'tflens diff'   models in `git diff`

        Exit status: 0 done; 1 the models differ; 2 usage; 3 a model cannot be read. When git \
        runs it, the exit status is always 0.
        """
    )
    .under("tflens")

    @Argument(
      help: ArgumentHelp(
        """
        Two models: files, members of archives ('app.apk!m.tflite') or containers \
        ('lm.litertlm!tf_lite_embedder'; in quotes, because shells expand !), C source (m.cc), or \
        - for stdin.
        """,
        valueName: "model"))
    var models: [FilePath]

    @OptionGroup var source: ArrayOption

    @OptionGroup var options: DiffOptions

    func run() throws {
      try options.check()
      if let git = GitDiff(models) { return try run(git) }
      guard models.count == 2 else { throw Diagnostic.notTwoModels(models.count) }
      guard !models.allSatisfy(\.isStandardInput) else { throw Diagnostic.sameStandardInput() }
      do {
        let (a, b) = (source.model(models[0]), source.model(models[1]))
        let report = try self.report((a, a.path), (b, b.path))
        try options.write(report)
        let aspects = options.failOn.isEmpty ? [.change] : options.failOn
        if aspects.contains(where: report.differs) { throw ExitStatus.findings }
      } catch let failure as Diagnostic where options.format == .json {
        try options.json { try failure.writeJSON(schema: DiffReport.schema, to: $0) }
        throw failure
      }
    }

    /// Handles a call by git for one path: a failure is printed instead of the difference, because git would
    /// stop if the command failed.
    private func run(_ git: GitDiff) throws {
      do {
        if let change = git.missingSide {
          try options.text { try $0.line("\(git.path.description.escapedForDisplay): \(change)") }
        } else {
          try options.write(
            report((source.model(git.old), git.path), (source.model(git.new), git.newPath)))
        }
      } catch let failure as Diagnostic {
        try options.text { try $0.line("\(failure.about(git.path))") }
      }
    }

    /// Compares two models, each under the name that is shown of it.
    private func report(
      _ a: (model: NamedModel, name: FilePath), _ b: (model: NamedModel, name: FilePath)
    ) throws -> DiffReport {
      let files = [try a.model.open(), try b.model.open()]
      let comparison = ModelComparison(
        Model(file: files[0]), Model(file: files[1]),
        comparesWeights: options.weights && !options.quantizationOnly)
      for (file, path) in zip(files, [a.name, b.name]) {
        try file.checkUnchanged(as: path)
      }
      return DiffReport(
        comparison, a: a.name, b: b.name, isQuantizationOnly: options.quantizationOnly,
        isFull: options.all)
    }
  }
}
