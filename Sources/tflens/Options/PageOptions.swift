import ArgumentParser
import Auditing
import ModelFormat
import Picturing
import Reporting
import Targeting

/// What `tflens report` shows, and where it writes the page.
struct PageOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument { case html, md }

  @Option(
    name: .shortAndLong, help: "File to write; - for standard output (default: -).")
  var output: FilePath?

  @Option(help: "Output format: html for a page, md for pull requests.")
  var format: Format = .html

  @Option(
    help: ArgumentHelp(
      "Only list this target; the first one named colours the graph. Repeatable.",
      valueName: "name|file.yaml"))
  var target: [TargetArgument] = []

  @Option(
    help:
      "Configuration file (default: the nearest .tflens.yaml in the current folder or a parent).")
  var config: FilePath?

  // Tests set the day on which suppressions expire.
  @Option(help: .hidden)
  var today: CalendarDate?

  /// The rules of the audit, as configured.
  var rules: RuleOptions {
    var rules = RuleOptions()
    (rules.select, rules.ignore, rules.failOn, rules.runtime) = ([], [], nil, nil)
    (rules.config, rules.today) = (config, today)
    return rules
  }

  /// The targets that are shown, and the id of the one that colours the graph, if one was named.
  ///
  /// Those of a configuration come before all that there are.
  func targets(
    _ configuration: Configuration
  ) throws -> (profiles: [TargetProfile], chosen: String?) {
    guard target.isEmpty else {
      let profiles = try target.map { try $0.profile() }
      return (profiles, profiles.first?.id)
    }
    let named = try TargetArgument.all(of: configuration).map { try $0.profile() }
    let ids = Set(named.map(\.id))
    return (named + (try TargetCatalog.all().filter { !ids.contains($0.id) }), named.first?.id)
  }

  /// The page in the chosen format; Graphviz may draw its graph.
  func bytes(of page: ModelPage) -> [UInt8] {
    guard format == .html else { return Array(page.markdown.utf8) }
    let layout = page.outline.flatMap { outline in
      Waiting.result { await Graphviz.layout(of: outline) }.get()
    }
    return page.html(layout: layout)
  }

  /// The file to write, which may stand in the place of an older page; nil for standard output.
  func file(from model: ModelFile) throws(Diagnostic) -> OutputFile? {
    guard let output, !output.isStandardInput else { return nil }
    return try OutputFile(document: output, from: model, replacing: true)
  }
}
