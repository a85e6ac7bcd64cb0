internal import ModelFacts
internal import ModelFormat

/// A number for a limit, and which one it is.
struct Measured {
  let number: Double
  /// `(height)` or `of tensor 7 (conv1/bias)`; nil if there is only one.
  let which: String?

  init(_ number: Double, _ which: String? = nil) {
    (self.number, self.which) = (number, which.map { "(\($0))" })
  }
  init(_ number: Int, _ which: String? = nil) { self.init(Double(number), which) }
  init(_ number: Double, of tensor: Tensor) {
    (self.number, which) = (number, "of \(tensor.label)")
  }
}

extension OperatorFacts {
  /// The numbers of a measure: empty if the operator has no such thing, nil if they are unknown.
  func measured(_ measure: Measure, of operand: Operand) -> [Measured]? {
    switch measure {
    case .rank, .effectiveRank, .dimension, .batch, .channels, .elements, .spatialSize, .scale,
      .zeroPoint:
      return ofTensors(measure, operand)
    case .inputCount: return [Measured(inputs.count)]
    case .runtimeInputCount: return [Measured(inputs.filter { !$0.tensor.isConstant }.count)]
    case .constantInputCount: return [Measured(tensors(.inputs).filter(\.isConstant).count)]
    case .reducesChannels: return axes().map { [Measured($0.contains(-1) ? 1 : 0)] }
    case .leastDimension: return leastDimension
    case .resizeAspect:
      return resizeFactors.map { $0.count == 2 ? [Measured($0[0].number / $0[1].number)] : [] }
    case .outputExcess: return outputExcess
    case .lstmVariants: return lstmVariants
    case .sliceStride: return sliceStrides
    case .axisBeyondBatch: return axisBeyondBatch
    case .outputCount: return [Measured(outputs.count)]
    case .operatorVersion: return [Measured(Int(op.code.version))]
    case .kernelHeight: return kernel.map { [Measured($0[0])] } ?? []
    case .kernelWidth: return kernel.map { [Measured($0[1])] } ?? []
    case .kernelArea: return kernel.map { [Measured(Double($0[0]) * Double($0[1]))] } ?? []
    case .dilatedKernelHeight: return dilatedKernel.map { [Measured($0[0])] } ?? []
    case .dilatedKernelWidth: return dilatedKernel.map { [Measured($0[1])] } ?? []
    case .dilatedKernelArea: return dilatedKernel.map { [Measured($0[0] * $0[1])] } ?? []
    case .stride: return strides.map(heightAndWidth) ?? []
    case .strideAspect:
      return strides.map { [Measured(Double($0[0]) / Double($0[1]))] } ?? []
    case .parameterValue: return lastParameter()?.map { Measured(Double($0)) }
    case .firstParameterValue: return lastParameter()?.prefix(1).map { Measured(Double($0)) }
    case .flatSize: return flatSize
    case .unspecifiedDimensions:
      guard let input = firstInput, let numbers = lastParameter() else { return nil }
      return [Measured(input.shape.count - (builtin.isPad ? numbers.count / 2 : numbers.count))]
    case .rankDifference:
      let ranks = tensors(.inputs).map(\.shape.count)
      guard ranks.count == 2, ranks.allSatisfy({ $0 > 1 }) else { return [Measured(0)] }
      return [Measured(abs(ranks[0] - ranks[1]))]
    case .keptRankDifference:
      guard optionText("keep_num_dims") == "true", let input = firstInput,
        let output = outputs.first
      else { return [Measured(0)] }
      return [Measured(abs(input.shape.count - output.shape.count))]
    case .secondZeroPoint:
      let inputs = tensors(.inputs)
      guard inputs.count > 1 else { return [] }
      return [Measured(Double(inputs[1].lowestZeroPoint))]
    case .transposedSurplus:
      return transposed { input, output, stride, _ in
        Double(input) - (Double(output) / Double(stride)).rounded(.up)
      }
    case .transposedOutputOverKernel:
      return transposed { _, output, _, kernel in Double(output) / Double(kernel) }
    case .strideOverKernel:
      guard let kernel, let strides else { return [] }
      return [
        Measured(Double(strides[0]) / Double(kernel[0]), "height"),
        Measured(Double(strides[1]) / Double(kernel[1]), "width"),
      ]
    case .blockSize: return integerOption("block_size").map { [Measured($0)] }
    case .blockRemainder:
      guard let block = integerOption("block_size"), block > 0, let shape = firstInput?.shape,
        shape.count > 2
      else { return [] }
      return [Measured(Int(shape[1]) % block, "height"), Measured(Int(shape[2]) % block, "width")]
    case .slopeMagnitude: return slope.map { [Measured(abs($0))] }
    case .slopeRatio, .slopeRatioMagnitude:
      guard let slope, let ratios = ratios(.scaleRatio) else { return nil }
      return ratios.map {
        Measured(measure == .slopeRatio ? $0.number * slope : abs($0.number * slope))
      }
    case .resizeFactor: return resizeFactors
    case .dilation: return heightAndWidth(dilations)
    case .dilationAspect: return [Measured(Double(dilations[0]) / Double(dilations[1]))]
    case .depthMultiplier: return integerOption("depth_multiplier").map { [Measured($0)] } ?? []
    case .groups: return groups
    case .weightScales: return weights.map { [Measured($0.scaleCount)] } ?? []
    case .weightRowRemainder: return weightRowRemainder
    case .reducedElements:
      return reducedDimensions.map { [Measured($0.reduce(1) { $0 * Double($1) })] }
    case .reducedDimension: return reducedDimensions.map { $0.map { Measured($0) } }
    case .biasMagnitude: return biasMagnitude
    case .weightSum: return nil  // Read only where it is needed: `WeightSum`.
    case .scaleRatio, .scaleProductRatio, .weightScaleRatio: return ratios(measure)
    }
  }

  private func heightAndWidth(_ pair: [Int]) -> [Measured] {
    [Measured(pair[0], "height"), Measured(pair[1], "width")]
  }

  private var dilatedKernel: [Double]? {
    guard let kernel else { return nil }
    return zip(kernel, dilations).map { (Double($0) - 1) * Double($1) + 1 }
  }

  private var resizeFactors: [Measured]? {
    guard let input = firstInput, let output = outputs.first else { return nil }
    let sides = [(-3, "height"), (-2, "width")].map { axis, name in
      (from: input.dimension(axis), to: output.dimension(axis), name: name)
    }
    if sides.allSatisfy({ $0.from == 1 }) || sides.allSatisfy({ $0.from == $0.to }) { return [] }
    // With aligned corners, the distance between the outermost elements is scaled.
    let less = optionText("align_corners") == "true" ? 1.0 : 0
    var factors: [Measured] = []
    for (from, to, name) in sides {
      guard let from, let to else { return nil }
      if from == 1, to == 1 { continue }
      factors.append(Measured((Double(to) - less) / (Double(from) - less), name))
    }
    return factors
  }

  private var flatSize: [Measured]? {
    let shape: [Int64]
    if let parameter = lastParameter() {
      shape = parameter
    } else if inputs.contains(where: { $0.role == .parameters }) {
      return nil
    } else {
      guard case .numbers(.int32(let numbers))? = option("new_shape") else { return [] }
      shape = numbers.array.map(Int64.init)
    }
    return shape.count == 1 ? [Measured(Double(shape[0]))] : []
  }

  /// A number computed from the input size, output size, stride and kernel of a transposed convolution, for
  /// height and width; nil if one is unknown.
  private func transposed(_ number: (Int, Int64, Int, Int) -> Double) -> [Measured]? {
    guard let input = firstInput, let kernel, let strides, let output = lastParameter(),
      output.count == 4, let height = input.dimension(-3), let width = input.dimension(-2)
    else { return nil }
    return [
      Measured(number(height, output[1], strides[0], kernel[0]), "height"),
      Measured(number(width, output[2], strides[1], kernel[1]), "width"),
    ]
  }

  private var slope: Double? {
    guard case .float32(let alpha)? = option("alpha") else { return nil }
    return Double(alpha)
  }

  private var groups: [Measured]? {
    guard builtin == .conv2D else { return [] }
    guard let channels = firstInput?.dimension(-1), let read = weights?.dimension(-1), read > 0
    else { return nil }
    return [Measured(Double(channels) / Double(read))]
  }

  private var weightRowRemainder: [Measured]? {
    guard let weights else { return [] }
    let perByte: Int
    switch weights.type {
    case .int4: perByte = 2
    case .int2: perByte = 4
    default: return [Measured(0)]
    }
    return weights.dimension(-1).map { [Measured($0 % perByte)] }
  }

  private var outputExcess: [Measured]? {
    guard let input = firstInput, let output = outputs.first, let strides, let kernel, let padding
    else { return nil }
    var excess: [Measured] = []
    for (axis, name, stride, side) in [
      (-3, "height", strides[0], kernel[0]), (-2, "width", strides[1], kernel[1]),
    ] {
      guard let from = input.dimension(axis), let to = output.dimension(axis) else { return nil }
      let border = padding == "SAME" ? 0 : Double(side) - Double(stride)
      excess.append(Measured(Double(to) - Double(from) * Double(stride) - border, name))
    }
    return excess
  }

  /// The positions are those of LiteRT's `kernels/lstm_shared.h`: input-to-input weights 1,
  /// peepholes 9 to 11, projection 16 and 17, normalization 20 to 23.
  private var lstmVariants: [Measured]? {
    let present = op.inputs.map { !$0.isAbsent }
    func isThere(_ position: Int) -> Bool {
      present.indices.contains(position) && present[position]
    }
    let extras = [9, 10, 11, 16, 17, 20, 21, 22, 23].filter(isThere).count
    return [Measured(extras + (isThere(1) ? 0 : 1))]
  }

  private var leastDimension: [Measured]? {
    guard let input = firstInput else { return nil }
    let sides = (-3 ... -1).compactMap { input.dimension($0) }
    return sides.count == 3 ? sides.min().map { [Measured($0)] } : nil
  }

  private var sliceStrides: [Measured]? {
    guard builtin == .stridedSlice else { return [] }
    guard let strides = inputs.last(where: { $0.role == .parameters })?.tensor,
      let numbers = constantIntegers(strides)
    else { return nil }
    return numbers.map { Measured(Double($0)) }
  }

  private var axisBeyondBatch: [Measured]? {
    guard let axis = integerOption("axis"), let batch = integerOption("batch_dims"),
      let rank = firstInput?.shape.count
    else { return nil }
    let (from, to) = (axis < 0 ? axis + rank : axis, batch < 0 ? batch + rank : batch)
    return [Measured(from - to)]
  }

  private var biasMagnitude: [Measured]? {
    guard let bias = tensors(.bias).first, bias.type == .int64 else { return [] }
    guard let codes = bias.tensor.data.flatMap({ StoredCodes($0, of: .int64) }) else { return nil }
    guard let ends = codes.ends else { return [] }
    return [Measured(Double(max(ends.lowerBound.magnitude, ends.upperBound.magnitude)))]
  }

  private var reducedDimensions: [Int]? {
    guard let axes = axes(), let input = firstInput else { return nil }
    let dimensions = axes.compactMap { input.dimension($0) }
    return dimensions.count == axes.count ? dimensions : nil
  }

  private func ofTensors(_ measure: Measure, _ operand: Operand) -> [Measured]? {
    var numbers: [Measured] = []
    for tensor in tensors(operand) {
      guard let found = Self.measured(measure, of: tensor) else { return nil }
      numbers += found.map { Measured($0, of: tensor.tensor) }
    }
    return numbers
  }

  private static func measured(_ measure: Measure, of tensor: TensorFacts) -> [Double]? {
    let shape = tensor.shape
    switch measure {
    case .rank: return [Double(shape.count)]
    case .effectiveRank:
      return [Double(shape.count - (shape.firstIndex { $0 != 1 } ?? shape.count))]
    case .dimension:
      guard let lowest = shape.min(), let highest = shape.max() else { return [] }
      return lowest < 0 ? nil : [Double(lowest), Double(highest)]
    case .batch:
      guard shape.count == 4 else { return [] }
      return shape[0] < 0 ? nil : [Double(shape[0])]
    case .channels: return tensor.dimension(-1).map { [Double($0)] }
    case .elements: return tensor.elementCount.map { [Double($0)] }
    case .spatialSize:
      guard let height = tensor.dimension(-3), let width = tensor.dimension(-2) else { return nil }
      return [Double(height) * Double(width)]
    case .scale:
      guard tensor.scaleCount > 0 else { return nil }
      return [Double(tensor.lowestScale), Double(tensor.highestScale)]
    case .zeroPoint: return [Double(tensor.lowestZeroPoint), Double(tensor.highestZeroPoint)]
    default: return []
    }
  }

  private func ratios(_ measure: Measure) -> [Measured]? {
    guard let output = outputs.first, output.scaleCount == 1 else { return nil }
    let inputs = tensors(.inputs)
    guard inputs.allSatisfy({ $0.scaleCount == 1 }) else { return nil }
    let below = Double(output.lowestScale)
    switch measure {
    case .scaleRatio:
      return inputs.map { Measured(Double($0.lowestScale) / below, of: $0.tensor) }
    case .scaleProductRatio:
      guard inputs.count == 2 else { return nil }
      return [Measured(Double(inputs[0].lowestScale) * Double(inputs[1].lowestScale) / below)]
    default:
      guard let input = inputs.first, let weights, weights.scaleCount > 0 else { return nil }
      let above = Double(input.lowestScale)
      return [
        Measured(above * Double(weights.lowestScale) / below),
        Measured(above * Double(weights.highestScale) / below),
      ]
    }
  }
}
