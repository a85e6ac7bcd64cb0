import CFlatBuffers
import Foundation
import TestSupport
import Testing

/// The compiled schema inside the program, which flatc made from schema/tflite.fbs.
@Suite struct BinarySchemaTests {
  @Test func isWhatFlatcMakesNow() throws {
    let isEqual = equalsOurs(try Flatc.binarySchema())
    #expect(isEqual, "run `make schema`")
  }

  struct Edit: CustomTestStringConvertible {
    let testDescription: String
    let old, new: String

    init(_ why: String, _ old: String, _ new: String) {
      (testDescription, self.old, self.new) = (why, old, new)
    }
  }

  @Test(arguments: [
    Edit("another name at the same place", "signature_key: string;", "signature_name: string;"),
    Edit("one field more", "external_buffers: [", "more: int;\n  external_buffers: ["),
    Edit("one field less", "  external_buffers: [ExternalBuffer];\n", ""),
    Edit("another width", "tensor_index: uint;", "tensor_index: ulong;"),
    Edit("another default", "pot_scale_int16: bool = true;", "pot_scale_int16: bool = false;"),
    Edit("a field that is no longer deprecated", " (deprecated)", ""),
    Edit("a value more", "BOOL = 6,", "BOOL = 6,\n  MORE = 100,"),
    Edit("another value", "FLOAT8_E5M2 = 22,", "FLOAT8_E5M2 = 23,"),
    Edit(
      "a union in another order", "Int32Vector,\n  Uint16Vector,", "Uint16Vector,\n  Int32Vector,"),
    Edit("one table more", "root_type Model;", "table More {}\nroot_type Model;"),
    Edit("another root", "root_type Model;", "root_type SubGraph;"),
  ])
  func isNotWhatAChangedSchemaMakes(_ edit: Edit) throws {
    let file = Places.project.appending(path: "schema/tflite.fbs")
    let text = try String(contentsOf: file, encoding: .utf8)
    let changed = text.replacingOccurrences(of: edit.old, with: edit.new)
    try #require(changed != text, "the schema does not say '\(edit.old)' any more")
    let isEqual = equalsOurs(try compile(changed))
    #expect(!isEqual)
  }

  @Test func isNotBytesThatAreNoSchema() throws {
    let whole = try Flatc.binarySchema()
    for count in [0, 1, 4, 8, 100, whole.count / 2, whole.count - 8] {
      let isEqual = equalsOurs(Array(whole.prefix(count)))
      #expect(!isEqual, "cut at \(count)")
    }
    let isEqual = equalsOurs([UInt8](repeating: 0xff, count: 4096))
    #expect(!isEqual)
  }

  @Test func hasOnlyFieldsThatTheWalkReads() {
    for table in 0..<cfb_table_count() {
      for field in SchemaEntries.fields(of: table) {
        let name = "\(String(cString: cfb_table_name(table))).\(String(cString: field.name))"
        #expect(field.kind != CFB_UNSUPPORTED, "\(name)")
      }
    }
  }

  /// verify.cc bounds its recursion at 32 and says why: no path through the schema is longer.
  @Test func nestsFarLessDeepThanTheWalkGoes() throws {
    let depth = try depth(below: cfb_root_table(), through: [])
    #expect(depth > 3)
    #expect(depth < 32)
  }

  /// The tables on the longest way down from a table, itself included.
  private func depth(below table: Int32, through: [Int32]) throws -> Int {
    struct Recursive: Error { let path: [String] }
    guard !through.contains(table) else {
      throw Recursive(path: through.map { String(cString: cfb_table_name($0)) })
    }
    let children = SchemaEntries.fields(of: table).flatMap { field -> [Int32] in
      switch field.kind {
      case CFB_TABLE, CFB_TABLE_VECTOR: [field.table]
      case CFB_UNION:
        (0..<cfb_enum_value_count(field.enumeration))
          .map { cfb_union_table(field.enumeration, cfb_enum_value_at(field.enumeration, $0)) }
          .filter { $0 >= 0 }
      default: []
      }
    }
    return try 1 + (children.map { try depth(below: $0, through: through + [table]) }.max() ?? 0)
  }

  private func equalsOurs(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { cfb_schema_equals($0.baseAddress, $0.count) }
  }

  private func compile(_ schema: String) throws -> [UInt8] {
    let flatc = try #require(Program.find("flatc"))
    return try Places.withTemporaryFolder { folder in
      let source = folder.appending(path: "changed.fbs")
      try Data(schema.utf8).write(to: source)
      let outcome = try Program.run(
        flatc, ["--binary", "--schema", "-o", folder.path, source.path])
      #expect(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
      return [UInt8](try Data(contentsOf: folder.appending(path: "changed.bfbs")))
    }
  }
}
