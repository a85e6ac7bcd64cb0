import ModelFacts
import ModelFormat
import TestSupport
import Testing

@testable import Reporting

/// How many chains are like the one that is shown, and which are not.
@Suite struct HardSwishChainsTests {
  /// A HARD_SWISH for each: after a FULLY_CONNECTED with so many weight scales, or alone where there are none.
  private func text(weightScales: [Int]) throws -> String {
    var tensors: [String] = []
    var operators: [String] = []
    func add(_ shape: String, scales: [Double], _ more: String = "") -> Int {
      let zeros = scales.map { _ in "0" }.joined(separator: ",")
      tensors.append(
        "{shape: \(shape), type: INT8, quantization: {scale: \(scales), zero_point: [\(zeros)]} \(more)}"
      )
      return tensors.count - 1
    }
    for (place, count) in weightScales.enumerated() {
      var input = add("[1, 2]", scales: [0.05])
      if count > 0 {
        // Each has numbers of its own.
        let scales = (0..<count).map { 0.01 * Double($0 + place + 1) }
        let weights = add("[2, 2]", scales: scales, ", buffer: 1")
        let output = add("[1, 2]", scales: [0.05])
        operators.append(
          "{opcode_index: 0, inputs: [\(input), \(weights), -1], outputs: [\(output)]}")
        input = output
      }
      let output = add("[1, 2]", scales: [0.05])
      operators.append("{opcode_index: 1, inputs: [\(input)], outputs: [\(output)]}")
    }
    let model = try Flatc.model(
      """
      {version: 3, buffers: [{}, {data: [1, 2, 3, 4]}],
       operator_codes: [{builtin_code: "FULLY_CONNECTED", version: 4}, {builtin_code: "HARD_SWISH"}],
       subgraphs: [{inputs: [0], outputs: [\(tensors.count - 1)],
         tensors: [\(tensors.joined(separator: ","))],
         operators: [\(operators.joined(separator: ","))]}]}
      """)
    let report = try HardSwishReport(
      Model(file: ModelFile(bytes: model)), path: FilePath("m.tflite"))
    var bytes: [UInt8] = []
    let output = OutputBuffer { bytes += $0 }
    let style = TextStyle(isColored: false, isUnicode: true)
    try report.writeText(to: TextWriter(to: output, style: style, width: nil))
    try output.finish()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func oneSiteHasNoOthers() throws {
    let text = try text(weightScales: [2])
    #expect(text.contains("From operator 0 (FULLY_CONNECTED) to operator 1 (HARD_SWISH)"))
    #expect(!text.contains("other"))
  }

  @Test func countsThoseWithTheSameSteps() throws {
    #expect(
      try text(weightScales: [2, 2]).hasSuffix(
        "\n\n  The other HARD_SWISH has the same steps, with different numbers.\n"))
    #expect(
      try text(weightScales: [2, 2, 2]).hasSuffix(
        "\n\n  The other 2 HARD_SWISH have the same steps, with different numbers.\n"))
  }

  @Test func namesThoseWithOthers() throws {
    // Operators: 0 and 1, 2 and 3, 4 alone, 5 and 6 with one scale, 7 alone.
    let text = try text(weightScales: [2, 2, 0, 1, 0])
    #expect(
      text.hasSuffix(
        """

          1 of the other 4 HARD_SWISH has the same steps, with different numbers. The others differ:
            4, 7: no quantized matrix operator before it (not-applicable)
            6: int8 x int8 -> int32 accumulator -> multiplier -> int8 per tensor -> HARD_SWISH -> int8 per tensor

        """), "\(text)")
  }

  @Test func whereNoneIsShownThereIsNothingToCompare() throws {
    #expect(!(try text(weightScales: [0, 0]).contains("same steps")))
  }
}
