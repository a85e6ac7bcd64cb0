import CFlatBuffers
import Foundation
import TestSupport
import Testing

/// The schema of TFLite Metadata inside the program, beside that of models.
@Suite struct MetadataSchemaTests {
  private func equalsOurs(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { cfb_metadata_schema_equals($0.baseAddress, $0.count) }
  }

  @Test func isWhatFlatcMakesNow() throws {
    let isEqual = equalsOurs(try Flatc.binaryMetadataSchema())
    #expect(isEqual, "run `make schema`")
  }

  @Test func isNotTheSchemaOfModels() throws {
    let isEqual = equalsOurs(try Flatc.binarySchema())
    #expect(!isEqual)
    #expect(cfb_metadata_root_table() > cfb_table_count())
    #expect(String(cString: cfb_table_name(cfb_metadata_root_table())) == "ModelMetadata")
  }

  /// Every table below the root, each with the longest way down to it: no field is of a form that the walk
  /// does not read, and none is deeper than it goes.
  @Test func hasOnlyFieldsThatTheWalkReads() {
    var depths: [Int32: Int] = [:]
    func visit(_ table: Int32, _ depth: Int) {
      guard depth < 32, depths[table, default: 0] < depth else { return }
      depths[table] = depth
      for field in SchemaEntries.fields(of: table) {
        #expect(field.kind != CFB_UNSUPPORTED, "\(String(cString: field.name))")
        switch field.kind {
        case CFB_TABLE, CFB_TABLE_VECTOR: visit(field.table, depth + 1)
        case CFB_UNION:
          for place in 0..<cfb_enum_value_count(field.enumeration) {
            let value = cfb_enum_value_at(field.enumeration, place)
            let member = cfb_union_table(field.enumeration, value)
            if member >= 0 { visit(member, depth + 1) }
          }
        default: break
        }
      }
    }
    visit(cfb_metadata_root_table(), 1)
    let names = Set(depths.keys.map { String(cString: cfb_table_name($0)) })
    #expect(names.isSuperset(of: ["TensorMetadata", "NormalizationOptions", "AssociatedFile"]))
    // ModelMetadata, SubGraphMetadata, TensorMetadata, ProcessUnit, the options, AssociatedFile.
    #expect(depths.values.max() == 6)
  }
}
