import ArgumentParser
import ModelFormat

/// A message of the argument parser, in our words.
///
/// The parser's error types are not public, so we match its text; `UsageErrorTests` covers each form.
struct ParserMessage {
  let words: String
  /// The command that was typed: `tflens batch query`.
  let command: String
  /// The command's help, which lists its options.
  let help: String

  /// The failure.
  var diagnostic: Diagnostic {
    if let match = words.prefixMatch(of: #/Unknown option '(?<name>[^']+)'/#) {
      return .unknownOption(String(match.name), of: command, among: options)
    }
    if let match = words.prefixMatch(of: #/Missing value for '(?<name>[^ ']+)/#) {
      return .missingValue(of: String(match.name), command)
    }
    if let match = words.prefixMatch(
      of: #/The option '(?<name>[^']+)' does not take any value, but '(?<value>.*)' was/#
        .dotMatchesNewlines())
    {
      return .unexpectedValue(String(match.value), of: String(match.name))
    }
    if let match = words.prefixMatch(of: #/Missing expected argument '(?<name>[^']+)'/#) {
      return .missingArgument(String(match.name), command)
    }
    if let match = words.prefixMatch(of: #/(Unexpected|\d+ unexpected) (?<words>.*)/#) {
      return .unexpectedArguments(String(match.words), command)
    }
    if let match = words.prefixMatch(
      of: #/The value '(?<value>.*)' is invalid for '(?<name>[^ ']+)[^']*'(?<rest>.*)/#
        .dotMatchesNewlines())
    {
      return wrongValue(String(match.value), of: String(match.name), String(match.rest))
    }
    let first = words.prefix(1).lowercased()
    let rest = words.dropFirst().split(separator: "\n").joined(separator: "; ")
    return .parser(first + (rest.hasSuffix(".") ? rest.dropLast() : rest[...]), command)
  }

  /// `rest` lists the values, in either of the parser's two forms; it is empty if there is no list.
  private func wrongValue(_ value: String, of option: String, _ rest: String) -> Diagnostic {
    let quoted = rest.matches(of: #/'(?<name>[^']+)'/#).map { String($0.name) }
    let listed = rest.matches(of: #/\n  - (?<name>[^\n]*)/#).map { String($0.name) }
    let names = quoted + listed
    let near = names.isEmpty && option == "--runtime" ? ["litert", "tflm"] : names
    // A short list is printed whole; of a long one, only similar names.
    let allowed: String? =
      names.isEmpty
      ? option == "--budget" && command.hasSuffix("rewrite")
        ? "a whole number" : Self.allowed[option]
      : names.count == 1
        ? names[0]
        : names.count <= 10
          ? names.dropLast().joined(separator: ", ") + " or \(names.last ?? "")"
          : "one of \(names.count) names"
    return .wrongValue(value, of: option, allowed, among: near, command)
  }

  /// What an option expects if its values cannot be listed.
  private static let allowed: [String: String] = {
    var allowed = [
      "--runtime": "litert or tflm, optionally with +flex, +mediapipe, +edgetpu or +ethos-u",
      "--runtimes": "two runtimes, each litert or tflm, as in litert,tflm",
      "--shard": "I/N with I from 1 to N, as in 3/8",
      "--min-coverage": "a percentage from 0 to 100",
      "--seed": "a whole number from 0 to 4294967295",
      "--tolerance": "a number", "--tolerance-codes": "a number",
      "--today": "a date like 2027-01-31",
      "--budget": "a number of bytes, as in 262144, 256k or 256Ki",
      "--method": "minmax, percentile=P with P above 50 and at most 100, mse or entropy",
      "--what-if":
        "OPERATOR=float or OPERATOR=int16, where OPERATOR is an index, a list (3,7-12), the name of an output, or all",
      "--mean": "a number, or numbers separated by commas",
      "--std": "a number other than 0, or such numbers separated by commas",
    ]
    for option in [
      "--subgraph", "--operator", "--jobs", "-j", "--max-bytes", "--runs", "--max-error-codes",
      "--timeout", "--batch", "--pointer-bits", "--top", "--rank",
    ] { allowed[option] = "a whole number" }
    return allowed
  }()

  /// The options of the command, as its help lists them.
  private var options: [String] {
    help.matches(of: #/(?:^|[ ,\[])(?<name>--[a-z0-9][a-z0-9-]*)/#.anchorsMatchLineEndings())
      .map { String($0.name) }
  }
}
