import ArgumentParser
import Batching
import ModelFormat
import Reporting
import Targeting

extension TFLens {
  /// `tflens targets`: lists which operators accelerators support, with a source for each fact.
  struct Targets: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "targets",
      abstract: "List which operators accelerators support, with the source of each fact.",
      discussion: """
        Operators without data are unknown, not unsupported.

        Examples:
          tflens targets                            all targets
          tflens targets coral_edgetpu              one, with sources
          tflens targets ethos-u55 --model m.tflite   operators of a model
          tflens targets ethos-u55 --model m.tflite --min-coverage 95%
          tflens targets ./mine.yaml                a profile of your own
          tflens targets ethos-u55 --format yaml    its file, to copy and change

        Exit status: 0 done; 1 a target supports too few operators of the model; 2 usage, or no such \
        target; 3 a profile or model cannot be read.
        """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, yaml, markdown }

    @Argument(help: "Names of targets, or YAML files (default: all targets).")
    var targets: [TargetArgument] = []

    @Option(
      help: """
        Report where the operators of this model would run: a file, member, C source, or - for \
        stdin.
        """)
    var model: FilePath?

    @OptionGroup var source: ArrayOption

    @OptionGroup var gate: GateOptions

    @Option(help: "Output format: text for people, json for programs, yaml for the profile itself.")
    var format: Format = .text

    @Option(help: "When to use colours; auto means on a terminal only.")
    var color: Terminal.Color = .auto

    private func check() throws(Diagnostic) {
      guard format != .yaml || !targets.isEmpty else {
        throw .alone("--format yaml", without: "a target")
      }
      try gate.check(hasTarget: model != nil, needs: "--model")
      guard source.array == nil || model != nil else { throw .alone("--array", without: "--model") }
      guard model == nil || format == .text || format == .json else {
        throw .formatWithout("--model", "text or json")
      }
    }

    func run() throws {
      try check()
      let output = OutputBuffer(StandardOutput.write)
      if let model { try place(source.model(model), output) } else { try describe(output) }
      try output.finish()
    }

    private func profiles() throws -> [TargetProfile] {
      targets.isEmpty ? try TargetCatalog.all() : try targets.map { try $0.profile() }
    }

    private func text(_ output: OutputBuffer) -> TextWriter {
      TextWriter(to: output, style: .standardOutput(color), width: Terminal.width)
    }

    private func describe(_ output: OutputBuffer) throws {
      if format == .yaml { return try targets.forEach { output.append(try $0.yaml()) } }
      let report = TargetsReport(
        try profiles(), isFull: !targets.isEmpty || format == .markdown)
      switch format {
      case .text: try report.writeText(to: text(output))
      case .json: try report.writeJSON(to: JSONWriter(to: output, lineDepth: 4))
      case .markdown, .yaml: try report.writeMarkdown(to: output)
      }
    }

    private func place(_ named: NamedModel, _ output: OutputBuffer) throws {
      let profiles = try profiles()
      let report = try Diagnostic.about(named.path) { () throws(Diagnostic) in
        let model = Model(file: try named.open())
        let report = PlacementReport(model, path: named.path, on: profiles)
        try model.file.checkUnchanged()
        return report
      }
      if format == .json {
        let json = JSONWriter(to: output, lineDepth: PlacementReport.lineDepth)
        try report.writeJSON(to: json)
        json.endDocument()
      } else {
        try report.writeText(to: text(output))
      }
      guard gate.check(report.placements, of: named.path) else {
        try output.finish()
        throw ExitStatus.findings
      }
    }
  }
}
