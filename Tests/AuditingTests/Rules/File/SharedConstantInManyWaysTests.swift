import ModelFormat
import TestSupport
import Testing

@testable import Auditing

@Suite struct SharedConstantInManyWaysTests {
  /// Operators whose weights share one buffer, each with a zero point of its own where `differ`.
  private func model(operators: Int, side: Int, differ: Bool) throws -> Model {
    let data = Array(repeating: "1", count: side * side).joined(separator: ", ")
    let steps = (0..<operators).map { "{inputs: [0, \(1 + 2 * $0)], outputs: [\(2 + 2 * $0)]}" }
    let tensors = (0..<operators).map { index in
      """
      {type: "INT8", shape: [\(side), \(side)], buffer: 1,
       quantization: {scale: [0.01], zero_point: [\(differ ? index - 100 : 0)]}},
      {type: "INT8", shape: [1, \(side)], quantization: {scale: [0.05], zero_point: [0]}}
      """
    }
    let bytes = try Flatc.model(
      """
      {version: 3, operator_codes: [{deprecated_builtin_code: 9, builtin_code: "FULLY_CONNECTED"}],
       buffers: [{}, {data: [\(data)]}],
       subgraphs: [{inputs: [0], outputs: [2], operators: [\(steps.joined(separator: ", "))],
         tensors: [{type: "INT8", shape: [1, \(side)], quantization: {scale: [0.1], zero_point: [0]}},
           \(tensors.joined(separator: ", "))]}]}
      """)
    return Model(file: try ModelFile(bytes: bytes))
  }

  private func findings(operators: Int, side: Int, differ: Bool) throws -> [Finding] {
    try RuleCase.findings(
      of: "shared-constant-in-many-ways",
      in: model(operators: operators, side: side, differ: differ))
  }

  @Test func firesWhereTheSameWeightsAreReadInHundredsOfWays() throws {
    let found = try findings(operators: 100, side: 200, differ: true)
    #expect(found.map(\.rule.id) == ["F017"])
    #expect(found.first?.place.subgraph == 0)
    try RuleGolden.check(
      "shared-constant-in-many-ways",
      case: "a hundred operators read the same weights, each in its own way",
      in: model(operators: 100, side: 200, differ: true))
  }

  @Test func aNearMissIsThatTheyAreReadInOneWay() throws {
    #expect(try findings(operators: 100, side: 200, differ: false).isEmpty)
  }

  @Test func itDoesNotApplyToAFewSmallOnes() throws {
    #expect(try findings(operators: 100, side: 10, differ: true).isEmpty)
  }

  /// Rules say nothing of weights that they do not read: each zero point that is read has its finding.
  @Test func noFindingRestsOnWeightsThatAreNotRead() throws {
    let (operators, side) = (100, 200)
    let data = Array(repeating: "1", count: side * side).joined(separator: ", ")
    let steps = (0..<operators).map { "{inputs: [0, \(1 + 2 * $0)], outputs: [\(2 + 2 * $0)]}" }
    let scales = (0..<side).map { $0 == 0 ? "1e-9" : "0.01" }.joined(separator: ", ")
    let tensors = (0..<operators).map { index in
      let zeroPoints = Array(repeating: "\(index + 2)", count: side).joined(separator: ", ")
      return """
        {type: "INT8", shape: [\(side), \(side)], buffer: 1,
         quantization: {scale: [\(scales)], zero_point: [\(zeroPoints)]}},
        {type: "INT8", shape: [1, \(side)], quantization: {scale: [1e15], zero_point: [0]}}
        """
    }
    let model = Model(
      file: try ModelFile(
        bytes: Flatc.model(
          """
          {version: 3,
           operator_codes: [{deprecated_builtin_code: 9, builtin_code: "FULLY_CONNECTED"}],
           buffers: [{}, {data: [\(data)]}],
           subgraphs: [{inputs: [0], outputs: [2], operators: [\(steps.joined(separator: ", "))],
             tensors: [
               {type: "INT8", shape: [1, \(side)], quantization: {scale: [0.1], zero_point: [0]}},
               \(tensors.joined(separator: ", "))]}]}
          """)))
    for rule in ["vanishing-rescale-factor", "channel-scale-spread"] {
      let rules = try RuleSelection(select: [rule, "shared-constant-in-many-ways"], ignore: [])
      let audit = Audit(rules, today: CalendarDate(secondsSince1970: 0))
      let found = audit.run(model, path: FilePath("m")).findings
      let skipped = try #require(found.first { $0.rule.id == "F017" }?.values.first?.content)
      guard case .integer(let count) = skipped else { throw CancellationError() }
      #expect(count > 0 && count < operators)
      #expect(found.count { $0.rule.name == rule } == operators - Int(count), "\(rule)")
    }
  }
}
