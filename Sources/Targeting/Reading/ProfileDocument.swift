internal import ModelFormat
internal import Yams

/// The text of a profile as a tree of nodes.
enum ProfileDocument {
  /// Longer files are no profiles; the longest of ours has a tenth of it.
  static let longest = 1 << 20

  /// The root of a text, which must be YAML.
  static func root(of yaml: String, file: String) throws(ProfileError) -> ProfileNode {
    guard yaml.utf8.count <= longest else {
      throw ProfileError(
        code: .notReadable,
        what: "the file has \(yaml.utf8.count) bytes; at most \(longest) are allowed", file: file,
        position: nil, remedy: "Give a target's profile, as `tflens targets` describes them.")
    }
    if let (problem, line) = YAMLLimits.problem(in: yaml) {
      throw ProfileError(
        code: .notYAML, what: problem, file: file, position: .init(line: line, column: 1),
        remedy:
          "Write it without aliases; `tflens targets NAME --format yaml` prints one to begin with.")
    }
    do {
      // Without rules for types: what a scalar is, its place in a profile says.
      guard let node = try compose(yaml: yaml, .basic) else {
        throw invalid("the file is empty; it must describe a target", nil, file)
      }
      return ProfileNode(node: node, file: file)
    } catch let error as ProfileError {
      throw error
    } catch let error as YamlError {
      throw translated(error, file)
    } catch {
      throw invalid("the file is no YAML", nil, file)
    }
  }

  private static func translated(_ error: YamlError, _ file: String) -> ProfileError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return invalid("the text is no YAML: \(problem)", mark, file)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return ProfileError(
        code: .duplicateKey,
        what: "the key '\(duplicates.first ?? "")' stands more than once in a mapping; it must be "
          + "there once", file: file, position: position(context.mark),
        remedy: "Leave one of them out.")
    default: return invalid("the text is no YAML", nil, file)
    }
  }

  private static func invalid(_ what: String, _ mark: Mark?, _ file: String) -> ProfileError {
    ProfileError(
      code: .notYAML, what: what, file: file, position: mark.map(position),
      remedy: "Write it as YAML; `tflens targets NAME --format yaml` prints one to begin with.")
  }

  private static func position(_ mark: Mark) -> ProfileError.Position {
    ProfileError.Position(line: mark.line, column: mark.column)
  }
}
