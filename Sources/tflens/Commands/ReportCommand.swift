import ArgumentParser
import Batching
import ModelFormat
import Picturing
import Targeting

extension TFLens {
  /// `tflens report`: one page about a model.
  struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "report",
      abstract: "Write an HTML or Markdown report on a model.",
      usage: "tflens report [<options>] <model> [<rewritten>]",
      discussion: """
        The page is one self-contained HTML file. It has the verdict on HARD_SWISH, \
        findings, coverage by target, the transfer curve and error of each HARD_SWISH, weight \
        histograms, costs, and the graph. Graphviz draws the graph if its program `dot` is on the \
        PATH; without it, the graph is listed layer by layer. With a second model, such as a rewritten \
        one, both are shown side by side.

        Examples:
          tflens report m.tflite -o report.html
          tflens report m.tflite --target coral_edgetpu -o report.html
          tflens report a.tflite b.tflite -o change.html
          tflens report a.tflite b.tflite --format md      for a pull request

        Exit status: 0 done; 2 usage, no such target, or an unusable configuration; 3 another file cannot \
        be read or written; 130 interrupted.
        """
    )
    .under("tflens")

    @OptionGroup var input: ModelArgument

    @Argument(help: "The same model after a rewrite, to compare with.")
    var rewritten: FilePath?

    @OptionGroup var options: PageOptions

    func run() throws {
      guard rewritten?.isStandardInput != true || !input.model.isStandardInput else {
        throw Diagnostic.sameStandardInput()
      }
      let named = NamedModel.one(at: input.model, array: input.array)
      let model = Model(file: try named.open())
      let file = try options.file(from: model.file)
      let configuration = try options.rules.configuration()
      let (profiles, chosen) = try options.targets(configuration)
      let audit = try options.rules.audit(
        configuration, memories: profiles.compactMap(\.memory?.value))
      func picture(_ model: Model, _ path: FilePath) -> ModelPicture {
        ModelPicture(
          model, path: path, audit: audit, targets: profiles, chosen: chosen)
      }
      let before = picture(model, named.path)
      let after = try rewritten.map { path in
        let named = NamedModel.one(at: path, array: input.array)
        return picture(Model(file: try named.open()), named.path)
      }
      let bytes = options.bytes(
        of: ModelPage(before, change: after.map { ModelChange(before, $0) }))
      for picture in [before, after].compactMap(\.self) {
        try picture.model.file.checkUnchanged(as: picture.path)
      }
      guard let file, let path = options.output else { return try StandardOutput.write(bytes) }
      try file.write(bytes)
      try StandardOutput.tell(wrote: path, bytes.count)
    }
  }
}
