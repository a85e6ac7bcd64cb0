import Foundation
import TestSupport
import Testing

/// `targets --model`: a line for each target, then each reason once; of several models, models x targets.
@Suite struct TargetsModelTests {
  private static let models = ["digits_int8", "digits_float32", "decomposed_folded_int8"]

  private struct Placement: Decodable {
    struct Detail: Decodable { let fix: String? }
    struct Operator: Decodable {
      let details: [Detail]
      let subgraph: Int
      let op: String
      let reasons: [String]
      let `operator`: Int
    }
    let target: String
    let operators: Int
    let mapped: Int
    let rejectsModel: Bool
    let segments: Int
    let blocked: [Operator]
    let conditional: [Operator]
    let unknown: [Operator]
  }

  private func placements(_ model: String) throws -> [Placement] {
    try placements(at: Places.fixture(model))
  }

  private func placements(at path: String) throws -> [Placement] {
    struct Document: Decodable { let targets: [Placement] }
    let outcome = try Program.tflens("targets", "--model", path, "--format", "json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Document.self, from: outcome.output).targets
  }

  /// The sections below the matrix, by target.
  private func sections(_ text: String) -> [String: [Substring]] {
    let parts = text.split(separator: "\n\n").dropFirst(2)
    return Dictionary(
      uniqueKeysWithValues: parts.map { part in
        let lines = part.split(separator: "\n")
        return (String(lines[0]), Array(lines.dropFirst()))
      })
  }

  @Test(arguments: models) func theMatrixHasALineForEachTarget(model: String) throws {
    let text = try Program.tflens("targets", "--model", Places.fixture(model)).text
    let matrix = try #require(text.split(separator: "\n\n").dropFirst().first)
    let rows = matrix.split(separator: "\n").dropFirst().map { $0.split(separator: " ") }
    let placements = try placements(model)
    #expect(rows.map { String($0[0]) } == placements.map(\.target))
    for (row, placement) in zip(rows, placements) {
      #expect(row[1...3].joined(separator: " ") == "\(placement.mapped) of \(placement.operators)")
      #expect(row.dropFirst(4).prefix(3).contains("\(placement.segments)"))
    }
  }

  @Test(arguments: models) func eachReasonStandsOnceWithAllItsOperators(model: String) throws {
    let text = try Program.tflens("targets", "--model", Places.fixture(model)).text
    let sections = sections(text)
    for placement in try placements(model) {
      let parts = [
        ("unsupported", placement.blocked), ("conditional", placement.conditional),
        ("unknown", placement.unknown),
      ]
      let lines = sections[placement.target] ?? []
      #expect(lines.isEmpty == parts.allSatisfy(\.1.isEmpty), "\(placement.target)")
      for (verdict, operators) in parts {
        let pairs = zip(lines, lines.dropFirst()).filter { $0.0.hasSuffix(" \(verdict)") }
        let reasons = pairs.map { String($0.1) }
        #expect(Set(reasons).count == reasons.count, "\(placement.target)")
        // Not once for each kind of operator.
        #expect(reasons.count { $0.contains("- no data for ") } <= 1, "\(placement.target)")
        // Every operator is listed, and no other.
        let listed = Set(pairs.flatMap { Self.indices(in: $0.0) })
        #expect(listed == Set(operators.map(\.operator)), "\(placement.target) \(verdict)")
      }
    }
  }

  /// The operators of `HARD_SWISH 3, 5 to 7; ADD 9 (5 operators) unsupported`, or `3 HARD_SWISH unsupported`.
  private static func indices(in line: Substring) -> [Int] {
    let list = line.split(separator: " (").first ?? ""
    var indices: [Int] = []
    var isRange = false
    for word in list.split(whereSeparator: { " ,;".contains($0) }) {
      if word == "to" { isRange = true }
      guard let index = Int(word) else { continue }
      indices += isRange ? Array((indices.last ?? index) + 1...index) : [index]
      isRange = false
    }
    return indices
  }

  /// The fix that is printed for a HARD_SWISH works at each of them.
  @Test func theFixOfHardSwishLeavesNone() throws {
    func blocked(_ placement: Placement) -> [Placement.Operator] {
      placement.blocked.filter { $0.op == "HARD_SWISH" }
    }
    var fixes: [String: Set<String>] = [:]
    for placement in try placements("digits_int8") {
      for fix in blocked(placement).flatMap(\.details).compactMap(\.fix) {
        fixes[fix, default: []].insert(placement.target)
      }
    }
    #expect(fixes.keys.contains { $0.hasPrefix("--split-hard-swish=") })
    try Places.withTemporaryFolder { folder in
      for (fix, targets) in fixes {
        let path = folder.appending(path: "\(fix).tflite").path
        let model = Places.fixture("digits_int8")
        let outcome = try Program.tflens("rewrite", model, "-o", path, "--quiet", fix)
        #expect(outcome.status == 0, "\(outcome.errorText)")
        for after in try placements(at: path) where targets.contains(after.target) {
          #expect(blocked(after).isEmpty, "\(after.target): \(fix)")
        }
      }
    }
  }

  @Test func severalModelsAreAMatrix() throws {
    let arguments = Self.models.flatMap { ["--model", Places.fixture($0)] }
    let outcome = try Program.run(Places.program, ["targets", "ethos_u85", "cmsis_nn"] + arguments)
    #expect(outcome.status == 0)
    let rows = outcome.text.split(separator: "\n").dropFirst(2)
    for (row, model) in zip(rows, Self.models) {
      let counts = try placements(model).filter { ["ethos_u85", "cmsis_nn"].contains($0.target) }
        .sorted { $0.target > $1.target }
        .map { $0.rejectsModel ? "rejected" : "\($0.mapped) of \($0.operators)" }
      let words = row.split(separator: " ").dropFirst().joined(separator: " ")
      #expect(words == counts.joined(separator: " "))
    }
  }

  @Test func theMatrixIsPrintedPastAModelThatCannotBeRead() throws {
    let arguments = ["--model", Places.fixture("digits_int8"), "--model", "missing.tflite"]
    let outcome = try Program.run(Places.program, ["targets", "ethos_u85"] + arguments)
    #expect(outcome.status == 3)
    #expect(outcome.text.contains("45 of 45"))
    #expect(outcome.errorText.contains("missing.tflite"))
    let json = try Program.run(
      Places.program, ["targets", "ethos_u85", "--format", "json"] + arguments)
    #expect(json.status == 3)
    let documents = try JSONSerialization.jsonObject(with: json.output) as? [[String: Any]]
    #expect(documents?.map { $0["error"] == nil } == [true, false])
  }

  /// Every target has its column, below where there is no room.
  @Test(arguments: [60, 80, 160]) func theMatrixHasEveryColumnOnATerminal(columns: Int) throws {
    let models = Array(repeating: "--model digits_int8.tflite", count: 33).joined(separator: " ")
    let shown = try Shell.onTerminal("\"$TFLENS\" targets \(models)", columns: columns)
    for target in try placements("digits_int8").map(\.target) {
      #expect(shown.split(separator: "\n").count { $0.contains(target) } == 1, "\(target)")
    }
  }
}
