import ArgumentParser
import ModelFormat

/// The exit statuses that other programs rely on.
enum ExitStatus {
  /// Findings at or above the threshold; a rewrite that would lose something.
  static let findings = ExitCode(1)
  /// A file that cannot be read or written.
  static let unreadable = ExitCode(3)
  /// A batch is done, and some of its models could not be read.
  static let someUnreadable = ExitCode(4)
  /// Ended by the user (128 + SIGINT); usually the signal itself ends the process.
  static let interrupted = ExitCode(130)

  /// The status of a command in which both happened: the higher one.
  static func worse(_ old: ExitCode, _ new: ExitCode) -> ExitCode {
    old.rawValue > new.rawValue ? old : new
  }
}

extension Diagnostic {
  /// The exit status of a program that fails with it.
  var exitCode: ExitCode { ExitCode(code.exit.rawValue) }
}
