import Testing

@testable import ModelFacts
@testable import ModelFormat

/// The table of operators beside the schema.
@Suite struct OperatorTraitsTests {
  /// An operator that the schema gains is in the table, or in the list of those of which nothing is
  /// known; neither has a name that the schema has not.
  @Test func hasEveryOperatorOfTheSchemaOnce() {
    let rows = OperatorTable.rows.map(\.name)
    #expect(Set(rows).count == rows.count)
    #expect(Set(rows).isDisjoint(with: OperatorTraits.unknown.keys))
    #expect(Set(rows).union(OperatorTraits.unknown.keys) == Set(BuiltinOperator.knownNames))
  }

  @Test func isFoundByCode() {
    for name in BuiltinOperator.knownNames {
      #expect(BuiltinOperator(name: name).map { $0.traits.builtin.name == name } == true)
    }
    for code: Int32 in [-1, .min, 10_000, .max] {
      #expect(BuiltinOperator(rawValue: code).traits.scales == nil)
    }
  }

  /// Every field that holds subgraph indices belongs to some operator: `SubgraphReferencesTests` holds
  /// the fields to the schema.
  @Test func knowsEveryFieldThatNamesASubgraph() {
    let named = Set(OperatorTable.rows.flatMap { $0.subgraphs.map(\.name) })
    #expect(named == Set(SubgraphReferences.fields.values.joined()))
  }

  /// Weights [out, h, w, in], [1, h, w, out], [out, in], [d, h, w, in, out] and [d, h, w, out, in]
  /// (LiteRT 8-bit quantization specification; LiteRT `kernels/conv3d.cc`,
  /// `kernels/conv3d_transpose.cc`).
  @Test(arguments: [
    ("CONV_2D", 0, 1, 2, 0), ("DEPTHWISE_CONV_2D", 0, 1, 2, 3), ("FULLY_CONNECTED", 0, 1, 2, 0),
    ("TRANSPOSE_CONV", 2, 1, 3, 0), ("CONV_3D", 0, 1, 2, 4), ("CONV_3D_TRANSPOSE", 2, 1, 3, 3),
  ])
  func hasTheOperandsOfLayers(
    _ name: String, _ input: Int, _ weights: Int, _ bias: Int, _ axis: Int
  ) throws {
    let matrix = try #require(BuiltinOperator(name: name)?.traits.matrix)
    #expect(matrix.input == input)
    #expect(matrix.weights == weights)
    #expect(matrix.bias == bias)
    #expect(matrix.channelAxis == .dimension(axis))
  }

  /// What passes codes on passes those of a data input: one that is not known as data could not be
  /// followed back.
  @Test func passesCodesOfKnownInputsOnly() {
    for op in OperatorTraits.operators(where: { $0.scales?.equalScales != nil }) {
      let isData = (0..<4).contains { op.traits.roles.isData($0) }
      #expect(isData, "\(op.name)")
    }
  }
}
