import ModelFormat
import TestSupport
import Testing

@testable import Picturing

@Suite struct WeightHistogramTests {
  private func tensor(_ type: String, _ bytes: [UInt8], shape: [Int]) throws -> Tensor {
    let model = try Flatc.model(
      """
      {"version": 3, "operator_codes": [], "buffers": [{}, {"data": \(bytes)}],
       "subgraphs": [{"inputs": [], "outputs": [], "operators": [],
         "tensors": [{"shape": \(shape), "type": "\(type)", "buffer": 1}]}]}
      """)
    return Model(file: try ModelFile(bytes: model)).subgraphs[0].tensors[0]
  }

  private func values(_ histogram: WeightHistogram) -> [Int: Int] {
    let low = Int(histogram.range.lowerBound)
    return Dictionary(
      uniqueKeysWithValues: histogram.counts.enumerated().filter { $1 > 0 }.map { (low + $0, $1) })
  }

  @Test func codesAreCountedOneByOne() throws {
    let histogram = try #require(
      WeightHistogram(tensor("INT8", [0x80, 0xff, 0xff, 0, 1, 0x7f], shape: [6])))
    #expect(values(histogram) == [-128: 1, -1: 2, 0: 1, 1: 1, 127: 1])
    #expect((histogram.readCount, histogram.elementCount) == (6, 6))
  }

  @Test func unsignedCodesBeginAtZero() throws {
    let histogram = try #require(WeightHistogram(tensor("UINT8", [0, 255, 255], shape: [3])))
    #expect(values(histogram) == [0: 1, 255: 2])
  }

  /// Of each byte, the low half comes first; the last byte of an odd number holds one.
  @Test func halfBytesAreCodes() throws {
    let histogram = try #require(WeightHistogram(tensor("INT4", [0x7f, 0x88, 0x03], shape: [5])))
    #expect(values(histogram) == [-1: 1, 7: 1, -8: 2, 3: 1])
    #expect(histogram.readCount == 5)
  }

  /// 0, 1 and 2 as float32: the least, the middle and the greatest class.
  @Test func floatsAreInClassesOfEqualWidth() throws {
    let bytes: [UInt8] = [0, 0, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 0, 0, 0, 0x40]
    let histogram = try #require(WeightHistogram(tensor("FLOAT32", bytes, shape: [4])))
    #expect(histogram.range == 0...2)
    #expect((histogram.counts.first, histogram.counts.last) == (1, 2))
    #expect(histogram.counts.reduce(0, +) == 4)
  }

  @Test func noNumberIsInNoClass() throws {
    let bytes: [UInt8] = [0, 0, 0xc0, 0x7f, 0, 0, 0x80, 0x7f, 0, 0, 0x80, 0x3f]
    let histogram = try #require(WeightHistogram(tensor("FLOAT32", bytes, shape: [3])))
    #expect((histogram.readCount, histogram.range) == (1, 1...1))
  }

  @Test func dataOfAnotherSizeIsNotRead() throws {
    #expect(WeightHistogram(try tensor("INT8", [1, 2, 3], shape: [4])) == nil)
  }
}
