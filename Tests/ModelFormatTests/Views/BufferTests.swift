import Foundation
import TestSupport
import Testing

@testable import ModelFormat

/// Data behind the tables, as in files past 2 GiB.
@Suite struct BufferTests {
  /// What `outside_tables.py --gap` leaves unwritten to pass 2.3 GiB.
  static let gap = 2_469_606_195 / 16 * 16

  /// `digits_int8` is the same model with the same data inside its tables.
  @Test func outsideDataIsReadWhereItLies() throws {
    let outside = Model(file: try open("outside_tables"))
    let inside = Model(file: try open("digits_int8"))
    let constants = try compare(outside, inside)
    #expect(constants == 46)
    #expect(outside.buffers.count { $0.isOutsideTables } == 46)
    #expect(inside.buffers.count { $0.isOutsideTables } == 0)
    #expect(outside.trailingByteCount == 0)
  }

  @Test func dataPast2GiBIsReadWhereItLies() throws {
    let source = try Data(contentsOf: Places.fixtures.appending(path: "outside_tables.tflite"))
    let near = Model(file: try ModelFile(bytes: [UInt8](source)))
    var tables = [UInt8](source)
    let offsets = try near.buffers.compactMap { buffer in
      try buffer.outside.map { range in
        let place = try place(of: range.offset, in: buffer, tables)
        write(range.offset + UInt64(Self.gap), to: &tables, at: place)
        return Int(range.offset)
      }
    }
    let first = try #require(offsets.min())

    try Places.withTemporaryFolder { folder in
      let path = folder.appending(path: "far.tflite")
      // Nothing is written in between: the file has a hole there, which takes no space.
      try Data(tables[..<first]).write(to: path)
      let file = try FileHandle(forWritingTo: path)
      try file.seek(toOffset: UInt64(first + Self.gap))
      try file.write(contentsOf: Data(tables[first...]))
      try file.close()

      let far = Model(file: try ModelFile.open(FilePath(path.path)))
      #expect(far.file.byteCount == source.count + Self.gap)
      #expect(try compare(far, near) == 46)
      #expect(far.buffers.compactMap(\.outside).allSatisfy { $0.offset > 2_469_000_000 })
      #expect(far.trailingByteCount == 0)
      let record = Record(root: far.file)
      guard case .records(let buffers)? = record.value(try #require(record.field(named: "buffers")))
      else {
        Issue.record("no buffers")
        return
      }
      #expect(buffers.count { $0.dataOutsideTables?.name == "data" } == 46)
    }
  }

  /// Tensor by tensor; gives the number of constants.
  private func compare(_ a: Model, _ b: Model) throws -> Int {
    var constants = 0
    try #require(a.subgraphs.count == b.subgraphs.count)
    for (x, y) in zip(a.subgraphs[0].tensors, b.subgraphs[0].tensors) {
      #expect(x.name?.text == y.name?.text)
      #expect((x.data == nil) == (y.data == nil))
      guard let ours = x.data, let theirs = y.data else { continue }
      constants += 1
      let equal = ours.scalars(of: UInt8.self).elementsEqual(theirs.scalars(of: UInt8.self))
      #expect(equal, "\(x.name?.text ?? "")")
    }
    return constants
  }

  private func open(_ name: String) throws -> ModelFile {
    try ModelFile.open(FilePath(Places.fixtures.appending(path: "\(name).tflite").path))
  }

  /// Where the table, which starts with the distance to its vtable, stores the number.
  private func place(of number: UInt64, in buffer: Buffer, _ bytes: [UInt8]) throws -> Int {
    let start = Int(buffer.table.offset)
    let wanted = (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    return try #require((start + 4..<start + 32).first { bytes[$0...].starts(with: wanted) })
  }

  private func write(_ number: UInt64, to bytes: inout [UInt8], at place: Int) {
    for i in 0..<8 { bytes[place + i] = UInt8(truncatingIfNeeded: number >> (8 * i)) }
  }
}
