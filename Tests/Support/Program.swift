import Foundation
import Glibc

/// What a program printed, and how it ended.
public struct Outcome: Sendable {
  /// The exit status; negative is the signal that ended the program.
  public let status: Int32
  /// What stood on standard output.
  public let output: Data
  /// What stood on standard error.
  public let errors: Data

  /// Standard output as text.
  public var text: String { String(decoding: output, as: UTF8.self) }
  /// Standard error as text.
  public var errorText: String { String(decoding: errors, as: UTF8.self) }
}

/// Runs programs and waits for them.
public enum Program {
  /// Runs the tool under test.
  public static func tflens(
    _ arguments: String..., input: Data? = nil, environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(Places.program, arguments, input: input, environment: environment)
  }

  /// Runs any program, in `folder` where one is named.
  ///
  /// `environment` is added to this process's own. Each program computes in one thread, because another test runs beside it
  /// on the other core; the threads of numpy would also wait in a loop.
  public static func run(
    _ program: URL, _ arguments: [String], in folder: URL? = nil, input: Data? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = program
    process.currentDirectoryURL = folder
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["OPENBLAS_NUM_THREADS": "1"]) { $1 }.merging(environment) { $1 }

    // Files, not pipes: neither side can wait for the other.
    return try Places.withTemporaryFolder { folder in
      func file(_ name: String, _ content: Data = Data()) throws -> URL {
        let url = folder.appending(path: name)
        try content.write(to: url)
        return url
      }
      let output = try file("output")
      let errors = try file("errors")
      process.standardInput = try FileHandle(forReadingFrom: file("input", input ?? Data()))
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      try start(process)
      process.waitUntilExit()
      let signal = process.terminationReason == .uncaughtSignal
      return Outcome(
        status: signal ? -process.terminationStatus : process.terminationStatus,
        output: try Data(contentsOf: output), errors: try Data(contentsOf: errors))
    }
  }

  /// Starts a process that takes every signal.
  ///
  /// Threads that run tests block signals, and a process inherits that: no alarm could end it.
  private static func start(_ process: Process) throws {
    var none = sigset_t()
    var mine = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &mine)
    defer { pthread_sigmask(SIG_SETMASK, &mine, nil) }
    try process.run()
  }

  /// The program with this name on the PATH; nil where there is none.
  public static func find(_ name: String) -> URL? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").lazy.map { URL(filePath: String($0)).appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
