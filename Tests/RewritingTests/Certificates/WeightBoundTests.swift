import ModelFormat
import TestSupport
import Testing

@testable import Rewriting

@Suite struct WeightBoundTests {
  /// Worked out by hand: of channel 1 the weights 25.25, -31.75, 0.75, -0.25 become 25.5, -32, 1, -0.5
  /// on the scale 0.5; inputs are -131...124 steps of 0.25 from 0.
  @Test func isTheSumOfWhatEachWeightCanDo() throws {
    var model = MatrixModel()
    model.output = "quantization: {scale: [1], zero_point: [-5]},"
    let certificate = try weights(of: model)
    // 0.25 x (0.5 x 124 + 0.5 x 131) = 31.875, the bias 0.0625, and the rounding of both kernels: a
    // factor of 1/16 leaves 3 places to the right of the point, one of 1/8 leaves 2.
    // 31.9375 + 0.5 + 1/8 + 0.5 + 1/4 = 33.3: 33 whole codes.
    #expect(certificate.maxErrorCodes == 33 && certificate.maxErrorChannel == 1)
    // Channel 0 keeps its scale. 0.25^2 x (256^2 - 1) / 12 x 4 x 0.25^2 + 0.0625^2, over two channels.
    #expect(abs((certificate.rmsErrorCodes ?? 0) - 6.532) < 0.001)
    #expect(certificate.noBound == nil && certificate.worstChannel == 1)
  }

  /// No output can change by more than there are codes.
  @Test func endsWithTheCodes() throws {
    var model = MatrixModel()
    model.output = "quantization: {scale: [0.05], zero_point: [-5]},"
    #expect(try weights(of: model).maxErrorCodes == 255)
  }

  /// The input has no codes: its scale is chosen when the model runs.
  @Test func aLayerOfFloatsHasNone() throws {
    var model = MatrixModel()
    (model.type, model.input, model.output) = ("FLOAT32", "", "")
    (model.biasType, model.biasScales) = ("FLOAT32", "")
    let certificate = try weights(of: model)
    #expect(certificate.maxErrorCodes == nil && certificate.signalToNoise > 20)
    #expect(certificate.noBound == "CONV_2D reads FLOAT32 without a scale")
    let error = #expect(throws: Diagnostic.self) {
      try RewrittenModel(model.file, PerTensorWeights(), maxErrorCodes: 255)
    }
    #expect(error?.code == .notBounded)
  }

  /// Bias codes near the end of 32 bits: the sum may wrap, and then anything may come of it.
  @Test func anAccumulatorThatMayOverflowHasNone() throws {
    var model = MatrixModel()
    model.bias = [1000, .max]
    #expect(try weights(of: model).noBound?.contains("may overflow its accumulator") == true)
  }

  private func weights(of model: MatrixModel) throws -> WeightsCertificate {
    let result = try RewrittenModel(model.file, PerTensorWeights())
    guard case .weights(let certificate)? = result.runner.steps.first?.certificate else {
      Issue.record("no certificate of weights: \(result.runner.steps)")
      throw CancellationError()
    }
    return certificate
  }
}
