import ModelFormat
import Targeting
import TestSupport
import Testing

/// Operators for which a compiler rejects the whole model.
@Suite struct ModelRejectionTests {
  private static let profile = """
    id: x
    name: X
    kind: generic
    evidence: declared
    sources: {S: a document}
    operators:
      RELU:
        supported: true
        source: S
        limits:
          - {types: [INT8], source: S}
          - {types: [INT8, INT16], rejects_model: true, source: S}
    """

  /// RELU on data of each type, one after the other in one subgraph.
  private func placement(_ types: String...) throws -> Placement {
    let tensors = types.flatMap { type in
      ["{shape: [1], type: \"\(type)\"}", "{shape: [1], type: \"\(type)\"}"]
    }
    let operators = types.indices.map { "{inputs: [\(2 * $0)], outputs: [\(2 * $0 + 1)]}" }
    let model = Model(
      file: try ModelFile(
        bytes: try Flatc.model(
          """
          {version: 3, operator_codes: [{builtin_code: "RELU"}], buffers: [{}],
           subgraphs: [{inputs: [0], outputs: [1], tensors: [\(tensors.joined(separator: ", "))],
             operators: [\(operators.joined(separator: ", "))]}]}
          """)))
    return Placement(of: model, on: try TargetProfile(yaml: Self.profile, file: "x.yaml"))
  }

  @Test func leavesAModelWithoutThemAlone() throws {
    let placement = try placement("INT8", "INT16", "INT8")
    #expect(placement.rejections.isEmpty)
    #expect(placement.operators.map(\.outcome.firstWord) == ["mapped", "blocked types", "mapped"])
  }

  @Test func oneOperatorDecidesForAll() throws {
    let placement = try placement("INT8", "FLOAT32", "INT16")
    #expect(placement.rejections.map(\.label) == ["operator 1 (RELU)"])
    #expect(placement.rejections.flatMap(\.reasons).map(\.allowed) == ["INT8 or INT16"])
    #expect(
      placement.operators.map(\.outcome.firstWord)
        == ["blocked model", "blocked types", "blocked types"])
    #expect(placement.coverage.mappedCount == 0)
    #expect(placement.coverage.segmentCount == 0)
    #expect(
      placement.operators[0].outcome.everyReason.map(\.message)
        == ["the compiler rejects the whole model because of operator 1 (RELU)"])
  }

  @Test func itMustBeTrueOrLeftOut() throws {
    let yaml = Self.profile.replacing("rejects_model: true", with: "rejects_model: false")
    let error = try #require(throws: Diagnostic.self) {
      try TargetProfile(yaml: yaml, file: "x.yaml")
    }
    #expect(error.code == .wrongValue)
  }
}
