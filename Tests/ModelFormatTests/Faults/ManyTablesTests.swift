import Testing

@testable import ModelFormat

/// Very many tables: those that are there open, and those that are only shared do not.
@Suite struct ManyTablesTests {
  /// Schema: `Model.subgraphs` and `Model.buffers`.
  static let (subgraphs, buffers) = (2, 4)

  @Test func aMillionTablesOpen() throws {
    let count = 1_200_000
    var file = FlatBufferBytes()
    file.reserve(8 * count + 100)
    let root = file.appendRoot(fields: [Self.buffers])
    let vector = file.appendVector(count: count)
    file.setOffset(at: root[0], to: vector)
    // A vtable with no field, which all tables share.
    let vtable = file.end
    file.append(UInt16(4))
    file.append(UInt16(4))
    for i in 0..<count {
      file.setOffset(at: vector + 4 + 4 * i, to: file.end)
      file.append(Int32(file.end - vtable))
    }
    let model = Model(file: try ModelFile(bytes: file.bytes))
    #expect(model.buffers.count == count)
    #expect(model.buffers[count - 1].contents == nil)
    #expect(model.trailingByteCount == 0)
  }

  /// A vtable with room for 40 fields, as a newer schema may have, shared by 200,000 tables.
  @Test func aLongListOfFieldsSharedByManyTablesOpens() throws {
    let count = 200_000
    var file = FlatBufferBytes()
    let root = file.appendRoot(fields: [Self.buffers])
    let vector = file.appendVector(count: count)
    file.setOffset(at: root[0], to: vector)
    let vtable = file.end
    file.append(UInt16(4 + 2 * 40))
    file.append(UInt16(4))
    for _ in 0..<40 { file.append(UInt16(0)) }
    for i in 0..<count {
      file.setOffset(at: vector + 4 + 4 * i, to: file.end)
      file.append(Int32(file.end - vtable))
    }
    #expect(Model(file: try ModelFile(bytes: file.bytes)).buffers.count == count)
  }

  /// Two vectors of a million offsets, each to one table: 10^12 tensors in 8 MB.
  @Test func tablesSharedAMillionfoldTwiceDoNot() throws {
    let count = 1_000_000
    var file = FlatBufferBytes()
    let root = file.appendRoot(fields: [Self.subgraphs])
    let graphs = file.appendVector(count: count)
    file.setOffset(at: root[0], to: graphs)
    let graph = file.appendTable(fields: [0])
    for i in 0..<count { file.setOffset(at: graphs + 4 + 4 * i, to: graph) }
    let tensors = file.appendVector(count: count)
    file.setOffset(at: graph + 4, to: tensors)
    let tensor = file.appendTable(fields: [])
    for i in 0..<count { file.setOffset(at: tensors + 4 + 4 * i, to: tensor) }

    let bytes = file.bytes
    let clock = ContinuousClock()
    let start = clock.now
    let error = try #require(throws: Diagnostic.self) { try ModelFile(bytes: bytes) }
    #expect(error.code == .unfoldsTooFar)
    #expect(error.place.steps.first?.hasPrefix("subgraphs[") == true)
    #expect(clock.now - start < .seconds(20), "10^12 tables would take hours")
  }

  /// The attack without tables: one long list of numbers, or one long name, in every tensor.
  @Test(arguments: [("a shape", 0), ("a name", 3)])
  func longVectorsSharedDoNot(_ what: String, _ field: Int) throws {
    let count = 100_000
    var file = FlatBufferBytes()
    let root = file.appendRoot(fields: [Self.subgraphs])
    let graphs = file.appendVector(count: 1)
    file.setOffset(at: root[0], to: graphs)
    let graph = file.appendTable(fields: [0])
    file.setOffset(at: graphs + 4, to: graph)
    let tensors = file.appendVector(count: count)
    file.setOffset(at: graph + 4, to: tensors)
    let tensor = file.appendTable(fields: [field])
    for i in 0..<count { file.setOffset(at: tensors + 4 + 4 * i, to: tensor) }
    file.setOffset(at: tensor + 4, to: file.end)
    file.append(UInt32(100_000))
    for _ in 0..<100_004 { file.append(UInt32(0)) }

    let bytes = file.bytes
    let error = try #require(throws: Diagnostic.self) { try ModelFile(bytes: bytes) }
    #expect(error.code == .unfoldsTooFar, "\(what)")
  }

  /// Buffers may share their data: it is read in place, however often it is named.
  @Test func bytesSharedManyTimesOpen() throws {
    let count = 50_000
    var file = FlatBufferBytes()
    let root = file.appendRoot(fields: [Self.buffers])
    let vector = file.appendVector(count: count)
    file.setOffset(at: root[0], to: vector)
    var tables: [Int] = []
    for i in 0..<count {
      tables.append(file.appendTable(fields: [0]))
      file.setOffset(at: vector + 4 + 4 * i, to: tables[i])
    }
    for table in tables { file.setOffset(at: table + 4, to: file.end) }
    file.append(UInt32(1_000_000))
    for _ in 0..<250_000 { file.append(UInt32(7)) }

    let model = Model(file: try ModelFile(bytes: file.bytes))
    #expect(model.buffers[count - 1].contents?.count == 1_000_000)
  }
}
