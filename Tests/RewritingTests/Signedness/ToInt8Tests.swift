import Foundation
import ModelFormat
import Rewriting
import TestSupport
import Testing

@Suite struct ToInt8Tests {
  static func model(
    weights: [UInt8], zeroPoint: Int, bias: [Int32] = [1000, -2001]
  ) -> MatrixModel {
    MatrixModel(
      code: "builtin_code: CONV_2D", type: "UINT8",
      input: "quantization: {scale: [0.25], zero_point: [131]},",
      output: "quantization: {scale: [64], zero_point: [123]},", weightType: "UINT8",
      scales: "[0.5]", zeroPoints: "[\(zeroPoint)]", weights: weights.map { Int8(bitPattern: $0) },
      biasScales: "scale: [0.125], zero_point: [0],", bias: bias)
  }

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let model: MatrixModel
    let scales: [Float]
    let weights: [Int8]
    let bias: [Int32]
    /// The signal to noise in dB; nil where nothing is lost.
    var decibels: Double?
  }

  // Worked out by hand; 254 steps fit 127 where a new step is two.
  @Test(arguments: [
    Case(
      testDescription: "weights around 128 are exact",
      model: model(weights: [255, 1, 131, 128, 229, 1, 131, 127], zeroPoint: 128), scales: [0.5],
      weights: [127, -127, 3, 0, 101, -127, 3, -1], bias: [1000, -2001]),
    Case(
      testDescription: "weights around another zero point are, where none is far",
      model: model(weights: [227, 0, 100, 101, 102, 99, 100, 100], zeroPoint: 100), scales: [0.5],
      weights: [127, -100, 0, 1, 2, -1, 0, 0], bias: [1000, -2001]),
    Case(
      testDescription: "steps of two in the channel that needs them, half a step away from zero",
      model: model(weights: [254, 0, 1, 2, 3, 0, 0, 0], zeroPoint: 0), scales: [1, 0.5],
      weights: [127, 0, 1, 1, 3, 0, 0, 0], bias: [500, -2001],
      // 254² + 1 + 4 + 9 over 1.
      decibels: 10 * log10(254.0 * 254 + 14)),
  ])
  func givesWeightsAroundZero(_ c: Case) throws {
    let result = try RewrittenModel(c.model.file, ToInt8())
    let after = Model(file: result.after)
    #expect(after.subgraphs[0].tensors.map(\.type) == [.int8, .int8, .int32, .int8, .uint8])
    #expect([0, 3].map(after.zeroPoints) == [[3], [-5]])
    #expect(after.zeroPoints(1) == c.scales.map { _ in 0 })
    #expect(after.scales(1) == c.scales && after.codes(1) == c.weights)
    #expect(after.integers(2) == c.bias && after.scales(2) == c.scales.map { 0.25 * $0 })
    #expect(after.subgraphs[0].operators[0].code.version == 3)

    let steps = result.runner.steps
    #expect(steps.count == (c.decibels == nil ? 1 : 2))
    guard let decibels = c.decibels, case .weights(let figures)? = steps.last?.certificate else {
      return
    }
    #expect(abs(figures.signalToNoise - decibels) < 1e-9 && figures.maxAbsolute == 0.5)
  }

  @Test func comesBackFromUInt8() throws {
    let old = try ToUInt8Tests.convolution.file
    let there = try RewrittenModel(old, ToUInt8())
    let back = try RewrittenModel(there.after, ToInt8())
    #expect(try back.inspected == RewrittenModel.inspected(old))
    #expect(Model(file: back.after).codes(1) == Model(file: old).codes(1))
  }

  @Test(arguments: [true, false])
  func changesNothingTheSecondTime(keepIO: Bool) throws {
    let once = try RewrittenModel(
      Self.model(weights: [254, 0, 1, 2, 3, 0, 0, 0], zeroPoint: 0).file, ToInt8(keepIO: keepIO))
    let twice = try RewrittenModel(once.after, ToInt8(keepIO: keepIO))
    #expect(twice.runner.steps.isEmpty)
    #expect(try twice.inspected == once.inspected)
  }

  @Test(arguments: [
    (
      "no scale that can be", "quantization: {scale: [1e-40], zero_point: [0]}",
      "its scale would be"
    ),
    ("a negative scale", "quantization: {scale: [-1], zero_point: [0]}", "its scale would be"),
    (
      "a zero point past the end", "quantization: {scale: [1], zero_point: [256]}",
      "is not a code of UINT8"
    ),
  ])
  func refusesWeightsWith(_ why: String, quantization: String, text: String) throws {
    var model = Self.model(weights: [254, 0, 1, 2, 3, 0, 0, 0], zeroPoint: 0)
    let fields = quantization.split(separator: "[").map { $0.prefix { $0 != "]" } }
    (model.scales, model.zeroPoints) = ("[\(fields[1])]", "[\(fields[2])]")
    let error = #expect(throws: Diagnostic.self) { _ = try RewrittenModel(model.file, ToInt8()) }
    #expect(error?.description.contains(text) == true, "\(why): \(error?.description ?? "")")
  }
}
