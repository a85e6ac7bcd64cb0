import ArgumentParser
import Auditing
import MemoryPlanning
import ModelFormat
import Reporting
import Targeting

/// A target as typed: the name of a profile, or a YAML file with one.
struct TargetArgument: ExpressibleByArgument {
  let text: String

  /// A target in a configuration: a file's path is relative to the configuration's folder.
  init(text: String, in folder: FilePath?) {
    let isFile = Self(text: text).isFile
    guard isFile, !text.hasPrefix("/"), let folder,
      let prefix = String(validating: folder.bytes, as: UTF8.self)
    else {
      self.text = text
      return
    }
    self.text = "\(prefix)/\(text)"
  }

  private init(text: String) { self.text = text }

  static var defaultCompletionKind: CompletionKind { Completions.targets }

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    text = argument
  }

  /// True for the path of a file: it ends like YAML, or has a slash.
  private var isFile: Bool {
    text.hasSuffix(".yaml") || text.hasSuffix(".yml") || text.contains("/")
  }

  /// The file; nil for the name of a profile.
  var file: FilePath? { isFile ? FilePath(text) : nil }

  /// The profile.
  ///
  /// - Throws: a `Diagnostic` if there is none, or if the file is not a profile.
  func profile() throws -> TargetProfile {
    guard isFile else { return try TargetProfile.named(text) }
    return try TargetProfile(contentsOf: RawArguments.path(text))
  }

  /// The memory of the target.
  ///
  /// - Throws: a `Diagnostic` if there is no such target, or if its profile states no memory.
  func memory() throws -> MemoryLimit {
    let profile = try profile()
    guard let memory = profile.memory?.value else { throw Diagnostic.noMemory(profile.id) }
    return memory
  }

  /// The profile, and its text with its comments.
  func read() throws -> (profile: TargetProfile, yaml: String) {
    let profile = try profile()
    let yaml =
      isFile
      ? try ProfileDocument.text(of: RawArguments.path(text))
      : TargetCatalog.yaml(of: profile.id) ?? ""
    return (profile, yaml)
  }
}

/// The targets that a command reports on.
struct TargetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also report which operators a target supports, and why not the others. Repeatable.",
      valueName: "name|file.yaml"))
  var target: [TargetArgument] = []

  /// The targets that were typed, or else those of a configuration, whose paths are relative to its folder.
  func arguments(else configuration: Configuration) -> [TargetArgument] {
    guard target.isEmpty else { return target }
    return configuration.targets.map { TargetArgument(text: $0, in: configuration.folder) }
  }
}
