import Calibrating
import Foundation
import QuantMath
import TestSupport
import Testing

@testable import ModelFormat
@testable import Rewriting

/// One scale for tensors that held different numbers.
@Suite struct RequantizeByRangesTests {
  /// RELU_N1_TO_1 and ABS of the input, and a constant of -0.8 to 2.2, joined.
  private static let model = GridModel(
    tensors: [
      .int8("x", 0.1, 3), .int8("y", 0.2, 5), .int8("z", 0.2, 5),
      .int8("c", 0.2, 5, ", buffer: 1"),
      .of(
        "name: \"j\", type: \"INT8\", shape: [1, 2, 2, 12], quantization: {scale: [0.2], zero_point: [5]}"
      ),
      .of(
        "name: \"o\", type: \"INT8\", shape: [1, 2, 2, 12], quantization: {scale: [0.3], zero_point: [0]}"
      ),
    ],
    operators: [
      ("RELU_N1_TO_1", [0], [1], ""), ("ABS", [0], [2], ""),
      ("CONCATENATION", [1, 2, 3], [4], ""), ("ABS", [4], [5], ""),
    ])

  /// What a float tensor held: one value each in bins of 1/8.
  private static func held(_ tensor: Int, _ name: String, _ bins: ClosedRange<Int>)
    -> TensorMeasurement
  {
    TensorMeasurement(
      tensor: tensor, name: name, type: "FLOAT32", grid: nil,
      counts: TensorMeasurement.Counts(
        finite: UInt64(bins.count), nan: 0, infinite: 0, lowestCode: 0, highestCode: 0, clipped: 0),
      sum: ExactNumber(0), squareSum: ExactNumber(0),
      spread: TensorMeasurement.Spread(
        lowest: Double(bins.lowerBound) / 8, highest: Double(bins.upperBound) / 8,
        widthExponent: -3, first: bins.lowerBound,
        counts: [UInt64](repeating: 1, count: bins.count)))
  }

  private func run(
    _ measurements: [TensorMeasurement], budget: Int? = nil, selection: OperatorSelection = .all
  ) throws -> PassRun {
    let ranges = Ranges(
      modelSHA256: String(repeating: "0", count: 64), kernels: "reference", runtimeVersions: [],
      sampleCount: 1, measurements: measurements)
    return try PassRun(
      RequantizeByRanges(
        .activations, ranges: ranges, method: .minmax, budget: budget, selection: selection),
      onJSON: Self.model.json)
  }

  /// From -1 of one and -0.8 of the constant to 3 of the other: 4 in 255 steps.
  @Test func coversAllOfThem() throws {
    let run = try run([Self.held(1, "y", -8...8), Self.held(2, "z", 0...24)])
    let tensors = run.after.subgraphs[0].tensors
    for tensor in 1...4 {
      #expect(tensors[tensor].quantization?.scales == [Float(4.0 / 255)])
      #expect(tensors[tensor].quantization?.zeroPoints == [-64])
    }
    #expect(run.runner.steps.map(\.change.op) == [0, 1, 2])
    // In steps of 0.2, 17 values of -1...1: 10 log10(mean square / (0.04 / 12)), with numpy 2.4 for the middles of bins; the last one of `z` is past the end.
    let details = run.runner.steps.map(\.change.detail)
    #expect(
      details[0].contains("requantized; expected SQNR 20.56 -> 42.67 dB"), "\(details[0])")
    #expect(
      details[1]
        == "tensor 2 (z): the same as tensor 1 (y): both must share scale and zero point; expected SQNR 29.9 -> 42.18 dB",
      "\(details[1])")
  }

  /// The constant reaches from -0.8 to 2.2, farther than what the tensors held.
  @Test func coversConstantsWhole() throws {
    let run = try run([Self.held(1, "y", -2...2), Self.held(2, "z", 0...2)])
    let tensor = run.after.subgraphs[0].tensors[4]
    // Codes 1 and 16 on 0.2 from 5.
    #expect(tensor.quantization?.scales == [Float(0.2) * 15 / 255])
  }

  @Test func oneWithoutARangeKeepsAll() throws {
    let run = try run([Self.held(1, "y", -8...8)])
    #expect(run.runner.steps.isEmpty)
    #expect(run.reasons.contains("tensor 2 (z) is not in the ranges file"))
  }

  /// So far apart, the runtime rejects a HARD_SWISH; the rest of the rewrite must not fail for it.
  @Test(arguments: [10, 14, 20]) func anExtremeRangeIsLeftAlone(bits: Int) throws {
    let model = GridModel(
      tensors: [.int8("x", 0.1, 3), .int8("y", 0.1, 3), .int8("o", 0.3, 0)],
      operators: [("HARD_SWISH", [0], [1], ""), ("ABS", [1], [2], "")])
    let far = Double(sign: .plus, exponent: bits, significand: 1)
    let ranges = Ranges(
      modelSHA256: String(repeating: "0", count: 64), kernels: "reference", runtimeVersions: [],
      sampleCount: 1,
      measurements: [
        TensorMeasurement(
          tensor: 1, name: "y", type: "FLOAT32", grid: nil,
          counts: TensorMeasurement.Counts(
            finite: 2, nan: 0, infinite: 0, lowestCode: 0, highestCode: 0, clipped: 0),
          sum: ExactNumber(0), squareSum: ExactNumber(0),
          spread: TensorMeasurement.Spread(
            lowest: 0, highest: far, widthExponent: bits, first: 0, counts: [1, 1]))
      ])
    let run = try PassRun(
      RequantizeByRanges(.activations, ranges: ranges, method: .minmax), onJSON: model.json)
    // 2^10 in 255 steps is 40 times as coarse as the input, 2^14 is 640 times.
    #expect(run.runner.steps.count == (bits == 10 ? 1 : 0))
    let reason = "tensor 1 (y): the output scale of its HARD_SWISH would be over 512 times as large"
    #expect(run.reasons.contains(reason) == (bits > 10), "\(run.reasons)")
  }

  @Test func countsAsOneChange() throws {
    let run = try run([Self.held(1, "y", -8...8), Self.held(2, "z", 0...24)], budget: 1)
    #expect(run.runner.steps.count == 3)
  }

  /// Whoever chooses one of the producers gets what must follow; whoever chooses none, nothing.
  @Test func oneSelectedProducerIsEnough() throws {
    let measurements = [Self.held(1, "y", -8...8), Self.held(2, "z", 0...24)]
    #expect(try run(measurements, selection: OperatorSelection(op: 1)).runner.steps.count == 3)
    #expect(try run(measurements, selection: OperatorSelection(op: 3)).runner.steps.isEmpty)
  }
}
