import ModelFormat
import TestSupport
import Testing

@testable import Rewriting

@Suite struct WeightScanTests {
  private static func scale(
    _ codes: [Int8], _ scales: [Float], shape: [Int32], axis: Int
  ) throws -> Float {
    let list = codes.map { "\(UInt8(bitPattern: $0))" }.joined(separator: ", ")
    let model = try Model(
      file: ModelFile(bytes: Flatc.model("{version: 3, buffers: [{}, {data: [\(list)]}]}")))
    let data = try #require(model.buffers[1].contents)
    let runs = try #require(ChannelRuns(shape: shape, axis: axis))
    return try WeightScan.scaling(of: data, runs, scales: scales).scale
  }

  /// The definition: the largest weight of all becomes code 127, whichever channel has it.
  ///
  /// Channels that use few of their codes must not hide one with a smaller scale and a larger weight.
  @Test(arguments: [0, 1])
  func findsTheLargestWeightOfAll(axis: Int) throws {
    var random = SeededGenerator(seed: 0x5ca9)
    for _ in 0..<60 {
      let (channels, length) = (5, 7)
      let scales = (0..<channels).map { _ in Float.random(in: 0.5...1, using: &random) }
      let limits = (0..<channels).map { _ in Int8.random(in: 1...127, using: &random) }
      let codes = (0..<channels * length).map { place in
        let limit = limits[axis == 0 ? place / length : place % channels]
        return Int8.random(in: (limit == 127 ? -128 : -limit)...limit, using: &random)
      }
      let shape = axis == 0 ? [Int32(channels), Int32(length)] : [Int32(length), Int32(channels)]
      let largest =
        codes.enumerated().map { place, code in
          Double(scales[axis == 0 ? place / length : place % channels]) * Double(code.magnitude)
        }.max() ?? 0
      guard largest > 0 else { continue }
      #expect(try Self.scale(codes, scales, shape: shape, axis: axis) == Float(largest / 127))
    }
  }

  @Test func equalScalesStayUnlessACodeIsTheLowest() throws {
    #expect(try Self.scale([3, 9, -127, 2], [0.5, 0.5], shape: [2, 2], axis: 0) == 0.5)
    // The int8 specification forbids -128: the scale grows so that the weight becomes -127.
    #expect(
      try Self.scale([3, 9, -128, 2], [0.5, 0.5], shape: [2, 2], axis: 0) == Float(64.0 / 127))
  }
}
