import ModelFacts
import ModelFormat
import TestSupport
import Testing

@Suite struct TensorQuantizationTests {
  private func quantization(_ table: String, shape: [Int] = [2, 3]) throws -> TensorQuantization? {
    let model = Model(
      file: try ModelFile(
        bytes: try Flatc.model(
          """
          {version: 3, buffers: [{}], subgraphs: [{tensors: [
            {type: "INT8", shape: \(shape), \(table) name: "t"}, {shape: [2]}]}]}
          """)))
    return TensorQuantization(try #require(model.subgraphs.first?.tensors.first))
  }

  @Test(arguments: [
    ("no table", ""),
    ("an empty table", "quantization: {},"),
    ("only the range that was seen", "quantization: {min: [0], max: [1]},"),
  ])
  func isNothingWithoutScales(why: String, table: String) throws {
    #expect(try quantization(table) == nil)
  }

  @Test func oneScaleIsPerTensor() throws {
    let found = try #require(try quantization("quantization: {scale: [0.5], zero_point: [3]},"))
    #expect(found.granularity == .perTensor)
    #expect(found.axis == nil)
    // (-128 - 3) / 2 and (127 - 3) / 2.
    #expect(found.realRange(of: .int8) == -65.5...62)
    #expect(found.realRange(of: .float32) == nil)
  }

  @Test func oneScaleOnAnAxisOfOneIsPerTensor() throws {
    let table = "quantization: {scale: [0.5], zero_point: [3], quantized_dimension: 1},"
    #expect(try quantization(table, shape: [2, 1])?.granularity == .perTensor)
  }

  /// Long lists of zero points are looked at once for all tensors that share them.
  @Test(arguments: [1, 64, 65, 200])
  func theRangeOfZeroPointsDoesNotDependOnTheirNumber(count: Int) throws {
    let scales = Array(repeating: "0.5", count: count).joined(separator: ", ")
    let zeroPoints = (0..<count).map { "\($0 - 3)" }.joined(separator: ", ")
    let found = try #require(
      try quantization(
        "quantization: {scale: [\(scales)], zero_point: [\(zeroPoints)]},", shape: [count, 3]))
    #expect(found.zeroPointRange == -3...Int64(count) - 4)
  }

  /// 1e-38 is below 2^-126, the least normal float32; flatc writes 1e39 as infinity.
  @Test(arguments: [
    ("1, 0.5", true), ("1, 0", false), ("-1, 1", false), ("1, 1e-38", false), ("1e39, 1", false),
    ("1, 1.2e-38", true), ("1, 3.4e38", true),
  ])
  func scalesAreHeldToPositiveNormals(scales: String, areNormal: Bool) throws {
    let found = try quantization("quantization: {scale: [\(scales)], zero_point: [0, 0]},")
    #expect(found?.hasNormalScales == areNormal)
  }

  @Test func zeroPointsHaveARange() throws {
    let three = try quantization("quantization: {scale: [1, 1, 1], zero_point: [4, -2, 0]},")
    #expect(three?.zeroPointRange == -2...4)
    let none = try #require(try quantization("quantization: {scale: [1]},"))
    #expect(none.zeroPointRange == nil)
  }

  @Test func aScaleForEachPositionIsPerChannel() throws {
    let found = try #require(
      try quantization(
        "quantization: {scale: [1, 2, 3], zero_point: [0, 0, 0], quantized_dimension: 1},"))
    #expect(found.granularity == .perChannel)
    #expect(found.axis == 1)
    #expect(found.scale == nil)
  }

  @Test(arguments: [
    ("scale: [1, 2], zero_point: [0]", "2 scales but 1 zero point"),
    ("scale: [1]", "1 scale but 0 zero points"),
    (
      "scale: [1, 2, 3], zero_point: [0, 0, 0]",
      "3 scales along dimension 0, which has size 2"
    ),
    (
      "scale: [1, 2], zero_point: [0, 0], quantized_dimension: 2",
      "2 scales along dimension 2 of a tensor of rank 2"
    ),
    (
      "scale: [1, 2], zero_point: [0, 0], quantized_dimension: -1",
      "2 scales along dimension -1 of a tensor of rank 2"
    ),
  ])
  func countsThatDoNotFitAreMalformed(table: String, problem: String) throws {
    let found = try #require(try quantization("quantization: {\(table)},"))
    #expect(found.granularity == .malformed)
    #expect(found.problem == problem)
  }

  @Test(arguments: [
    ("CustomQuantization", "{}", TensorQuantization.Granularity.custom),
    ("BlockwiseQuantization", "{scales: 1, zero_points: -1, block_size: 32}", .blockwise),
    ("MultiAxisQuantization", "{scales: 1, zero_points: -1}", .multiAxis),
  ])
  func detailsNameTheirKind(
    type: String, details: String, granularity: TensorQuantization.Granularity
  ) throws {
    let table = #"quantization: {details_type: "\#(type)", details: \#(details)},"#
    #expect(try quantization(table)?.granularity == granularity)
  }
}
