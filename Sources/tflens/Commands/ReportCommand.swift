import ArgumentParser
import Auditing
import Batching
import ModelFormat
import Picturing
import Reporting
import Targeting

extension TFLens {
  /// `tflens report`: one page about a model.
  struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "report",
      abstract: "Make a page about a model: verdicts, charts, costs, graph.",
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

        Exit status: 0 done; 2 usage, or no such target; 3 a model cannot be read or the file cannot \
        be written; 130 interrupted.
        """
    )
    .under("tflens")

    enum Format: String, CaseIterable, ExpressibleByArgument { case html, md }

    @OptionGroup var input: ModelArgument

    @Argument(help: "The same model after a rewrite, to compare with.")
    var rewritten: FilePath?

    @Option(
      name: .shortAndLong, help: "File to write; - for standard output (default: -).")
    var output: FilePath?

    @Option(help: "Output format: html for a page, md for pull requests.")
    var format: Format = .html

    @Option(
      help: ArgumentHelp(
        "Target whose support colors the graph; only named targets are then listed. Repeatable.",
        valueName: "name|file.yaml"))
    var target: [TargetArgument] = []

    @Option(
      help:
        "Configuration file (default: the nearest .tflens.yaml in the current folder or a parent).")
    var config: FilePath?

    // Tests set the day on which suppressions expire.
    @Option(help: .hidden)
    var today: CalendarDate?

    func run() throws {
      guard rewritten?.isStandardInput != true || !input.model.isStandardInput else {
        throw Diagnostic.sameStandardInput()
      }
      let named = input.source.model(input.model)
      let model = Model(file: try named.open())
      let file = try output.flatMap { try outputFile($0, from: model.file) }
      let configuration = try rules.configuration()
      let (profiles, chosen) = try targets(configuration)
      let audit = try rules.audit(configuration, memories: profiles.compactMap(\.memory?.value))
      func picture(_ model: Model, _ path: FilePath) -> ModelPicture {
        ModelPicture(
          model, path: path, audit: audit, targets: profiles, chosen: chosen)
      }
      let before = picture(model, named.path)
      let after = try rewritten.map { path in
        let named = input.source.model(path)
        return picture(Model(file: try named.open()), named.path)
      }
      let bytes = bytes(of: ModelPage(before, change: after.map { ModelChange(before, $0) }))
      for picture in [before, after].compactMap(\.self) {
        try Diagnostic.about(picture.path) { () throws(Diagnostic) in
          try picture.model.file.checkUnchanged()
        }
      }
      guard let file else { return try StandardOutput.write(bytes) }
      try Diagnostic.about(file.path) { () throws(Diagnostic) in
        try file.write { sink throws(Diagnostic) in try sink.write(bytes) }
      }
    }

    private var rules: RuleOptions {
      var rules = RuleOptions()
      (rules.select, rules.ignore, rules.failOn, rules.runtime) = ([], [], nil, nil)
      (rules.config, rules.today) = (config, today)
      return rules
    }

    /// The targets that are shown, and the id of the one that colours the graph, if one was named.
    ///
    /// Those of a configuration come before all that there are.
    private func targets(
      _ configuration: Configuration
    ) throws -> (profiles: [TargetProfile], chosen: String?) {
      guard target.isEmpty else {
        let profiles = try target.map { try $0.profile() }
        return (profiles, profiles.first?.id)
      }
      let named = try configuration.targets.map {
        try TargetArgument(text: $0, in: configuration.folder).profile()
      }
      let ids = Set(named.map(\.id))
      return (named + (try TargetCatalog.all().filter { !ids.contains($0.id) }), named.first?.id)
    }

    private func bytes(of page: ModelPage) -> [UInt8] {
      guard format == .html else { return Array(page.markdown.utf8) }
      let layout = page.outline.flatMap { outline in
        Waiting.result { await Graphviz.layout(of: outline) }.get()
      }
      return page.html(layout: layout)
    }

    /// The file to write, which may stand in the place of an older page, but never of a model.
    ///
    /// Nil for standard output.
    private func outputFile(_ path: FilePath, from model: ModelFile) throws -> OutputFile? {
      guard !path.isStandardInput else { return nil }
      return try Diagnostic.about(path) { () throws(Diagnostic) in
        guard !path.holdsAModel else { throw .outputIsAModel() }
        return try OutputFile(path, from: model, replacing: true)
      }
    }
  }
}
