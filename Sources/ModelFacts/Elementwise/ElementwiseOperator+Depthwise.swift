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
          + "dilations \(dilations); it must be one weight for each channel, and steps of 1",
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
    // XNNPACK may multiply and add in one step or in two: the last bit is open.
    guard kernels == .reference, operands.allSatisfy({ $0.type == .float32 }),
      output.type == .float32
    else { throw unknownTypes }
    let activation = activation
    return .real { activation.appliedReference(to: 0 + $0 * weight + bias) }
  }

  private func integerKernel(
    weight: Int32, bias: Int32?
  ) throws(ElementwiseError) -> ElementwiseKernel {
    let type = output.type
    guard [.int8, .uint8].contains(type),
      [operands[0], operands[1]].allSatisfy({ $0.type == type }),
      operands.count < 3 || operands[2].type == .int32,
      let input = operands[0].tensor.grid?.asInt8, let output = output.grid?.asInt8
    else { throw unknownTypes }
    let quantization = operands[1].tensor.quantization
    guard let scale = quantization?.scales.first,
      quantization?.scales.allSatisfy({ $0.bitPattern == scale.bitPattern }) == true,
      quantization?.zeroPoints.allSatisfy({ $0 == 0 }) == true,
      type == .int8 || quantization?.scales.count == 1
    else {
      throw ElementwiseError(
        .notElementwise,
        "the weights must have one scale, or equal ones, and the zero point 0: each channel has "
          + "a function of its own", at: place)
    }
    // Codes of uint8 are 128 more than the same codes of int8; so are the zero points.
    let shift: Int32 = type == .uint8 ? 128 : 0
    let activation = activation
    let p = try prepare { () throws(PreparationError) in
      try DepthwiseScalarPreparation(
        input: input, weightScale: scale, output: output, activation: activation)
    }
    try requireDefined(p.conditions)
    guard kernels.hasXNNPACK else {
      // What the vector kernel of Arm computes was not compared; that of x86 ends the process at some
      // shapes without a bias.
      guard kernels == .reference || !kernels.isARM && bias != nil else { throw unknownTypes }
      return .code {
        depthwiseScalarReference($0 &- shift, weight: weight, bias: bias ?? 0, p) &+ shift
      }
    }

    guard !kernels.isARM else { throw unknownTypes }
    // Without a bias the delegate leaves the operator to a kernel that is not known; and it looks
    // at the scale of one.
    guard let bias, let biasScales = operands[2].tensor.quantization?.scales,
      biasScales.allSatisfy({ $0.isPositiveNormal }), !biasScales.isEmpty,
      let p = try prepareDelegated({ () throws(PreparationError) in
        try XNNPACKDepthwiseScalarPreparation(
          input: input, weightScale: scale, output: output, activation: activation)
      })
    else { throw unknownTypes }
    return .code { depthwiseScalarXNNPACK($0 &- shift, weight: weight, bias: bias, p) &+ shift }
  }
}
