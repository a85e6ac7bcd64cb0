internal import ModelFormat
internal import YAML

/// The text of a profile as a tree of nodes.
enum ProfileDocument {
  /// Longer files are not profiles; the longest of ours has a tenth of this.
  static let longest = 1 << 20

  /// The root of a text, which must be YAML.
  static func root(of yaml: String, file: FilePath) throws(Diagnostic) -> ProfileNode {
    guard yaml.utf8.count <= longest else {
      throw .profileTooLong(yaml.utf8.count, allowed: longest, file: file)
    }
    let node: YAMLNode?
    do { node = try YAMLNode.root(of: yaml) } catch { throw translated(error, file) }
    guard let node else {
      throw .profileNotYAML(
        "the file is empty", "it must describe a target", at: Place(), file: file)
    }
    return ProfileNode(node: node, file: file)
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
