import Foundation
import TestSupport

/// The tool's batch, and what tests read of its answers by other programs.
enum BatchProgram {
  private static let scripts = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Scripts")

  /// Where a script of the tests is.
  static func path(ofScript name: String) -> String {
    scripts.appending(path: "\(name).py").path
  }

  /// Runs a script in Python, which must end well.
  @discardableResult
  static func script(_ name: String, _ arguments: String...) throws -> String {
    let outcome = try Program.run(Places.python, [path(ofScript: name)] + arguments)
    guard outcome.status == 0 else { throw Failure(message: outcome.errorText) }
    return outcome.text
  }

  /// Why a script of the tests did not end well.
  struct Failure: Error { let message: String }

  /// Runs `tflens batch` in a folder.
  static func run(
    _ arguments: [String], in folder: URL, input: Data? = nil, environment: [String: String] = [:]
  ) throws -> Outcome {
    try Program.run(
      Places.program, ["batch"] + arguments, in: folder, input: input, environment: environment)
  }

  /// A record as `JSONSerialization` reads it.
  typealias Record = [String: Any]

  /// The records of NDJSON, in order.
  static func records(_ data: Data) throws -> [Record] {
    try data.split(separator: 0x0a).map { line in
      guard let record = try JSONSerialization.jsonObject(with: line) as? Record else {
        throw Failure(message: "not an object: \(String(decoding: line, as: UTF8.self))")
      }
      return record
    }
  }

  /// `status` and the code of `error` of each record, by id; a record more than once shows twice.
  static func answers(_ data: Data) throws -> [String: String] {
    var answers: [String: String] = [:]
    for record in try records(data) {
      let id = record["id"] as? String ?? "no id"
      let code = (record["error"] as? Record)?["code"] as? String
      let answer = [record["status"] as? String, code].compactMap(\.self).joined(separator: " ")
      answers[id] = answers[id].map { $0 + ", " + answer } ?? answer
    }
    return answers
  }

  /// The lines of a file, sorted.
  static func sortedLines(_ file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init).sorted()
  }
}
