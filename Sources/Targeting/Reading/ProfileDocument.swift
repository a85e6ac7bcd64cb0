public import ModelFormat
internal import YAML

/// The text of a profile as a tree of nodes.
public enum ProfileDocument {
  /// Longer files are not profiles; the longest of ours has a tenth of this.
  static let longest = 1 << 20

  /// The root of a text, which must be YAML.
  static func root(of yaml: String, file: FilePath) throws(Diagnostic) -> ProfileNode {
    guard yaml.utf8.count <= longest else {
      throw .profileNotReadable("it has more than \(longest) bytes", file: file)
    }
    let node: YAMLNode?
    do { node = try YAMLNode.root(of: yaml) } catch { throw translated(error, file) }
    guard let node else {
      throw .profileNotYAML(
        "the file is empty", "it must describe a target", at: Place(), file: file)
    }
    return ProfileNode(node: node, file: file)
  }

  /// The text of a file with a profile.
  ///
  /// - Throws: `profile-not-readable` if the file does not exist, is not text, or is longer than any profile.
  public static func text(of path: FilePath) throws(Diagnostic) -> String {
    try path.text(atMost: longest) { .profileNotReadable($0, file: path) }
  }

  private static func translated(_ error: YAMLFailure, _ file: FilePath) -> Diagnostic {
    let place = Place(line: error.mark.line, column: error.mark.column)
    switch error.reason {
    case .grammar(let problem):
      return .profileNotYAML("invalid YAML: \(problem)", at: place, file: file)
    case .repeatedKey(let key): return .duplicateKey(key, at: place, file: file)
    case .limit(let problem): return .profileNotYAML(problem, at: place, file: file)
    }
  }
}

extension TargetProfile {
  /// Reads a profile from a YAML file.
  public init(contentsOf path: FilePath) throws(Diagnostic) {
    self = try ProfileReader.profile(try ProfileDocument.text(of: path), file: path)
  }
}
