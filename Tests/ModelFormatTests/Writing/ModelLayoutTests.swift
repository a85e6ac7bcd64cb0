import Foundation
import TestSupport
import Testing

@testable import ModelFormat

/// Where things stand in a written file; flatc says whether they are still the same.
@Suite struct ModelLayoutTests {
  /// Models of every kind of field, and the reason for each.
  static let models = [
    ("every table with a view", SmallModel.everything),
    ("no buffers at all", SmallModel.json(buffers: "")),
    ("names that are empty", SmallModel.json(subgraph: "name: \"\",")),
    (
      "vectors of 8-byte numbers behind odd lengths",
      SmallModel.json(
        model: "description: \"abc\",",
        tensor: "quantization: {zero_point: [1, -2, 3], scale: [1, 2, 3]}")
    ),
    (
      "numbers of 2 bytes, an odd count",
      SmallModel.json(
        tensor: """
          sparsity: {dim_metadata: [{format: SPARSE_CSR, array_segments_type: "Uint16Vector",
            array_segments: {values: [1, 2, 3]}, array_indices_type: "Uint8Vector",
            array_indices: {values: [5]}}]}
          """)
    ),
  ]

  @Test(arguments: models.indices)
  func flatcReadsTheSame(index: Int) throws {
    let (why, json) = Self.models[index]
    let source = try Flatc.model(json)
    let written = try Written.bytes(of: EditableModel(ModelFile(bytes: source)))
    #expect(try flatc(written) == flatc(source), "\(why)")
    #expect(try Written.bytes(of: EditableModel(ModelFile(bytes: written))) == written, "\(why)")
  }

  /// The placement that a model past 2 GiB gets, here past 1 KiB.
  @Test func dataGoesOutsideWhereTheInsideIsTooLarge() throws {
    let source = try ModelFile.open(FilePath(Places.fixture("digits_int8")))
    let model = try EditableModel(source)
    let inside = try ModelLayout(model)
    let tables = try ModelLayout(model, reach: inside.byteCount - 1)
    let bytes = try Written.bytes(of: tables, from: source)
    let file = try ModelFile(bytes: bytes)
    let (old, new) = (Model(file: source), Model(file: file))
    #expect(new.buffers.count { $0.isOutsideTables } > 40)
    for (a, b) in zip(old.buffers, new.buffers) {
      #expect(
        a.contents.map { Array($0.scalars(of: UInt8.self)) }
          == b.contents.map { Array($0.scalars(of: UInt8.self)) })
      #expect(b.outside.map { $0.offset.isMultiple(of: 16) } ?? true)
    }
    // It stays there, in the same bytes.
    #expect(try Written.bytes(of: EditableModel(file)) == bytes)
  }

  @Test func tablesThatAreTooLargeAreAnError() throws {
    let model = try EditableModel(ModelFile(bytes: Flatc.model(SmallModel.everything)))
    #expect(throws: Diagnostic.tablesTooLarge(0, allowed: 0)) {
      try ModelLayout(model, reach: 100)
    }
  }

  @Test func customOptionsGoOutsideAndComeBackAsTheyWere() throws {
    let options = Array(0..<UInt8(200))
    let json = SmallModel.everything.replacing("[9, 8, 7]", with: "\(options)")
    let source = try ModelFile(bytes: Flatc.model(json))
    let model = try EditableModel(source)
    let reach = try ModelLayout(model).byteCount - 1
    let written = try Written.bytes(of: ModelLayout(model, reach: reach), from: source)
    let op = Model(file: try ModelFile(bytes: written)).subgraphs[0].operators[1]
    #expect(op.largeCustomOptions != nil)
    #expect(op.customOptions.map { Array($0.scalars(of: UInt8.self)) } == options)
  }

  @Test func dataIsAlignedAndSharedDataStaysShared() throws {
    var model = try EditableModel(ModelFile(bytes: Flatc.model(SmallModel.everything)))
    var buffers = try #require(model.root.buffers)
    buffers.append(buffers[1])
    model.root.buffers = buffers
    let written = Model(file: try ModelFile(bytes: Written.bytes(of: model)))
    let places = written.buffers.compactMap {
      $0.contents?.count ?? 0 > 0 ? $0.contents?.offset : nil
    }
    #expect(places.count == 2 && Set(places).count == 1)
    #expect(places.allSatisfy { $0.isMultiple(of: 16) })
    #expect(written.buffers[2].contents?.count == 0)
  }

  @Test func newDataIsWritten() throws {
    var model = try EditableModel(ModelFile(bytes: Flatc.model(SmallModel.everything)))
    let weights = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    model.root.buffers?[2].data = .bytes(weights)
    let written = Model(file: try ModelFile(bytes: Written.bytes(of: model)))
    #expect(written.buffers[2].contents.map { Array($0.scalars(of: UInt8.self)) } == weights)
  }

  /// What the schema asks for is no more than what every vector of its kind gets.
  @Test func theSchemaForcesNoLargerAlignment() throws {
    let schema = try String(
      contentsOf: Places.project.appending(path: "schema/tflite.fbs"), encoding: .utf8)
    let forced = schema.matches(of: #/\[(\w+)\]\s*\(force_align: (\d+)\)/#)
    #expect(forced.count == 4)
    for match in forced {
      let allowed = match.1 == "ubyte" ? ModelLayout.alignment : 4
      #expect(Int(match.2) ?? .max <= allowed, "\(match.0)")
    }
  }

  private func flatc(_ bytes: [UInt8]) throws -> String {
    try Places.withTemporaryFolder { folder in
      let path = folder.appending(path: "m.tflite")
      try Data(bytes).write(to: path)
      return String(decoding: try Flatc.json(of: path), as: UTF8.self)
    }
  }
}
