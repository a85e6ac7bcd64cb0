import ArgumentParser
import Auditing
import Calibrating
import Glibc
import MemoryPlanning
import ModelFormat

extension FailureThreshold: ExpressibleByArgument {}

extension AuditRuntime: ExpressibleByArgument {
  /// Parses the name of a runtime.
  public init?(argument: String) { self.init(argument) }
}

extension CalendarDate: ExpressibleByArgument {
  /// Parses a date.
  public init?(argument: String) { self.init(argument) }
}

extension [String] {
  /// The words between commas, without empty ones.
  var separated: [String] { flatMap { $0.split(separator: ",").map(String.init) } }
}

/// Which rules run, which findings are suppressed, and what fails.
struct RuleOptions: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: """
      Run only these rules: ids, id prefixes or names, separated by commas. Repeatable.
      """,
    completion: Completions.rules)
  var select: [String] = []

  @Option(
    parsing: .singleValue, help: "Skip these rules, separated by commas. Repeatable.",
    completion: Completions.rules)
  var ignore: [String] = []

  @Option(help: "Lowest severity that makes the exit status 1 (default: error).")
  var failOn: FailureThreshold?

  @Option(
    help:
      "Configuration file (default: the nearest .tflens.yaml in the current folder or a parent).")
  var config: FilePath?

  @Option(
    help: ArgumentHelp(
      "Runtime that the model is for: litert or tflm, with additions: "
        + "+flex, +mediapipe, +edgetpu, +ethos-u (default: the runtime that the model is compiled "
        + "for, else litert).", valueName: "name"))
  var runtime: AuditRuntime?

  // Tests set the day on which suppressions expire.
  @Option(help: .hidden)
  var today: CalendarDate?

  /// The configuration; the defaults if there is none.
  func configuration() throws(Diagnostic) -> Configuration {
    guard let path = config ?? ConfigurationFile.nearest() else { return Configuration() }
    var configuration = try ConfigurationFile.read(path)
    configuration.file = path
    return configuration
  }

  /// The audit that the options select.
  ///
  /// Rules that are selected on the command line replace those of the configuration; rules that are ignored
  /// in either are ignored.
  ///
  /// - Parameters:
  ///   - ranges: what tensors held on data; nil if that is not known.
  ///   - takesRanges: whether ranges may be known for each model in turn.
  ///   - memories: the memory of the targets.
  ///   - option: the option that gives ranges.
  func audit(
    _ configuration: Configuration, ranges: Ranges? = nil, takesRanges: Bool = false,
    memories: [MemoryLimit] = [], option: String = "--ranges"
  ) throws(Diagnostic) -> Audit {
    let selection = try RuleSelection(
      select: select.isEmpty ? configuration.select : select.separated,
      ignore: ignore.separated + configuration.ignore)
    let ids = selection.rules.map { $0.info.id }
    if ranges == nil, !takesRanges, !ids.isEmpty,
      selection.rules.allSatisfy({ $0.info.needsRanges })
    {
      throw .rulesNeed(
        ids, option, fix: "`tflens calibrate MODEL --inputs DATA -o FILE` measures ranges.")
    }
    if memories.isEmpty, !ids.isEmpty, selection.rules.allSatisfy({ $0.info.needsMemory }) {
      throw .rulesNeed(
        ids, "a target whose profile states its memory",
        fix: "Add --target with a profile that has the key 'memory'.")
    }
    return Audit(
      selection, suppressions: configuration.suppressions, folder: configuration.folder,
      today: today ?? CalendarDate(secondsSince1970: time(nil)), runtime: runtime,
      ranges: ranges, takesRanges: takesRanges, memories: memories)
  }
}
