import Foundation
import TestSupport
import Testing

/// The scripts that ask a real runtime about the memory of models.
enum MemoryOracle {
  /// The answers of a script, a line of JSON for each model.
  static func ask<Answer: Decodable>(
    _ script: String, _ arguments: [String]
  ) throws -> [Answer] {
    let run = try Program.run(Places.python, ["-B", path(script)] + arguments)
    try #require(run.status == 0, "\(run.errorText)")
    return try run.text.split(separator: "\n").map {
      try JSONDecoder().decode(Answer.self, from: Data($0.utf8))
    }
  }

  /// The path of a script.
  static func path(_ script: String) -> String {
    Places.project.appending(path: "Tests/MemoryPlanningTests/Oracles/\(script)").path
  }
}
