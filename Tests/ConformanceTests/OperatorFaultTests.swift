import Foundation
import TestSupport
import Testing

/// One-operator models with drawn faults: what audits say of element types, absent inputs and options
/// beside what LiteRT makes of them.
@Suite struct OperatorFaultTests {
  struct Answer: Decodable, Sendable {
    let kind: String
    let runs, isSlow: Bool
  }

  /// The rules that speak of these faults; others may speak of what comes with them.
  private static let rules = ["types": "G024", "absent": "G020", "options": "G021"]

  @Test func auditsAndLiteRTAgreeOnOneOperator() throws {
    let (answers, errors) = try Places.withTemporaryFolder { try Self.ask(in: $0) }
    var rejected: [String: Int] = [:]
    var found: [String: Int] = [:]
    for (name, answer) in answers where !answer.isSlow {
      let said = errors[name, default: []]
      let rule = Self.rules[answer.kind, default: ""]
      if answer.runs {
        #expect(!said.contains(rule), "LiteRT runs \(name)")
      } else {
        rejected[answer.kind, default: 0] += 1
        found[answer.kind, default: 0] += said.isEmpty ? 0 : 1
        if said.isEmpty { print("audit: LiteRT rejects \(name), and no error is found") }
      }
    }
    for (kind, count) in rejected {
      let share = Double(found[kind, default: 0]) / Double(count)
      print("audit: \(kind): \(found[kind, default: 0]) of \(count) models that LiteRT rejects")
      #expect(share >= 0.97, "\(kind); \(Seed.note)")
    }
  }

  /// What LiteRT and the audit make of the models.
  private static func ask(
    in folder: URL
  ) throws -> (answers: [String: Answer], errors: [String: Set<String>]) {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Oracles/draw_operators.py")
    let seed = "\(Seed.value % 1_000_000)"
    let run = try Program.run(Places.python, ["-B", script.path, folder.path, seed, "1000"])
    try #require(run.status == 0, "\(run.errorText)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let answers = try decoder.decode([String: Answer].self, from: Data(run.text.utf8))
    try #require(answers.count == 1000)
    return (answers, try errors(of: answers.keys.sorted(), in: folder))
  }

  /// The rules behind the errors of each model.
  private static func errors(of names: [String], in folder: URL) throws -> [String: Set<String>] {
    let audit = try Program.run(Places.program, ["audit", "--format", "csv"] + names, in: folder)
    var errors: [String: Set<String>] = [:]
    for line in audit.text.split(whereSeparator: \.isNewline).dropFirst() {
      let fields = line.split(separator: ",", maxSplits: 4).map(String.init)
      guard fields.count > 3, fields[3] == "error" else { continue }
      // LiteRT runs such weights, and computes something else: `WeightTypesTests` holds what audits say of them.
      guard !line.contains("weights as another type") else { continue }
      errors[fields[0], default: []].insert(fields[1])
    }
    return errors
  }
}
