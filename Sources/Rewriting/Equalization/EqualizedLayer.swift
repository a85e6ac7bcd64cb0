internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A convolution with per-channel int8 weights whose input and output channels can be scaled.
///
/// Only CONV_2D and DEPTHWISE_CONV_2D with as many output as input channels: each of their weights reads one
/// input channel, and the last dimension of their weights says which.
struct EqualizedLayer {
  let op: Operator
  let layer: WeightLayer
  /// How many input channels there are.
  let inputCount: Int
  let (input, output): (Grid, Grid)
  private let codes: [Int8]
  /// The bias of each output channel, as a real number.
  private let bias: [Double]

  /// - Throws: why the channels of the operator cannot be scaled.
  init(_ op: Operator, in graph: GraphIndex) throws(Reason) {
    guard op.builtin == .conv2D || op.builtin == .depthwiseConv2D,
      let matrix = MatrixOperator(op, in: graph), let weights = matrix.weights
    else { throw Reason("it is not a CONV_2D or DEPTHWISE_CONV_2D") }
    guard let input = matrix.input, let output = matrix.output, input.type == .int8,
      output.type == .int8, let inputGrid = QuantizedTensor(input).grid,
      let outputGrid = QuantizedTensor(output).grid,
      inputGrid.isOrdinary, outputGrid.isOrdinary
    else { throw Reason("it does not read and write INT8 with one scale") }
    guard let quantization = TensorQuantization(weights), quantization.granularity == .perChannel
    else { throw Reason("its weights are not per-channel") }
    let layer = try Self.weights(weights, quantization, in: graph)
    guard layer.readers.count == 1, graph.readCount(of: weights.index) == 1 else {
      throw Reason("other operators read its weights too")
    }
    let channels = Int(weights.shape.last ?? 0)
    guard weights.shape.count == 4, Int(input.shape.last ?? 0) == channels else {
      throw Reason("it has several output channels for an input channel, or groups")
    }
    (self.op, self.layer, inputCount) = (op, layer, channels)
    (self.input, self.output) = (inputGrid, outputGrid)
    codes = Array(layer.data.scalars(of: Int8.self))
    var bias = [Double](repeating: 0, count: layer.runs.channelCount)
    if let tensor = layer.readers[0].bias?.tensor,
      let numbers = tensor.data.flatMap({ StoredCodes($0, of: tensor.type)?.array })
    {
      for channel in bias.indices {
        bias[channel] =
          Double(numbers[channel]) * Double(inputGrid.scale) * Double(layer.scales[channel])
      }
    }
    self.bias = bias
  }

  private static func weights(
    _ weights: Tensor, _ quantization: TensorQuantization, in graph: GraphIndex
  ) throws(Reason) -> WeightLayer {
    do throws(Reason) {
      return try WeightLayer(weights, quantization, in: graph)
    } catch { throw Reason("weights in \(weights.label): \(error.words)") }
  }

  /// How many output channels there are.
  var outputCount: Int { layer.runs.channelCount }

  var isDepthwise: Bool { op.builtin == .depthwiseConv2D }

  /// Calls `body` with each weight, as a code.
  @inline(__always)
  private func forEachWeight(_ body: (_ position: Int, _ output: Int, _ input: Int) -> Void) {
    for position in codes.indices {
      let output = position / layer.runs.length % layer.runs.channelCount
      body(position, output, isDepthwise ? output : position % inputCount)
    }
  }

  /// The greatest magnitude of the weights from an input channel to an output channel: a row for each output
  /// channel; a DEPTHWISE_CONV_2D has one number for each channel.
  var magnitudes: [Double] {
    var greatest = [Double](
      repeating: 0, count: isDepthwise ? outputCount : outputCount * inputCount)
    forEachWeight { position, output, input in
      let place = isDepthwise ? output : output * inputCount + input
      let magnitude = Double(codes[position].magnitude) * Double(layer.scales[output])
      greatest[place] = max(greatest[place], magnitude)
    }
    return greatest
  }

  /// The real numbers that an output channel can be, for any input codes: a sound range before the output's own limits.
  var reach: [ClosedRange<Double>] {
    let ends = input.realRange
    let (low, high) = (min(0, ends.lowestCode), max(0, ends.highestCode))
    var (least, most) = (bias, bias)
    forEachWeight { position, output, _ in
      let weight = Double(codes[position]) * Double(layer.scales[output])
      least[output] += min(weight * low, weight * high)
      most[output] += max(weight * low, weight * high)
    }
    return zip(least, most).map { $0...max($0, $1) }
  }

  /// The weights and the bias of scaled channels.
  struct Scaled {
    /// The new codes; nil if they stay.
    let codes: [UInt8]?
    /// The new scales.
    let scales: [Float]
    /// Input scale x weight scale.
    let biasScales: [Float]
    /// The new bias; nil if there is none.
    let bias: [UInt8]?
  }

  /// The layer whose inputs and outputs hold these factors of the old numbers, with a new input and output scale.
  ///
  /// The codes of a channel stay if all of its weights get the same factor.
  ///
  /// - Throws: why there is no such layer.
  func scaled(
    from inputs: [Double]?, to outputs: [Double]?, _ grids: (input: Grid, output: Grid)
  ) throws(Reason) -> Scaled {
    func factor(_ output: Int, _ input: Int) -> Double {
      (outputs?[output] ?? 1) / (inputs?[input] ?? 1)
    }
    let staysInCodes = isDepthwise || inputs == nil
    var greatest = [Double](repeating: 0, count: outputCount)
    if !staysInCodes {
      forEachWeight { position, output, input in
        let weight = Double(codes[position].magnitude) * factor(output, input)
        greatest[output] = max(greatest[output], weight * Double(layer.scales[output]))
      }
    }
    let scales = layer.scales.indices.map { channel -> Float in
      let old = Double(layer.scales[channel])
      if staysInCodes || greatest[channel] == 0 {
        return Float(old * factor(channel, isDepthwise ? channel : 0))
      }
      // A channel with hardly any weights needs no finer scale than its bias can have.
      let bias = abs(bias[channel]) * (outputs?[channel] ?? 1)
      return Float(max(greatest[channel] / 127, bias / (Double(grids.input.scale) * 0x1p30)))
    }
    for (channel, scale) in scales.enumerated() {
      let multiplier = grids.input.scale * scale / grids.output.scale
      guard scale.isPositiveNormal, grids.output.scale.isPositiveNormal, multiplier > 0x1p-31,
        multiplier < 256
      else {
        throw Reason("the multiplier of channel \(channel) of \(op.label) would be \(multiplier)")
      }
    }
    var new: [UInt8]?
    if !staysInCodes {
      var bytes = [UInt8](repeating: 0, count: codes.count)
      forEachWeight { position, output, input in
        let ratio = Double(layer.scales[output]) * factor(output, input) / Double(scales[output])
        bytes[position] = UInt8(bitPattern: WeightScaling.code(codes[position], ratio))
      }
      new = bytes
    }
    let biasScales = scales.map { grids.input.scale * $0 }
    return Scaled(
      codes: new, scales: scales, biasScales: biasScales,
      bias: try layer.readers[0].bias.map { use throws(Reason) in
        try BiasScaling.scaled(use.tensor) { channel in
          Double(input.scale) * Double(layer.scales[channel]) * (outputs?[channel] ?? 1)
            / (Double(grids.input.scale) * Double(scales[channel]))
        }
      })
  }
}
