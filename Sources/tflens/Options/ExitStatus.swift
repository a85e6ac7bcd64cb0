import ArgumentParser
import ModelFormat
import Reporting
import Rewriting

/// The exit statuses that other programs rely on.
enum ExitStatus {
  /// Findings at or above the bar that was asked for; a rewrite that would lose something.
  static let findings = ExitCode(1)
  /// Wrong usage.
  static let usage = ExitCode(2)
  /// A file that cannot be read or written.
  static let unreadable = ExitCode(3)
  /// A batch is done, and some of its models could not be read.
  static let someUnreadable = ExitCode(4)
  /// Ended by the user (128 + SIGINT); most often the signal itself ends the process.
  static let interrupted = ExitCode(130)

  /// What a failure means: a wish that the model has no part for, refused for what would be lost,
  /// or a file that is not to be had at all, or runs in no runtime.
  static func of(_ failure: FileFailure) -> ExitCode {
    switch failure.cause {
    case .wish, .refusal(.noSuchPart): usage
    case .file(.unknownFields), .file(.wouldGrow): findings
    case .refusal(.boundExceeded), .refusal(.notBounded), .refusal(.notApplicable),
      .refusal(.wouldBreak), .refusal(.makesError):
      findings
    case .file(.interrupted): interrupted
    case .file, .archive, .runtime, .refusal(.brokenByPass): unreadable
    }
  }
}
