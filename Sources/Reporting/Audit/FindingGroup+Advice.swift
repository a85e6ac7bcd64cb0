internal import Auditing
internal import ModelFormat

// Commands that fix the findings of a group, as tried, or the reasons why there are none.
extension FindingGroup {
  /// How a command begins; what is said of it is before that, so that the rest can be copied.
  static let commandBegin = ": tflens rewrite "

  /// More commands, or more reasons, than this are not shown.
  private static let most = 3

  /// The lines of advice, the commands first.
  func advice(for path: FilePath, _ trial: RewriteTrial) -> [String] {
    var lines: [String] = []
    let works = outcomes.compactMap { outcome -> (RewriteOffer, [String], String?)? in
      guard case .works(let offer, let arguments, let caution)? = outcome else { return nil }
      return (offer, arguments, caution)
    }
    let plain = works.filter { $0.2 == nil }
    if plain.count > 1, let everywhere = plain.first?.0.everywhere,
      let left = trial.countLeft(of: rule, after: everywhere), left < findings.count
    {
      let fixed = left == 0 ? "" : "\(findings.count - left) of \(findings.count) "
      lines.append("fix \(fixed)with\(Self.command(everywhere.arguments, path))")
    } else {
      lines += Self.unique(plain.map { "fix with\(Self.command($0.1, path))" })
    }
    lines += Self.unique(
      works.compactMap { _, arguments, caution in
        caution.map { "fix with (\($0))\(Self.command(arguments, path))" }
      })
    return lines + reasons
  }

  /// Why tflens cannot fix some of them.
  private var reasons: [String] {
    let reasons = zip(findings, outcomes).compactMap { finding, outcome -> String? in
      guard case .fails(let reason)? = outcome else { return nil }
      let place = finding.place.op.map { "operator \($0): " } ?? ""
      return "tflens cannot fix \(place)\(reason)"
    }
    return Self.unique(reasons)
  }

  private static func unique(_ lines: [String]) -> [String] {
    var shown: [String] = []
    for line in lines where !shown.contains(line) {
      guard shown.count < most else {
        return shown + ["and \(lines.count - most) more; --format json lists all"]
      }
      shown.append(line)
    }
    return shown
  }

  private static func command(_ arguments: [String], _ path: FilePath) -> String {
    "\(commandBegin)\(quoted(path.description.escapedForDisplay)) -o fixed.tflite "
      + arguments.map(quoted).joined(separator: " ")
  }

  /// A word as a shell takes it.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || "0123456789_./-+@%,:=".unicodeScalars.contains(scalar)
    }
    return isPlain && !word.isEmpty
      ? word
      : "'"
        + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        + "'"
  }
}
