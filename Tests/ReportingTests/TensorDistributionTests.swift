import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import Reporting

/// Ranges and histograms of constants, worked by hand; `InspectValuesTests` compares real weights with numpy.
@Suite struct TensorDistributionTests {
  private func model(
    _ type: String, shape: [Int], data: [UInt8], quantization: String = ""
  ) throws -> Model {
    let bytes = try Flatc.model(
      """
      {version: 3, operator_codes: [{builtin_code: "ABS"}], buffers: [{}, {data: \(data)}],
       subgraphs: [{inputs: [0], outputs: [0], operators: [],
         tensors: [{shape: \(shape), type: "\(type)", buffer: 1, \(quantization)}]}]}
      """)
    return Model(file: try ModelFile(bytes: bytes))
  }

  private func distribution(
    _ type: String, shape: [Int], data: [UInt8], quantization: String = ""
  ) throws -> TensorDistribution? {
    let model = try model(type, shape: shape, data: data, quantization: quantization)
    return TensorDistribution(model.subgraphs[0].tensors[0])
  }

  /// What `inspect --tensor 0` writes below the headline over the values.
  private func words(_ model: Model) throws -> [Substring] {
    var bytes: [UInt8] = []
    let output = OutputBuffer { bytes += $0 }
    let report = try InspectReport(
      model, path: FilePath("m.tflite"), selection: .init(tensor: .index(0)))
    try report.writeText(
      to: TextWriter(
        to: output, style: TextStyle(isColored: false, isUnicode: false), width: nil))
    try output.finish()
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return lines.drop { !$0.hasPrefix("Values of ") }.dropFirst().map { $0 }
  }

  private static func floats(_ numbers: [Float]) -> [UInt8] {
    numbers.flatMap { number in
      (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> ($0 * 8)) }
    }
  }

  @Test func codesBecomeRealNumbersOfTheirChannels() throws {
    let found = try #require(
      try distribution(
        "INT8", shape: [2, 2], data: [1, 254, 0, 4],
        quantization: "quantization: {scale: [0.5, 2], zero_point: [0, 0]}"))
    // 0.5, -1, 0, 8: a mean of 1.875, and squares of 65.25 in all.
    #expect((found.min, found.max) == (-1, 8))
    #expect(abs(found.mean - 1.875) < 1e-12)
    #expect(abs(found.deviation - (65.25 / 4 - 1.875 * 1.875).squareRoot()) < 1e-12)
    #expect((found.elementCount, found.zeroCount) == (4, 1))
    // Each part has 9/16 = 0.5625: -1 is in the first, 0 in the second, 0.5 in the third.
    #expect(found.counts == [1, 1, 1] + [Int](repeating: 0, count: 12) + [1])
  }

  @Test func whatIsNotFiniteIsCountedApart() throws {
    let found = try #require(
      try distribution("FLOAT32", shape: [4], data: Self.floats([.nan, 1, .infinity, 3])))
    #expect((found.notFiniteCount, found.min, found.max, found.mean) == (2, 1, 3, 2))
    #expect(found.counts.first == 1 && found.counts.last == 1)
    let none = try #require(try distribution("FLOAT32", shape: [1], data: Self.floats([.nan])))
    #expect(none.counts == [] && none.notFiniteCount == 1)
  }

  @Test func equalNumbersAreOnePart() throws {
    let found = try #require(try distribution("UINT8", shape: [3], data: [7, 7, 7]))
    #expect(found.counts == [3])
    #expect((found.min, found.max, found.deviation) == (7, 7, 0))
  }

  @Test func theWidestRangeDoesNotOverflow() throws {
    let largest = Float.greatestFiniteMagnitude
    let found = try #require(
      try distribution("FLOAT32", shape: [2], data: Self.floats([-largest, largest])))
    #expect(found.counts.first == 1 && found.counts.last == 1)
    #expect(found.edge(16) == Double(largest))
  }

  /// The mean of 3, 3, 3 and 7 is 4, and their deviation is the root of 12 / 4, in any unit.
  @Test(arguments: [1, 0x1p600, 0x1p1000, 0x1p1021])
  func largeNumbersHaveADeviation(unit: Double) throws {
    let data = [3, 3, 3, 7].flatMap { number in
      (0..<8).map { UInt8(truncatingIfNeeded: (number * unit).bitPattern >> ($0 * 8)) }
    }
    let found = try #require(try distribution("FLOAT64", shape: [4], data: data))
    #expect(found.mean == 4 * unit)
    #expect(abs(found.deviation / unit - 3.0.squareRoot()) < 1e-12)
  }

  /// The distance between the two is no double.
  @Test func oppositeExtremesHaveADeviation() throws {
    let largest = Double.greatestFiniteMagnitude
    let data = [-largest, largest].flatMap { number in
      (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> ($0 * 8)) }
    }
    let found = try #require(try distribution("FLOAT64", shape: [2], data: data))
    #expect((found.mean, found.deviation) == (0, largest))
  }

  @Test func noDataHasNone() throws {
    #expect(try distribution("INT8", shape: [3], data: []) == nil)
    #expect(try distribution("STRING", shape: [1], data: [0, 0, 0, 0]) == nil)
    #expect(try distribution("INT8", shape: [3], data: [1, 2]) == nil, "too short")
  }

  @Test func fewValuesHaveARowEach() throws {
    let bar = String(repeating: "#", count: 50)
    // Two codes a byte, the lower half first: 7, -8, 0, 7.
    let int4 = try model(
      "INT4", shape: [4], data: [0x87, 0x70],
      quantization: "quantization: {scale: [0.25], zero_point: [0]}")
    #expect(
      try words(int4).suffix(4) == [
        "  value  elements", "     -2         1  \(bar.prefix(25))",
        "      0         1  \(bar.prefix(25))", "   1.75         2  \(bar)",
      ])
    let bool = try model("BOOL", shape: [3], data: [0, 1, 1])
    #expect(
      try words(bool).suffix(3) == [
        "  value  elements", "      0         1  \(bar.prefix(25))", "      1         2  \(bar)",
      ])
    let bytes = try distribution("INT8", shape: [17], data: Array(0..<17))
    #expect(try #require(bytes).values == nil, "17 values: parts of the range")
  }

  @Test func aConstantWithoutNumbersSaysWhy() throws {
    let note = "  no histogram: "
    #expect(
      try words(model("STRING", shape: [1], data: [0, 0, 0, 0]))
        == [note + "elements of type STRING are not shown as numbers"])
    #expect(
      try words(model("INT8", shape: [0], data: [1])) == [note + "the tensor has no elements"])
    #expect(
      try words(model("INT8", shape: [3], data: [1]))
        == [note + "the shape needs 3 bytes, and 1 are stored"])
    #expect(try words(model("INT8", shape: [3], data: [])) == [], "no constant")
  }
}
