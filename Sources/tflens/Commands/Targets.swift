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
      abstract: "List which operators each target supports, with the source of each fact.",
      usage: "tflens targets [<options>] [<targets> ...]",
      discussion: """
        An operator that the sources do not mention is unknown, or unsupported if they list every supported operator. An \
        operator is conditional if its support depends on something that the model does not show. A \
        segment is a run of supported and conditional operators.

        Examples:
          tflens targets                            all targets
          tflens targets coral_edgetpu              one, with sources
          tflens targets ethos-u55 --model m.tflite
          tflens targets --model m.tflite           all targets, a line for each
          tflens targets ethos-u55 --model m.tflite --min-coverage 95%
          tflens targets ./mine.yaml                a profile of your own
          tflens targets ethos-u55 --format yaml    its file, to copy and change

        Exit status, the highest that applies: 0 done; 1 a target supports too few operators of \
        the model; 2 usage, or no such target; 3 a profile or model cannot be read.
        """
    )
    .under("tflens")

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, yaml, markdown }

    @Argument(help: "Names of targets, or YAML files (default: all targets).")
    var targets: [TargetArgument] = []

    @Option(
      name: .customLong("model"),
      help: """
        Report where the operators of this model would run (any form that `tflens inspect` accepts); \
        for several models (--model again, or a folder), how much of each the targets support.
        """)
    var models: [FilePath] = []

    @OptionGroup var source: ArrayOption

    @OptionGroup var gate: GateOptions

    @Option(
      help:
        "Output format: text for people, json for programs, yaml for the profile itself, markdown for documentation."
    )
    var format: Format = .text

    @Option(help: "When to use colours; auto means on a terminal only.")
    var color: Terminal.Color = .auto

    private func check() throws(Diagnostic) {
      guard format != .yaml || !targets.isEmpty else {
        throw .alone("--format yaml", without: "a target")
      }
      try gate.check(hasTarget: !models.isEmpty, needs: "--model")
      guard source.array == nil || !models.isEmpty else {
        throw .alone("--array", without: "--model")
      }
      guard models.isEmpty || format == .text || format == .json else {
        throw .format(format.rawValue, without: "--model", "text or json")
      }
    }

    func run() throws {
      try check()
      guard models.isEmpty else {
        let output = PlacementOutput(isJSON: format == .json, color: color, gate: gate)
        return try output.place(NamedModels(at: models, array: source.array), on: profiles())
      }
      let output = OutputBuffer(StandardOutput.write)
      try describe(output)
      try output.finish()
    }

    private func profiles() throws -> [TargetProfile] {
      targets.isEmpty ? try TargetCatalog.all() : try targets.map { try $0.profile() }
    }

    private func text(_ output: OutputBuffer) -> TextWriter {
      TextWriter(to: output, style: .standardOutput(color), width: Terminal.width)
    }

    private func describe(_ output: OutputBuffer) throws {
      if format == .yaml { return try targets.forEach { output.append(try $0.read().yaml) } }
      let report = TargetsReport(
        try profiles(), isFull: !targets.isEmpty || format == .markdown)
      switch format {
      case .text: try report.writeText(to: text(output))
      case .json: try report.writeJSON(to: JSONWriter(to: output, lineDepth: 4))
      case .markdown, .yaml: try report.writeMarkdown(to: output)
      }
    }
  }
}
