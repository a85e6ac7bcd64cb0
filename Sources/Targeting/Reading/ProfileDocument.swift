internal import ModelFormat
internal import Yams

/// The text of a profile as a tree of nodes.
enum ProfileDocument {
  /// Longer files are no profiles; the longest of ours has a tenth of it.
  static let longest = 1 << 20

  /// The root of a text, which must be YAML.
  static func root(of yaml: String, file: FilePath) throws(Diagnostic) -> ProfileNode {
    guard yaml.utf8.count <= longest else {
      throw .profileTooLong(yaml.utf8.count, allowed: longest, file: file)
    }
    if let (problem, line) = YAMLLimits.problem(in: yaml) {
      throw .profileNotYAML(problem, at: Place(line: line, column: 1), file: file)
    }
    do {
      // Without rules for types: what a scalar is, its place in a profile says.
      guard let node = try compose(yaml: yaml, .basic) else {
        throw Diagnostic.profileNotYAML(
          "the file is empty", "it must describe a target", at: Place(), file: file)
      }
      return ProfileNode(node: node, file: file)
    } catch let error as Diagnostic {
      throw error
    } catch let error as YamlError {
      throw translated(error, file)
    } catch {
      throw .profileNotYAML("invalid YAML", at: Place(), file: file)
    }
  }

  private static func translated(_ error: YamlError, _ file: FilePath) -> Diagnostic {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return .profileNotYAML("invalid YAML: \(problem)", at: place(mark), file: file)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return .duplicateKey(duplicates.first ?? "", at: place(context.mark), file: file)
    default: return .profileNotYAML("invalid YAML", at: Place(), file: file)
    }
  }

  private static func place(_ mark: Mark) -> Place { Place(line: mark.line, column: mark.column) }
}
