internal import ModelFormat
internal import Subprocess
internal import SystemPackage

/// The Python process that drives the runtimes.
enum RuntimeProcess {
  /// How it ended, and its output.
  struct Outcome: Sendable {
    let output: String
    let errors: String
    let status: String?
  }

  /// Extra seconds beyond the timeout of a step, so that the driver notices first and reports which step it
  /// was.
  private static let grace = 5

  /// Runs the driver until it ends or times out.
  ///
  /// Its input stays open: if this process ends for any reason, the driver notices it and ends with its
  /// workers.
  ///
  /// - Throws: `runtime-broken` for a program that cannot be run, or prints more than a response can have;
  ///   `runtime-timeout` for one that shows no activity for longer than a step may take.
  static func run(
    _ python: ModelFormat.FilePath, _ request: RuntimeRequest, timeout: Int,
    progress: RunProgress? = nil
  ) async throws(Diagnostic) -> Outcome {
    let watch = RuntimeWatch(limit: request.answerLimit, progress: progress)
    let (results, continuation) = AsyncStream<Result<Outcome, Diagnostic>>.makeStream()
    let work = Task { continuation.yield(await outcome(python, request, watch)) }
    let patience = Task {
      let limit = Duration.seconds(timeout + grace)
      while watch.silence < limit {
        do { try await Task.sleep(for: min(limit - watch.silence, .seconds(1))) } catch { return }
      }
      watch.kill()
      continuation.yield(.failure(.silent(python, seconds: timeout)))
    }
    defer { patience.cancel() }
    // Does not wait for the rest of a process that does not end.
    for await result in results { return try result.get() }
    work.cancel()
    throw .broken("the comparison was cancelled")
  }

  private static func outcome(
    _ python: ModelFormat.FilePath, _ request: RuntimeRequest, _ watch: RuntimeWatch
  ) async -> Result<Outcome, Diagnostic> {
    // A separate process group, so that all of it can be ended.
    var options = PlatformOptions()
    options.processGroupID = 0
    // -B: do not write compiled files beside other people's modules.
    let arguments = ["-B", "-c", RuntimeRequest.start] + request.modules
    do {
      let result = try await Subprocess.run(
        .path(path(python)), arguments: Arguments(arguments), platformOptions: options,
        input: .inputWriter, output: .sequence, error: .sequence
      ) { execution in
        watch.began(execution.processIdentifier.value)
        defer { watch.ended() }
        let (writer, errors) = (execution.standardInputWriter, execution.standardError)
        return try await withThrowingTaskGroup(of: Void.self, returning: Bool.self) { group in
          // If Python ends before it has read everything, its output says why.
          group.addTask { _ = try? await writer.write(request.bytes) }
          group.addTask {
            for try await piece in errors { piece.withUnsafeBytes { watch.hearError($0) } }
          }
          var isTooMuch = false
          for try await piece in execution.standardOutput where !isTooMuch {
            if piece.withUnsafeBytes({ watch.hear($0) }) == .isTooMuch {
              isTooMuch = true
              watch.kill()
            }
          }
          try await group.waitForAll()
          return isTooMuch
        }
      }
      if result.closureResult { return .failure(.endless(python, limit: watch.limit)) }
      return .success(
        Outcome(
          output: String(decoding: watch.output, as: UTF8.self),
          errors: String(decoding: watch.errors, as: UTF8.self),
          status: words(for: result.terminationStatus)))
    } catch {
      return .failure(
        .broken(
          "'\(python.description.escapedForDisplay)' cannot be run: "
            + "\(error)".escapedForDisplay))
    }
  }

  /// How a process ended; nil for one that succeeded.
  private static func words(for status: TerminationStatus) -> String? {
    switch status {
    case .exited(0): nil
    case .exited(let code): "exit status \(code)"
    case .signaled(let signal): "ended by signal \(signal)"
    }
  }

  private static func path(_ path: ModelFormat.FilePath) -> SystemPackage.FilePath {
    let terminated = path.cString
    return SystemPackage.FilePath(platformString: terminated)
  }
}
