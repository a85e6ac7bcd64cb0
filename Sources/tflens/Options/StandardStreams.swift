import ArgumentParser
import Glibc
import ModelFormat

/// Standard output: the answer, and nothing else.
enum StandardOutput {
  /// Writes all of `bytes`.
  ///
  /// - Throws: a success where the reader has closed the pipe (`| head`): nobody waits for more.
  ///   `not-writable` where the output cannot be written.
  static func write(_ bytes: [UInt8]) throws {
    // A closed pipe must be an answer of `write`, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    guard let reason = FileWriter.write(bytes, to: STDOUT_FILENO) else { return }
    if reason == EPIPE { throw ExitCode.success }
    throw Diagnostic.outputNotWritable(reason)
  }

  /// Writes text at the very end, where a failure has nobody left to catch it.
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
  /// Writes text; there is nowhere to say that it failed.
  static func write(_ text: String) { _ = FileWriter.write(Array(text.utf8), to: STDERR_FILENO) }

  /// Tells a failure: `error: 'file': place: what [code]`, and what to do.
  static func tell(_ failure: Diagnostic) { tell("\(failure)") }

  /// Tells what fails a command that is no failure of its own.
  static func tell(_ words: String) {
    write(Terminal.errorPrefix(.typed) + words + "\n")
  }
}

/// The system call that writes, repeated until all is written.
enum FileWriter {
  /// Writes all of `bytes`; gives the system's reason where it cannot.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    bytes.withUnsafeBytes { all in
      var rest = all[...]
      while !rest.isEmpty {
        let piece = UnsafeRawBufferPointer(rebasing: rest)
        let count = Glibc.write(descriptor, piece.baseAddress, piece.count)
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        rest = rest.dropFirst(count)
      }
      return nil
    }
  }
}
