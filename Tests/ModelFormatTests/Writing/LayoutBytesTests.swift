import Foundation
import TestSupport
import Testing

@testable import ModelFormat

/// A model that is laid out reads as the file that it would be.
@Suite struct LayoutBytesTests {
  @Test(arguments: ["digits_int8", "outside_tables", "two_signatures"])
  func readsAsTheFileThatIsWritten(fixture: String) throws {
    try Places.withTemporaryFolder { folder in
      let source = try ModelFile.open(FilePath(Places.fixture(fixture)))
      let edited = try EditableModel(source)
      let path = FilePath(folder.appending(path: "m.tflite").path)
      try ModelWriter(edited).write(to: OutputFile(path, from: source, replacing: false))
      let written = try [UInt8](Data(contentsOf: folder.appending(path: "m.tflite")))

      let laidOut = LayoutBytes(try ModelLayout(edited))
      #expect(laidOut.count == written.count)
      var random = SeededGenerator(seed: 0x1a70)
      for _ in 0..<500 {
        let start = Int.random(in: 0..<written.count, using: &random)
        let count = Int.random(in: 1...min(5_000, written.count - start), using: &random)
        let found = [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
          filled = laidOut.read(from: start, into: UnsafeMutableRawBufferPointer(bytes))
        }
        #expect(found.elementsEqual(written[start..<start + count]), "\(count) from \(start)")
      }
    }
  }

  @Test func opensWithoutAFile() throws {
    let source = try ModelFile.open(FilePath(Places.fixture("digits_int8")))
    let opened = try ModelFile(EditableModel(source))
    let (old, new) = (Model(file: source), Model(file: opened))
    #expect(new.subgraphs[0].operators.map(\.builtin) == old.subgraphs[0].operators.map(\.builtin))
    for (a, b) in zip(old.subgraphs[0].tensors, new.subgraphs[0].tensors) {
      #expect(a.name?.text == b.name?.text)
      #expect(
        a.data?.scalars(of: UInt8.self).elementsEqual(
          b.data?.scalars(of: UInt8.self) ?? Scalars(file: opened, offset: 0, count: 0))
          ?? (b.data == nil))
    }
  }

  @Test func readsComputedDataPieceByPiece() throws {
    var edited = try EditableModel(ModelFile.open(FilePath(Places.fixture("digits_int8"))))
    let count = 3 << 20 | 5
    edited.root.buffers?[1].data = .computed(
      ComputedData(count: count) { offset, target in
        for i in target.indices { target[i] = UInt8(truncatingIfNeeded: (offset + i) &* 7) }
      })

    try Places.withTemporaryFolder { folder in
      let path = FilePath(folder.appending(path: "m.tflite").path)
      let writer = try ModelWriter(edited)
      try writer.write(to: OutputFile(path, from: edited.source, replacing: false))
      for file in [try ModelFile.open(path), try ModelFile(edited)] {
        let data = try #require(Model(file: file).buffers[1].contents)
        #expect(data.count == count)
        var offset = 0
        data.forEachChunk(of: 4_096) { chunk in
          #expect(
            chunk.enumerated().allSatisfy { $1 == UInt8(truncatingIfNeeded: (offset + $0) &* 7) })
          offset += chunk.count
        }
      }
    }
  }
}
