import ArgumentParser
import Glibc
import ModelFormat

/// Standard output: the answer, and nothing else.
enum StandardOutput {
  /// Writes all of `bytes`.
  ///
  /// - Throws: a success if the reader has closed the pipe (`| head`), because no more output is needed;
  ///   `not-writable` if the output cannot be written.
  static func write(_ bytes: [UInt8]) throws {
    if try !isTaken(bytes) { throw ExitCode.success }
  }

  /// Writes all of `bytes`, or drops them if the reader has closed the pipe: for a command whose exit status is an answer.
  ///
  /// - Throws: `not-writable` if the output cannot be written.
  static func offer(_ bytes: [UInt8]) throws { _ = try isTaken(bytes) }

  /// Writes all of `bytes`; false if the reader has closed the pipe.
  private static func isTaken(_ bytes: [UInt8]) throws -> Bool {
    // A closed pipe must be an error of `write`, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    do throws(SystemError) {
      try SystemCall.write(bytes, to: STDOUT_FILENO)
      return true
    } catch {
      guard error.number == EPIPE else { throw Diagnostic.outputNotWritable(error) }
      return false
    }
  }

  /// Prints that a command wrote `count` bytes to a file.
  static func tell(wrote file: FilePath, _ count: Int) throws {
    let words = "wrote \(file.description.escapedForDisplay): \(count.counted("byte"))\n"
    try write(Array(words.utf8))
  }

  /// Writes text at the very end, where no caller is left to handle a failure.
  static func writeOrExit(_ text: String) {
    do {
      try write(Array(text.utf8))
    } catch {
      let failure = error as? Diagnostic
      if let failure { StandardError.tell(failure) }
      exit((failure?.exitCode ?? error as? ExitCode ?? ExitStatus.unreadable).rawValue)
    }
  }
}

/// Standard error: progress, warnings and errors.
enum StandardError {
  /// Writes text; a failure cannot be reported anywhere.
  static func write(_ text: String) {
    try? SystemCall.write(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Prints a failure: `error: 'file': place: what [code]`, and what to do.
  static func tell(_ failure: Diagnostic) { tell("\(failure)") }

  /// Reports a failure that does not end the command.
  static func tell(_ words: String) {
    write(Terminal.errorPrefix(.typed) + words + "\n")
  }
}
