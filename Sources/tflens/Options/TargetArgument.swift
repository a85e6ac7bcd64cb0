import ArgumentParser
import Auditing
import MemoryPlanning
import ModelFormat
import Reporting
import Targeting

/// A target as typed: the name of a profile, or a YAML file with one.
struct TargetArgument: ExpressibleByArgument {
  let text: String
  /// The configuration that names it, and where in it; nil if it was typed.
  private var origin: (file: FilePath, place: Place)?

  /// The targets of a configuration; the path of a file is relative to the configuration's folder.
  static func all(of configuration: Configuration) -> [Self] {
    configuration.targets.map { text, place in
      let origin = configuration.file.map { ($0, place) }
      let target = Self(text: text, origin: origin)
      guard target.isFile, !text.hasPrefix("/"), let folder = configuration.folder,
        let prefix = String(validating: folder.bytes, as: UTF8.self)
      else { return target }
      return Self(text: "\(prefix)/\(text)", origin: origin)
    }
  }

  private init(text: String, origin: (file: FilePath, place: Place)?) {
    (self.text, self.origin) = (text, origin)
  }

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
    if isFile { return try TargetProfile(contentsOf: RawArguments.path(text)) }
    do throws(Diagnostic) {
      return try TargetProfile.named(text)
    } catch {
      throw origin.map { error.about($0.file, at: $0.place) } ?? error
    }
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
    return TargetArgument.all(of: configuration)
  }
}
