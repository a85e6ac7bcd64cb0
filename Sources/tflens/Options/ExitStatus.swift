import ArgumentParser

/// The exit statuses that other programs rely on.
enum ExitStatus {
  /// Findings at or above the bar that was asked for.
  static let findings = ExitCode(1)
  /// Wrong usage.
  static let usage = ExitCode(2)
  /// A file that cannot be read or written.
  static let unreadable = ExitCode(3)
}
