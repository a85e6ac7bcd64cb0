import ModelFacts
import ModelFormat
import TestSupport
import Testing

@Suite struct StoredCodesTests {
  /// The numbers of a constant with these bytes.
  private func codes(_ bytes: [UInt8], _ type: ElementType) throws -> StoredCodes? {
    let model = Model(
      file: try ModelFile(
        bytes: try Flatc.model(
          """
          {version: 3, buffers: [{}, {data: \(bytes)}], subgraphs: [{tensors: [
            {type: "INT8", shape: [\(bytes.count)], buffer: 1}]}]}
          """)))
    let tensor = try #require(model.subgraphs.first?.tensors.first)
    return StoredCodes(try #require(tensor.data), of: type)
  }

  @Test(arguments: [
    (ElementType.int8, [Int64(-128), 127, 0, -1, -2, -1, -1, -1]),
    (.uint8, [128, 127, 0, 255, 254, 255, 255, 255]),
    (.int16, [0x7F80, -0x0100, -2, -1]),
    (.int32, [-0x00FF_8080, -2]),
    (.int64, [-0x1_00FF_8080]),
  ])
  func areReadAsTheirType(type: ElementType, numbers: [Int64]) throws {
    let codes = try #require(try codes([0x80, 0x7F, 0, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF], type))
    #expect(codes.array == numbers)
    #expect(codes.count == numbers.count)
    #expect(codes.ends?.lowerBound == numbers.min() && codes.ends?.upperBound == numbers.max())
    #expect(codes.array(in: 1..<9) == Array(numbers.dropFirst()))
  }

  @Test func leaveOutARemainder() throws {
    #expect(try codes([1, 0, 2], .int16)?.array == [1])
    #expect(try codes([1, 0, 2], .int32)?.ends == nil)
  }

  @Test(arguments: [ElementType.float32, .int4, .float16])
  func areWholeBytesOfIntegers(type: ElementType) throws {
    #expect(try codes([1, 0, 2, 0], type) == nil)
  }
}
