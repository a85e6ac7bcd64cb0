import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import Auditing

@Suite struct WeightStatisticsTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let type: String
    let shape: [Int]
    let axis: Int
    let zeroPoints: [Int64]

    init(_ why: String, _ type: String, _ shape: [Int], axis: Int, zeroPoints: [Int64] = [0]) {
      testDescription = why
      (self.type, self.shape, self.axis, self.zeroPoints) = (type, shape, axis, zeroPoints)
    }
  }

  @Test(arguments: [
    Case("channels first, runs longer than a vector", "INT8", [3, 5, 5, 16], axis: 0),
    Case("runs shorter than a vector", "INT8", [7, 3, 3, 1], axis: 0),
    Case("runs that fill 16-bit sums", "INT8", [2, 10_007], axis: 0),
    Case("channels last, more rows than 16-bit sums hold", "INT8", [1, 29, 31, 5], axis: 3),
    Case("channels in the middle", "INT8", [3, 4, 6], axis: 1),
    Case("one code a channel", "INT8", [50, 1], axis: 0),
    Case("unsigned with a zero point", "UINT8", [4, 3, 3, 8], axis: 0, zeroPoints: [131]),
    Case("a zero point for each channel", "INT8", [2, 40], axis: 0, zeroPoints: [5, -7]),
    Case("a zero point outside the codes", "INT8", [2, 40], axis: 0, zeroPoints: [900]),
    Case("four bits, an odd number of them", "INT4", [3, 7], axis: 0),
    Case("four bits, channels last", "INT4", [1, 3, 3, 5], axis: 3),
  ])
  func areThoseOfPlainLoops(_ c: Case) throws {
    var random = SeededGenerator(seed: 0x5ca1e)
    let count = c.shape.reduce(1, *)
    let range: ClosedRange<Int> =
      c.type == "INT4" ? -8...7 : c.type == "UINT8" ? 0...255 : -128...127
    let codes = (0..<count).map { _ in Int.random(in: range, using: &random) }
    let statistics = try #require(try statistics(c, codes))

    let inner = c.shape[(c.axis + 1)...].reduce(1, *)
    for channel in 0..<c.shape[c.axis] {
      let mine = codes.indices.filter { $0 / inner % c.shape[c.axis] == channel }.map { codes[$0] }
      let given = Int(c.zeroPoints.count > 1 ? c.zeroPoints[channel] : c.zeroPoints[0])
      let zero = min(max(given, range.lowerBound), range.upperBound)
      let found = statistics.channels[channel]
      #expect(found.lowest == mine.min())
      #expect(found.highest == mine.max())
      #expect(found.positiveSum == Int64(mine.map { max($0 - zero, 0) }.reduce(0, +)))
      #expect(found.negativeSum == Int64(mine.map { min($0 - zero, 0) }.reduce(0, +)))
    }
    #expect(statistics.codesPerChannel == count / c.shape[c.axis])
    #expect(statistics.lowestCodeCount == codes.count { $0 == range.lowerBound })
  }

  @Test func extremesFillNoSum() throws {
    let codes = [Int](repeating: -128, count: 70_000) + [Int](repeating: 127, count: 70_000)
    let statistics = try #require(
      try statistics(Case("", "INT8", [2, 70_000], axis: 0), codes))
    #expect(statistics.channels.map(\.negativeSum) == [-8_960_000, 0])
    #expect(statistics.channels.map(\.positiveSum) == [0, 8_890_000])
    #expect(statistics.lowestCodeCount == 70_000)
  }

  /// A file past what is read whole, so that the data comes in several chunks.
  @Test func chunksMayEndAnywhere() throws {
    let shape = [3, 400_003]
    let codes = (0..<1_200_009).map { $0 % 251 - 125 }
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "m.tflite")
      let c = Case("", "INT8", shape, axis: 0)
      try Data(sketch(c, codes).bytes()).write(to: file)
      let model = Model(file: try ModelFile.open(FilePath(file.path)))
      let statistics = try #require(
        AuditContext(model).weightStatistics(of: model.subgraphs[0].tensors[0], axis: 0))
      for channel in 0..<3 {
        let mine = codes[(channel * shape[1])..<((channel + 1) * shape[1])]
        #expect(
          statistics.channels[channel].positiveSum == Int64(mine.map { max($0, 0) }.reduce(0, +)))
      }
    }
  }

  @Test(arguments: [
    ("data that is shorter than the shape", "INT8", [2, 3], 5),
    ("data that is longer", "INT8", [2, 3], 7), ("no 8-bit type", "INT16", [2, 3], 12),
    ("a dimension that is not known", "INT8", [-1, 3], 6), ("no elements", "INT8", [0, 3], 1),
    ("no such axis", "INT8", [], 1),
  ])
  func areNotMadeUp(_ why: String, type: String, shape: [Int], byteCount: Int) throws {
    var sketch = ModelSketch()
    sketch.tensors = [
      .init(
        name: "w", type: type, shape: shape, scales: [1], zeroPoints: [0],
        data: [UInt8](repeating: 1, count: byteCount))
    ]
    (sketch.ops, sketch.inputs, sketch.outputs) = ([], [], [])
    let model = try sketch.model()
    let tensor = model.subgraphs[0].tensors[0]
    #expect(AuditContext(model).weightStatistics(of: tensor, axis: 0)?.channels == nil)
  }

  private func sketch(_ c: Case, _ codes: [Int]) -> ModelSketch {
    var data = codes.map { UInt8(truncatingIfNeeded: $0) }
    if c.type == "INT4" {
      data = stride(from: 0, to: codes.count, by: 2).map { place in
        let high = place + 1 < codes.count ? codes[place + 1] : 0
        return UInt8(truncatingIfNeeded: codes[place] & 15 | high << 4)
      }
    }
    var sketch = ModelSketch()
    sketch.tensors = [
      .init(
        name: "w", type: c.type, shape: c.shape, scales: c.zeroPoints.map { _ in 1 },
        zeroPoints: c.zeroPoints, axis: c.axis, data: data)
    ]
    (sketch.ops, sketch.inputs, sketch.outputs) = ([], [], [])
    return sketch
  }

  private func statistics(_ c: Case, _ codes: [Int]) throws -> WeightStatistics? {
    let model = try sketch(c, codes).model()
    return AuditContext(model).weightStatistics(
      of: model.subgraphs[0].tensors[0], axis: c.axis)
  }
}
