import CFlatBuffers
import Testing

@testable import ModelFormat

/// Which options name graphs: every field that says so in the schema, and no other.
@Suite struct SubgraphReferencesTests {
  @Test func areTheSchemasFieldsWithSubgraphInTheirName() {
    let members = ["BuiltinOptions", "BuiltinOptions2"].flatMap { name -> [Int32] in
      let union = SchemaEnum.named(name)
      return union.values.map { cfb_union_table(union.index, $0) }.filter { $0 >= 0 }
    }
    #expect(members.count > 100)

    var expected: [String: [String]] = [:]
    for table in members {
      let fields: [cfb_field] = (0..<cfb_field_count(table)).map { cfb_field_at(table, $0) }
      let names = fields.filter(holdsIntegers).map { String(cString: $0.name) }
        .filter { $0.contains("subgraph") }
      if !names.isEmpty { expected[String(cString: cfb_table_name(table))] = names }
    }
    #expect(SubgraphReferences.fields == expected)
  }

  @Test func areFoundInTheSchemasOrder() throws {
    let json = IndexCheckTests.options("If", "then_subgraph_index: 0, else_subgraph_index: 0")
    let found = SubgraphReferences.of(try SmallModel.open(json).subgraphs[0].operators[0])
    #expect(found.map(\.name) == ["then_subgraph_index", "else_subgraph_index"])
    #expect(found.map(\.index) == [0, 0])
    #expect(try SmallModel.open(json).subgraphs[0].operators[0].calledSubgraphs == [0, 0])
  }

  @Test func ofMostOperatorsAreNone() throws {
    let json = IndexCheckTests.options("Conv2D", "stride_w: 3")
    #expect(SubgraphReferences.of(try SmallModel.open(json).subgraphs[0].operators[0]).isEmpty)
  }

  private func holdsIntegers(_ field: cfb_field) -> Bool {
    guard field.kind == CFB_SCALAR || field.kind == CFB_SCALAR_VECTOR else { return false }
    return ![CFB_BOOL, CFB_FLOAT32, CFB_FLOAT64].contains(field.scalar)
  }
}
