import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import Comparing

/// How far constants are apart, worked by hand.
@Suite struct WeightFiguresTests {
  private static func model(
    type: String, quantization: String, data: [UInt8], shape: String = "[2, 2]"
  ) throws -> Model {
    let list = data.map(String.init).joined(separator: ", ")
    let json = """
      {version: 3, operator_codes: [{builtin_code: "ADD"}], buffers: [{}, {data: [\(list)]}],
       subgraphs: [{inputs: [0], outputs: [2], operators: [{inputs: [0, 1], outputs: [2]}],
         tensors: [{type: "\(type)", shape: \(shape), name: "x"},
           {type: "\(type)", shape: \(shape), buffer: 1, name: "w" \(quantization)},
           {type: "\(type)", shape: \(shape), name: "y"}]}]}
      """
    return Model(file: try ModelFile(bytes: Flatc.model(json)))
  }

  private static func figures(_ a: Model, _ b: Model) throws -> WeightFigures {
    let comparison = ModelComparison(a, b)
    #expect(comparison.weights.count == 1)
    return try #require(comparison.weights.first?.figures)
  }

  @Test func perTensorCodes() throws {
    let scale = ", quantization: {scale: [0.5], zero_point: [1]}"
    let a = try Self.model(type: "INT8", quantization: scale, data: [2, 3, 4, 255])
    let b = try Self.model(type: "INT8", quantization: scale, data: [2, 3, 8, 0])
    let figures = try Self.figures(a, b)
    // Codes 2, 3, 4, -1 and 2, 3, 8, 0; real 0.5, 1, 1.5, -1 and 0.5, 1, 3.5, -0.5.
    #expect(figures.elementCount == 4 && figures.changedCount == 2)
    #expect(figures.codes?.largest == 4 && figures.codes?.mean == 1.25)
    #expect(figures.real?.largest == 2 && figures.real?.mean == 0.625)
    let expected = 10 * log10((0.25 + 1 + 2.25 + 1) / (4 + 0.25))
    #expect(abs((figures.signalToNoise ?? 0) - expected) < 1e-12)
  }

  /// Longer runs of one scale are added up in another way: these are the numbers above, ten times.
  @Test(arguments: ["INT8", "UINT8"]) func aLongRunHasTheSameFigures(type: String) throws {
    let isSigned = type == "INT8"
    let scale = ", quantization: {scale: [0.5], zero_point: [\(isSigned ? 1 : 129)]}"
    func data(_ codes: [Int]) -> [UInt8] {
      let bytes = codes.map { UInt8(truncatingIfNeeded: isSigned ? $0 : $0 + 128) }
      return Array(repeatElement(bytes, count: 10).joined())
    }
    let a = try Self.model(
      type: type, quantization: scale, data: data([2, 3, 4, -1]), shape: "[4, 10]")
    let b = try Self.model(
      type: type, quantization: scale, data: data([2, 3, 8, 0]), shape: "[4, 10]")
    let figures = try Self.figures(a, b)
    #expect(figures.elementCount == 40 && figures.changedCount == 20)
    #expect(figures.codes?.largest == 4 && figures.codes?.mean == 1.25)
    #expect(figures.real?.largest == 2 && figures.real?.mean == 0.625)
    let expected = 10 * log10((0.25 + 1 + 2.25 + 1) / (4 + 0.25))
    #expect(abs((figures.signalToNoise ?? 0) - expected) < 1e-12)
  }

  @Test func perChannelCodesAlongTheLastAxis() throws {
    let scales =
      ", quantization: {scale: [0.5, 2], zero_point: [0, 0], quantized_dimension: 1}"
    let a = try Self.model(type: "INT8", quantization: scales, data: [1, 1, 1, 1])
    let b = try Self.model(type: "INT8", quantization: scales, data: [1, 1, 3, 4])
    let figures = try Self.figures(a, b)
    // The third element is of channel 0, the fourth of channel 1: 2 x 0.5 and 3 x 2.
    #expect(figures.real?.largest == 6 && figures.real?.mean == 1.75)
    #expect(figures.codes?.largest == 3)
  }

  @Test func perChannelCodesAlongTheFirstAxisWithOtherScales() throws {
    func scales(_ list: String) -> String {
      ", quantization: {scale: [\(list)], zero_point: [0, 0], quantized_dimension: 0}"
    }
    let a = try Self.model(type: "INT8", quantization: scales("0.5, 2"), data: [1, 2, 3, 4])
    let b = try Self.model(type: "INT8", quantization: scales("0.5, 4"), data: [1, 4, 3, 1])
    // 0.5, 1, 6, 8 and 0.5, 2, 12, 4.
    let figures = try Self.figures(a, b)
    #expect(figures.changedCount == 2 && figures.codes?.largest == 3)
    #expect(figures.codes?.mean == 1.25)
    #expect(figures.real?.largest == 6 && figures.real?.mean == 2.75)
    let expected = 10 * log10((0.25 + 1 + 36 + 64) / (1 + 36 + 16))
    #expect(abs((figures.signalToNoise ?? 0) - expected) < 1e-12)
  }

  @Test func floatsHaveNoCodes() throws {
    func bytes(_ floats: [Float]) -> [UInt8] {
      floats.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
    }
    let a = try Self.model(type: "FLOAT32", quantization: "", data: bytes([1, 2, 3, 4]))
    let b = try Self.model(type: "FLOAT32", quantization: "", data: bytes([1, 2, 3, 5]))
    let figures = try Self.figures(a, b)
    #expect(figures.codes == nil)
    #expect(figures.changedCount == 1)
    #expect(figures.real?.largest == 1 && figures.real?.mean == 0.25)
    #expect(abs((figures.signalToNoise ?? 0) - 10 * log10(30)) < 1e-12)
  }

  @Test func codesOfAnotherScaleThatStandForTheSame() throws {
    let a = try Self.model(
      type: "INT8", quantization: ", quantization: {scale: [0.5], zero_point: [0]}",
      data: [2, 4, 6, 8])
    let b = try Self.model(
      type: "INT8", quantization: ", quantization: {scale: [1], zero_point: [0]}",
      data: [1, 2, 3, 4])
    let figures = try Self.figures(a, b)
    #expect(figures.changedCount == 4 && figures.codes?.largest == 4)
    #expect(figures.real?.largest == 0)
    // There is no noise.
    #expect(figures.signalToNoise == nil)
  }

  @Test func halvesOfBytes() throws {
    let scale = ", quantization: {scale: [1], zero_point: [0]}"
    let a = try Self.model(type: "INT4", quantization: scale, data: [0x21, 0xf3])
    let b = try Self.model(type: "INT4", quantization: scale, data: [0x21, 0x83])
    // 1, 2, 3, -1 and 1, 2, 3, -8.
    let figures = try Self.figures(a, b)
    #expect(figures.changedCount == 1 && figures.codes?.largest == 7)
  }
}
