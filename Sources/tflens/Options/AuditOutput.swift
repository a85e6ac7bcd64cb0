import ArgumentParser
import Auditing
import Batching
import ModelFormat
import Reporting
import Targeting

/// How findings are printed.
struct AuditOutput: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, ndjson, sarif, csv, github

    /// Whether the format can show target support.
    var hasTargets: Bool { [.text, .json, .ndjson].contains(self) }
  }

  @Option(
    help: """
      Output format: text for people, json or ndjson for programs, sarif for code hosts, csv for \
      spreadsheets, github for GitHub workflows.
      """)
  var format: Format = .text

  @Option(help: "When to use colours; auto means on a terminal only.")
  var color: Terminal.Color = .auto

  @Flag(
    name: [.short, .long],
    help: "In text, print nothing for models without findings; print no warnings or progress.")
  var quiet = false

  /// Audits each model in turn; `seen` gets each result, `placed` the placements of each model.
  ///
  /// - Throws: at the end, the status of the worst result.
  func run(
    _ paths: NamedModels, _ audit: Audit, _ targets: [TargetProfile],
    _ seen: (AuditResult) -> Void, placed: ([Placement], FilePath) -> Void
  ) throws {
    let output = OutputBuffer(StandardOutput.offer)
    switch format {
    case .text: try report(.text, paths, audit, targets, seen, placed)
    case .json: try report(.json, paths, audit, targets, seen, placed)
    case .ndjson: try report(.ndjson, paths, audit, targets, seen, placed)
    case .sarif:
      var log = SARIFLog(audit)
      let status = try each(paths, audit, seen) {
        log.add($0, path: $1)
      } failed: {
        log.add($0)
      }
      try log.write(to: JSONWriter(to: output, lineDepth: 4))
      try finish(output, status)
    case .csv:
      let table = FindingTable(to: output)
      let status = try each(paths, audit, seen) { try table.add($0, path: $1) }
      try finish(output, status)
    case .github:
      let annotations = WorkflowAnnotations(to: output)
      let status = try each(paths, audit, seen) {
        try annotations.add($0, path: $1)
      } failed: {
        try annotations.add($0)
      }
      try finish(output, status)
    }
  }

  /// The formats that every command has.
  private func report(
    _ format: ReportOptions.Format, _ paths: NamedModels, _ audit: Auditing.Audit,
    _ targets: [TargetProfile], _ seen: (AuditResult) -> Void,
    _ placed: ([Placement], FilePath) -> Void
  ) throws {
    var options = ReportOptions()
    (options.format, options.color, options.quiet) = (format, color, quiet)
    try options.run(paths) { model, path in
      let report = AuditReport(model, path: path, audit: audit, targets: targets)
      seen(report.result)
      placed(report.targets, path)
      return report
    }
  }

  /// The formats with all models in one document.
  private func each(
    _ named: NamedModels, _ audit: Audit, _ seen: (AuditResult) -> Void,
    _ add: (AuditResult, FilePath) throws -> Void, failed: (Diagnostic) throws -> Void = { _ in }
  ) throws -> ExitCode {
    var status = ExitCode.success
    for model in named.models {
      let path = model.path
      do {
        let file = try model.open()
        let result = audit.run(Model(file: file), path: path)
        try file.checkUnchanged()
        seen(result)
        try add(result, path)
      } catch let failure as Diagnostic {
        let failure = failure.about(path)
        status = ExitStatus.worse(status, failure.exitCode)
        StandardError.tell(failure)
        try failed(failure)
      }
    }
    return status
  }

  private func finish(_ output: OutputBuffer, _ status: ExitCode) throws {
    try output.finish()
    if status != .success { throw status }
  }
}
