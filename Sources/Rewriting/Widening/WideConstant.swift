internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Constants of a widened operator: the same real numbers in the wider type.
struct WideConstant {
  /// The real numbers of a constant of 8-bit codes, per-tensor or per-channel, rounded to float32.
  ///
  /// - Throws: if the counts of scales and elements do not fit.
  static func real(_ tensor: Tensor) throws(Reason) -> [Float] {
    guard let codes = tensor.data.flatMap({ StoredCodes($0, of: tensor.type)?.array }),
      let quantization = TensorQuantization(tensor),
      quantization.granularity == .perTensor || quantization.granularity == .perChannel
    else { throw Reason("\(tensor.label) has no usable scales") }
    let (scales, zeroPoints) = (quantization.scales.array, quantization.zeroPoints.array)
    var runs = ChannelRuns(shape: [Int32(clamping: codes.count)], axis: 0)
    if let axis = quantization.axis { runs = ChannelRuns(shape: tensor.shape, axis: axis) }
    guard let runs, scales.count == 1 || scales.count == runs.channelCount else {
      throw Reason("\(tensor.label) has \(scales.count) scales that do not fit its shape")
    }
    var values = [Float](repeating: 0, count: codes.count)
    runs.forEachRun(in: 0..<codes.count) { channel, run in
      let scale = Double(scales[scales.count == 1 ? 0 : channel])
      let zero = zeroPoints.isEmpty ? 0 : zeroPoints[zeroPoints.count == 1 ? 0 : channel]
      for place in run { values[place] = Float(scale * (Double(codes[place]) - Double(zero))) }
    }
    return values
  }

  /// The real numbers of an integer bias as kernels use it: its codes times input scale times weight scale.
  ///
  /// - Throws: if the operator multiplies no matrices, or the counts do not fit.
  static func realBias(_ op: Operator, in graph: GraphIndex) throws(Reason) -> [Double] {
    guard let matrix = MatrixOperator(op, in: graph), let bias = matrix.bias,
      let codes = bias.data.flatMap({ StoredCodes($0, of: bias.type)?.array }),
      let input = matrix.input.flatMap({ TensorQuantization($0)?.scale }),
      let scales = matrix.weights.flatMap({ TensorQuantization($0)?.scales.array })
    else { throw Reason("the scale of its bias is not known") }
    guard scales.count == 1 || scales.count == codes.count else {
      throw Reason("its bias has \(codes.count) codes and its weights have \(scales.count) scales")
    }
    return codes.enumerated().map { channel, code in
      Double(code) * Double(input) * Double(scales[scales.count == 1 ? 0 : channel])
    }
  }

  /// The int16 grid over the range of 8-bit codes, with zero point 0.
  static func grid(over grid: Grid) -> Grid {
    let range = grid.realRange
    let farthest = max(range.lowestCode.magnitude, range.highestCode.magnitude)
    return Grid(scale: Float(farthest / 32767), zeroPoint: 0, codes: .int16)
  }

  /// The codes nearest to real numbers, ties away from zero, clamped.
  static func codes(_ real: [Float], on grid: Grid) -> [Int32] {
    real.map { value in
      let code = grid.position(of: Double(value)).rounded(.toNearestOrAwayFromZero)
      return min(max(Int32(clamping: Int(saturating: code)), grid.codes.lowest), grid.codes.highest)
    }
  }
}
