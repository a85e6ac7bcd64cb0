import ArgumentParser
import ModelFormat
import Targeting

/// A target as it is typed: the name of a profile, or a YAML file that holds one.
struct TargetArgument: ExpressibleByArgument {
  let text: String

  /// A target as a configuration names it: a file's path counts from the configuration's folder.
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

  /// True for what names a file: an ending of YAML, or a slash.
  private var isFile: Bool {
    text.hasSuffix(".yaml") || text.hasSuffix(".yml") || text.contains("/")
  }

  /// The profile that is meant.
  ///
  /// - Throws: `Diagnostic` if there is none, or where the file holds no profile.
  func profile() throws -> TargetProfile {
    guard isFile else { return try TargetProfile.named(text) }
    return try TargetProfile(contentsOf: RawArguments.path(text))
  }

  /// The profile's own text, once it is known to be one.
  func checkedYAML() throws -> String {
    _ = try profile()
    return try yaml()
  }

  /// The profile's own text, with its comments.
  func yaml() throws -> String {
    let profile = try profile()
    guard isFile else { return TargetCatalog.yaml(of: profile.id) ?? "" }
    return try ProfileFile.text(of: RawArguments.path(text))
  }
}
