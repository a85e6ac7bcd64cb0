import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import Reporting

/// Ranges and histograms of constants, worked by hand; `InspectValuesTests` compares real weights with numpy.
@Suite struct TensorDistributionTests {
  private func distribution(
    _ type: String, shape: [Int], data: [UInt8], quantization: String = ""
  ) throws -> TensorDistribution? {
    let model = try Flatc.model(
      """
      {version: 3, operator_codes: [{builtin_code: "ABS"}], buffers: [{}, {data: \(data)}],
       subgraphs: [{inputs: [0], outputs: [0], operators: [],
         tensors: [{shape: \(shape), type: "\(type)", buffer: 1, \(quantization)}]}]}
      """)
    return TensorDistribution(Model(file: try ModelFile(bytes: model)).subgraphs[0].tensors[0])
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

  @Test func noDataHasNone() throws {
    #expect(try distribution("INT8", shape: [3], data: []) == nil)
    #expect(try distribution("STRING", shape: [1], data: [0, 0, 0, 0]) == nil)
    #expect(try distribution("INT8", shape: [3], data: [1, 2]) == nil, "too short")
  }
}
