internal import ModelFormat
internal import QuantMath

/// DEPTHWISE_CONV_2D with a kernel of one element: a factor and an offset for each channel.
extension ElementwiseOperator {
  func depthwiseKernel() throws(ElementwiseError) -> ElementwiseKernel {
    guard case .varying = operands[0].value,
      case .constant(let weight) = operands[1].value
    else { throw ElementwiseError(.notElementwise, "the weights are not constant", at: place) }
    try checkShapes()

    let bias = operands.count > 2 ? operands[2].value : nil
    switch (weight, bias) {
    case (.real(let weight), nil):
      return try floatKernel(weight: weight, bias: 0)
    case (.real(let weight), .constant(.real(let bias))):
      return try floatKernel(weight: weight, bias: bias)
    case (.code(let weight), nil):
      return try integerKernel(weight: weight, bias: nil)
    case (.code(let weight), .constant(.code(let bias))):
      return try integerKernel(weight: weight, bias: bias)
    default: throw unknownTypes
    }
  }

  private func checkShapes() throws(ElementwiseError) {
    let (shape, weights) = (operands[0].shape, operands[1].shape)
    let strides = (option("stride_h"), option("stride_w"))
    let dilations = (option("dilation_h_factor"), option("dilation_w_factor"))
    guard shape.count == 4, weights == [1, 1, 1, shape[3]], strides == (1, 1), dilations == (1, 1)
    else {
      throw ElementwiseError(
        .notElementwise,
        "weights of shape \(weights) on an input of shape \(shape) with strides \(strides) and "
          + "dilations \(dilations); there must be one weight per channel, and strides and dilations of 1",
        at: place)
    }
    if operands.count > 2, operands[2].tensor.tensor.elementCount != Int(shape[3]) {
      throw ElementwiseError(
        .refused, "a bias of shape \(operands[2].shape) for \(shape[3]) channels", at: place)
    }
  }

  private func floatKernel(
    weight: Float, bias: Float
  ) throws(ElementwiseError) -> ElementwiseKernel {
    guard operands.allSatisfy({ $0.type == .float32 }), output.type == .float32 else {
      throw unknownTypes
    }
    let activation = try activation
    let kernel = try known { selector.pointwise(activation) }
    return .real { kernel($0, weight, bias) }
  }

  private func integerKernel(
    weight: Int32, bias: Int32?
  ) throws(ElementwiseError) -> ElementwiseKernel {
    let type = output.type
    guard [.int8, .uint8].contains(type),
      [operands[0], operands[1]].allSatisfy({ $0.type == type }),
      operands.count < 3 || operands[2].type == .int32,
      let input = operands[0].tensor.grid, let output = output.grid
    else { throw unknownTypes }
    let quantization = operands[1].tensor.quantization
    guard let scale = quantization?.scales.first,
      quantization?.scales.allSatisfy({ $0.bitPattern == scale.bitPattern }) == true,
      quantization?.zeroPoints.allSatisfy({ $0 == 0 }) == true,
      type == .int8 || quantization?.scales.count == 1
    else {
      throw ElementwiseError(
        .notElementwise,
        "the weights must have one scale, or equal scales, and the zero point 0: each channel has "
          + "its own function", at: place)
    }
    let biasScales = operands.count > 2 ? operands[2].tensor.quantization?.scales.array ?? [] : nil
    let activation = try activation
    let kernel = try known { () throws(PreparationError) in
      try selector.pointwise(
        input, weightScale: scale, biasScales: biasScales, to: output, activation)
    }
    return .code { kernel($0, weight, bias ?? 0) }
  }
}
