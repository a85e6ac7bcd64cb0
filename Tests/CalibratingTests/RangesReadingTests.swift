import Calibrating
import Foundation
import ModelFormat
import Reporting
import TestSupport
import Testing

@Suite struct RangesReadingTests {
  private let ranges = MeasuredTensor.ranges([
    MeasuredTensor.codes, MeasuredTensor.float(-2.5, count: 9, exponent: -51),
  ])

  private func text(_ ranges: Ranges) throws -> String {
    String(
      decoding: try CalibrateReport(ranges, merging: [], to: nil).jsonDocument(), as: UTF8.self)
  }

  @Test func readsWhatIsWritten() throws {
    #expect(try Ranges(json: text(ranges)) == ranges)
    // A tensor that held nothing but NaN.
    let nothing = TensorMeasurement(
      tensor: 1, name: "n", type: "FLOAT16", grid: nil,
      counts: .init(
        finite: 0, nan: 4, infinite: 0, lowestCode: 0, highestCode: 0, clipped: 0),
      sum: ExactNumber(0), squareSum: ExactNumber(0), spread: nil)
    let empty = MeasuredTensor.ranges([nothing])
    #expect(try Ranges(json: text(empty)) == empty)
    #expect(empty.tensors.isEmpty)
  }

  /// Documents of before have no range of what was given.
  @Test func whatWasGivenMayBeMissing() throws {
    let old = try text(ranges).replacing(#""given_min": -70.5, "given_max": 99.0, "#, with: "")
    #expect(!old.contains("-70.5"))
    #expect(try Ranges(json: old).measurements[0].given == nil)
  }

  /// Each replacement, and what the error must say.
  @Test(arguments: [
    ("tflens.calibrate/1", "tflens.calibrate/9", "tflens.calibrate/9"),
    ("\"samples\": 2", "\"samples\": -1", "'samples' of the document is '-1'"),
    ("\"samples\": 2,", "", "the document has no 'samples'"),
    ("0123456789abcdef", "0123456789ABCDEF", "64 hexadecimal digits"),
    ("\"tensor\": 3", "\"tensor\": 7", "tensor 7 comes after tensor 7"),
    ("INT8", "INT4", "the type must be"), ("\"scale\": 0.5", "\"scale\": 0", "positive normal"),
    ("\"zero_point\": -3", "\"zero_point\": 300", "'zero_point' of tensor 3 is '300'"),
    ("\"count\": 7", "\"count\": 8", "do not add up to 8"),
    ("\"count\": 7", "\"count\": 1e3", "'count' of tensor 3 is '1e3'"),
    ("\"first_bin\": -125", "\"first_bin\": -124", "do not begin with the lowest value"),
    ("\"max\": 65.0", "\"max\": \"Infinity\"", "a finite number"),
    ("\"max\": 65.0", "\"max\": 64.0", "do not begin with the lowest value"),
    ("0x10bp0", "banana", "'banana'"),
    ("\"lowest_code_count\": 1", "\"lowest_code_count\": 8", "is 8, and there are 7 values"),
    ("\"clipped_count\": 5", "\"clipped_count\": 9007199254740992", "and there are 7 values"),
    ("\"given_min\": -70.5", "\"given_min\": 100", "'given_min' is 100.0, and 'given_max' is 99.0"),
    ("\"max\": 65.0", "\"max\": 1e39", "'max' is 1e+39, which is not a float32 number"),
    ("\"counts\": [1, 0", "\"counts\": [9007199254740993, 0", "a count"),
    ("\"counts\": [1, 0", "\"counts\": [[], 0", "a count"),
    ("\"tensors\": [", "\"tensors\": [4, ", "a tensor must be an object"),
    ("\"kernels\"", "\"samples\"", "duplicate key 'samples'"),
  ])
  func damageIsNamedWithItsPlace(old: String, new: String, words: String) throws {
    let whole = try text(ranges)
    let damaged = whole.replacing(old, with: new, maxReplacements: new.contains("ABC") ? 4 : 1)
    #expect(damaged != whole)
    let error = try #require(throws: Diagnostic.self) { try Ranges(json: damaged) }
    #expect(error.code == .rangesMalformed)
    #expect(error.what.contains(words), "\(error.what)")
    #expect(error.place.line != nil && error.place.column != nil)
  }

  @Test func cutDocumentsAreErrors() throws {
    let bytes = Array(try text(ranges).utf8)
    // The last bytes are the end of the line.
    for count in stride(from: 0, to: bytes.count - 2, by: 7) {
      let cut = String(decoding: bytes.prefix(count), as: UTF8.self)
      let error = #expect(throws: Diagnostic.self, "\(count)") { try Ranges(json: cut) }
      #expect(error?.code == .rangesMalformed, "\(count)")
    }
  }

  @Test func changedBytesAreErrorsOrRanges() throws {
    let bytes = Array(try text(ranges).utf8)
    for position in stride(from: 0, to: bytes.count, by: 3) {
      for replacement in Array("-9e[".utf8) {
        var changed = bytes
        changed[position] = replacement
        if let read = try? Ranges(json: String(decoding: changed, as: UTF8.self)) {
          _ = read.tensors.map(\.deviation)
          _ = try? read.merged(with: read)
        }
      }
    }
  }

  @Test func hundredsOfFullHistogramsFit() throws {
    let counts = [UInt64](repeating: 123, count: 2048)
    let tensors = (0..<300).map { index in
      TensorMeasurement(
        tensor: index, name: "t\(index)", type: "FLOAT32", grid: nil,
        counts: .init(
          finite: 2048 * 123, nan: 0, infinite: 0, lowestCode: 0, highestCode: 0, clipped: 0),
        sum: ExactNumber(0), squareSum: ExactNumber(1),
        spread: .init(
          lowest: -1024, highest: 1023.5, widthExponent: 0, first: -1024, counts: counts))
    }
    let large = MeasuredTensor.ranges(tensors)
    #expect(try Ranges(json: text(large)) == large)
  }

  @Test func aFileThatIsNoneSaysSo() throws {
    try Places.withTemporaryFolder { folder in
      let missing = FilePath(folder.appending(path: "none.json").path)
      #expect(throws: Diagnostic(.rangesNotReadable, "", fix: "")) { try Ranges(reading: missing) }
      let file = folder.appending(path: "bytes.json")
      try Data([0xff, 0xfe, 0]).write(to: file)
      #expect(throws: Diagnostic(.rangesNotReadable, "", fix: "")) {
        try Ranges(reading: FilePath(file.path))
      }
      try Data("[1]".utf8).write(to: file)
      let error = try #require(throws: Diagnostic.self) { try Ranges(reading: FilePath(file.path)) }
      #expect(error.description.contains("bytes.json:1:1: the document must be an object"))
    }
  }
}
