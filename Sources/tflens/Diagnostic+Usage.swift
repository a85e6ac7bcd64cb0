import Glibc
import ModelFormat

// Failures of the command line.

extension Diagnostic.Code {
  static let unknownCommand = Self("unknown-command", .usage)
  static let unknownOption = Self("unknown-option", .usage)
  static let missingArgument = Self("missing-argument", .usage)
  static let optionsTogether = Self("options-together", .usage)
}

// Unknown words, and missing or wrong values.
extension Diagnostic {
  static func unknownCommand(_ word: String, among names: [String]) -> Self {
    Self(
      .unknownCommand, "unknown command '\(word.escapedForDisplay)'",
      fix: NearNames.hint(word, among: names) + "`tflens --help` lists the commands.")
  }

  /// `command` is the command as typed: `tflens inspect`.
  static func unknownOption(_ word: String, of command: String, among names: [String]) -> Self {
    Self(
      .unknownOption, "\(command) has no option '\(word.escapedForDisplay)'",
      fix: NearNames.hint(word, among: names) + "`\(command) --help` lists its options.")
  }

  static func wrongValue(
    _ value: String, of option: String, _ allowed: String?, among names: [String],
    _ command: String
  ) -> Self {
    Self(
      .wrongArgument, "'\(value.escapedForDisplay)' is not a valid value for \(option)",
      allowed.map { "it must be \($0)" },
      fix: NearNames.hint(value, among: names) + "`\(command) --help` explains \(option).")
  }

  static func missingValue(of option: String, _ command: String) -> Self {
    Self(
      .missingArgument, "\(option) needs a value",
      fix:
        "Write a value after it; one that begins with '-' as \(option)=VALUE. `\(command) --help` explains \(option)."
    )
  }

  static func missingArgument(_ name: String, _ command: String) -> Self {
    Self(
      .missingArgument, "the argument \(name) is missing",
      fix: "`\(command) --help` explains the arguments.")
  }

  static func unexpectedValue(_ value: String, of option: String) -> Self {
    Self(
      .wrongArgument, "\(option) has the value '\(value.escapedForDisplay)'", "it takes none",
      fix: "Remove the value.")
  }

  static func unexpectedArguments(_ words: String, _ command: String) -> Self {
    Self(
      .wrongArgument, "unexpected \(words.escapedForDisplay)",
      fix: "Remove it; `\(command) --help` lists the arguments.")
  }

  /// Any other message of the parser.
  static func parser(_ words: String, _ command: String) -> Self {
    Self(
      .wrongArgument, words.escapedForDisplay,
      fix: "`\(command) --help` lists arguments and options.")
  }
}

// Options that cannot be combined.
extension Diagnostic {
  /// `other` is the option that `option` needs.
  static func alone(_ option: String, without other: String) -> Self {
    Self(
      .optionsTogether, "\(option) needs \(other)",
      fix: "Add \(other), or remove \(option).")
  }

  /// `ids` are rules that need something that is missing.
  static func rulesNeed(_ ids: [String], _ missing: String, fix: String) -> Self {
    let all = ids.count == 1 ? "rule \(ids[0]) needs" : "rules \(ids.joined(separator: ", ")) need"
    return Self(.optionsTogether, "\(all) \(missing)", fix: fix)
  }

  static func together(_ a: String, _ b: String) -> Self {
    Self(
      .optionsTogether, "\(a) and \(b) cannot be combined",
      fix: "Remove one of them.")
  }

  /// `option` is a pass that no other may follow.
  static func repeated(_ option: String) -> Self {
    Self(
      .wrongArgument, "\(option) is given twice", "it can be given once",
      fix: "Give it once, then run the command again on its result.")
  }

  static func notLast(_ option: String, before other: String) -> Self {
    Self(
      .optionsTogether, "\(other) comes after \(option)", "\(option) must be the last pass",
      fix: "Put \(option) at the end.")
  }

  /// `formats` are the formats that support `option`.
  static func format(_ format: String, without option: String, _ formats: String) -> Self {
    Self(
      .optionsTogether, "--format \(format) and \(option) cannot be combined",
      "with \(option), it must be \(formats)",
      fix: "Choose another format, or remove \(option).")
  }

  static func severalModels(_ count: Int, for option: String) -> Self {
    Self(
      .optionsTogether, "\(count.counted("model")) given", "\(option) takes one",
      fix: "Name one model.")
  }

  static func outOfRange(_ option: String, _ value: String, _ allowed: String) -> Self {
    Self(
      .wrongArgument, "\(option) is \(value)", "it must be \(allowed)",
      fix: "Give \(option) another value, or leave it out.")
  }
}

// Files that are missing on the command line, or are not allowed there.
extension Diagnostic {
  static func noModels() -> Self {
    Self(
      .missingArgument, "no model is given",
      fix: "Give files, folders or archives, or a list of them with --manifest.")
  }

  static func questionArguments(_ count: Int) -> Self {
    Self(
      .wrongArgument, count.counted("argument"), "one or two are allowed",
      fix: "Give a view or SQL, then the database; or the database alone.")
  }

  static func noOutput() -> Self {
    Self(
      .missingArgument, "no output file is given",
      fix: "Give one with -o FILE, or use --dry-run.")
  }

  static func noSamples() -> Self {
    Self(
      .missingArgument, "no samples are given",
      fix: "Give them with --inputs FILE; `tflens calibrate --help` lists the accepted file types.")
  }

  static func toStandardOutput(_ option: String) -> Self {
    Self(
      .wrongArgument, "\(option) is standard output", "it must be a file",
      fix: "Give a file: \(option) FILE.")
  }

  static func notTwoModels(_ count: Int) -> Self {
    Self(
      count < 2 ? .missingArgument : .wrongArgument, "\(count.counted("model")) named",
      "a comparison needs two", fix: "Name two models.")
  }

  static func sameStandardInput() -> Self {
    Self(
      .wrongArgument, "standard input is named more than once", "only one model can be",
      fix: "Save the others to files.")
  }

  static func notAnIdentifier(_ name: String) -> Self {
    Self(
      .wrongArgument, "'\(name.escapedForDisplay)' is not a C identifier",
      "it must consist of letters, digits and '_', not begin with a digit, and not be a keyword",
      fix: "Name the array as the program does: --c-array g_model.")
  }

  static func binary(_ format: String) -> Self {
    Self(
      .wrongArgument, "\(format) is binary, and standard output is a terminal",
      fix: "Write it to a file with --output FILE.")
  }

  /// `reason` is the operating system's number.
  static func outputNotWritable(_ error: SystemError) -> Self {
    Self(
      .notWritable, "the output cannot be written: \(error.words)",
      fix: "Check where standard output goes, and the free space there.")
  }
}

extension Diagnostic {
  static func noMemory(_ target: String) -> Self {
    Self(
      .wrongArgument, "target '\(target.escapedForDisplay)' has no RAM or flash size",
      fix: "Use a profile of your board with the key 'memory', or give a limit with --budget.")
  }
}
