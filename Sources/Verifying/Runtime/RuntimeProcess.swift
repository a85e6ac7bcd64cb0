internal import ModelFormat
internal import Subprocess
internal import SystemPackage

/// The Python process that drives LiteRT.
enum RuntimeProcess {
  /// How it ended and what it said.
  struct Outcome {
    let output: String
    let errors: String
    let status: String?
  }

  /// Its own words, should Python itself fail; the runtime's go elsewhere.
  private static let errorLimit = 1 << 22

  /// Runs the driver to its end.
  ///
  /// Its input stays open meanwhile: should this process end, whatever ends it, the driver sees
  /// that and ends with its workers.
  static func run(
    _ python: ModelFormat.FilePath, _ request: RuntimeRequest
  ) async throws(RuntimeFailure) -> Outcome {
    // -B: no compiled files where somebody else's modules are.
    let arguments = ["-B", "-c", RuntimeRequest.start]
    do {
      let result = try await Subprocess.run(
        .path(path(python)), arguments: Arguments(arguments), input: .inputWriter,
        output: .sequence, error: .bytes(limit: errorLimit)
      ) { execution in
        // Where Python ended before it read all, its output says why.
        _ = try? await execution.standardInputWriter.write(request.bytes)
        var output: [UInt8] = []
        for try await piece in execution.standardOutput {
          piece.withUnsafeBytes { output.append(contentsOf: $0) }
        }
        return output
      }
      return Outcome(
        output: String(decoding: result.closureResult, as: UTF8.self),
        errors: String(decoding: result.standardError, as: UTF8.self),
        status: result.terminationStatus.isSuccess ? nil : "\(result.terminationStatus)")
    } catch {
      throw .broken(
        "'\(python.description.escapedForDisplay)' cannot be run: "
          + "\(error)".escapedForDisplay)
    }
  }

  private static func path(_ path: ModelFormat.FilePath) -> SystemPackage.FilePath {
    let terminated = path.bytes.map { CChar(bitPattern: $0) } + [0]
    return SystemPackage.FilePath(platformString: terminated)
  }
}
