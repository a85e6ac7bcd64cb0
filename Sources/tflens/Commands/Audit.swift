import ArgumentParser
import Auditing
import Calibrating
import ModelFormat
import Reporting
import Targeting

extension TFLens {
  /// `tflens audit`: checks models against rules.
  struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "audit",
      abstract: "Check models against rules, and fail a build on their findings.",
      discussion: """
        An error is what a runtime rejects, crashes on or miscomputes; a warning costs \
        accuracy, speed or portability, or is likely a mistake; a note is worth knowing. `tflens \
        rules` lists the rules and explains each. List accepted findings in .tflens.yaml, each with a reason.

        Examples:
          tflens audit m.tflite                        every rule
          tflens audit m.tflite --select Q003          one rule, by id or name
          tflens audit m.tflite --ignore Q015 --fail-on warning
          tflens audit m.tflite --target coral_edgetpu --target ethos_u55_u65
          tflens audit m.tflite --target ethos_u85 --fail-on-unsupported
          tflens audit models                          all models in a folder tree
          tflens audit *.tflite --format sarif > audit.sarif
          tflens audit m.tflite --format github        in a GitHub workflow
          tflens audit m.tflite --ranges ranges.json   rules about data

        Exit status, the highest that applies: 0 nothing at or above --fail-on; 1 findings, or a \
        target that supports too little; 2 usage, or an unusable configuration; 3 another file cannot be read.
        """
    )
    .under("tflens")

    @OptionGroup var input: ModelArguments
    @OptionGroup var targets: TargetOptions
    @OptionGroup var gate: GateOptions
    @OptionGroup var rules: RuleOptions
    @OptionGroup var output: AuditOutput

    @Option(
      help: ArgumentHelp(
        "Ranges file of `tflens calibrate`, for the rules about data (D).", valueName: "file"))
    var ranges: FilePath?

    func run() throws {
      guard targets.target.isEmpty || output.format.hasTargets else {
        throw Diagnostic.format(
          output.format.rawValue, without: "--target", "text, json or ndjson")
      }
      let configuration = try rules.configuration()
      // Only some formats show where operators are placed; what must fit into memory is a finding, in all of them.
      let all = try targets.arguments(else: configuration).map { try $0.profile() }
      let profiles = output.format.hasTargets ? all : []
      let audit = try rules.audit(
        configuration,
        ranges: try ranges.map { (path) throws(Diagnostic) in try Ranges(reading: path) },
        memories: all.compactMap(\.memory?.value))
      let threshold = rules.failOn ?? configuration.failOn ?? .error
      try gate.check(hasTarget: !profiles.isEmpty, needs: "--target")
      var worst: Severity?
      var isCovered = true
      try output.run(input.named, audit, profiles) { result in
        worst = [worst, result.worst].compactMap(\.self).max()
      } placed: { placements, path in
        isCovered = gate.check(placements, of: path) && isCovered
      }
      if threshold.isReached(by: worst) || !isCovered { throw ExitStatus.findings }
    }
  }
}
