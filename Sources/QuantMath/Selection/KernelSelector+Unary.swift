/// The operators on one tensor.
extension KernelSelector {
  /// QUANTIZE from codes to codes.
  ///
  /// - Throws: as `RequantizePreparation` and, if XNNPACK computes,
  ///   `XNNPACKRequantizePreparation`.
  public func requantize(_ input: Grid, to output: Grid) throws(PreparationError) -> Unary {
    let p = try RequantizePreparation(input: input, output: output)
    try requireDefined(p.conditions, input, output)
    if let p = try delegated({ () throws(PreparationError) in
      try XNNPACKRequantizePreparation(input: input, output: output)
    }) {
      return { requantizeXNNPACK($0, p) }
    }
    let isBytes = input.codes.count == 256 && output.codes.count == 256
    guard kernels != .reference, isBytes else { return { requantizeReference($0, p) } }
    return { requantizeBuiltin($0, p) }
  }

  /// QUANTIZE from floats; nil also for a grid without one positive scale.
  public func quantize(to grid: Grid) -> (@Sendable (Float) -> Int32)? {
    guard grid.granularity == .perTensor, grid.hasUsableScale else { return nil }
    if kernels == .reference { return { quantizeReference($0, on: grid) } }
    // The built-in vector kernel, which computes int16, gives the same result as XNNPACK.
    guard kernels.hasXNNPACK, grid.isOrdinary else { return nil }
    return { quantizeXNNPACK($0, on: grid) }
  }

  /// DEQUANTIZE to floats.
  public func dequantize(_ grid: Grid) -> (@Sendable (Int32) -> Float)? {
    // The built-in vector kernel multiplies before it subtracts: the last bit differs.
    guard kernels == .reference || kernels.hasXNNPACK && grid.isOrdinary else { return nil }
    return { dequantizeReference($0, on: grid) }
  }

  /// HARD_SWISH of codes; no delegate computes it.
  ///
  /// - Throws: as `HardSwishPreparation`.
  public func hardSwish(_ input: Grid, to output: Grid) throws(PreparationError) -> Unary {
    let p = try HardSwishPreparation(input: input, output: output)
    try requireDefined(p.conditions, input, output)
    if kernels.isARM { return { hardSwishNEON($0, p) } }
    return { hardSwishReference($0, p) }
  }

  /// HARD_SWISH of floats.
  public func hardSwish() -> (@Sendable (Float) -> Float)? {
    switch kernels {
    case .reference: { hardSwishFloatReference($0) }
    case .defaultX86: { hardSwishFloatXNNPACK($0) }
    case .builtinX86, .builtinARM, .defaultARM: nil
    }
  }

  /// The fused activation of an operator on floats.
  public func activation(_ activation: FusedActivation) -> @Sendable (Float) -> Float {
    // Without a bound, XNNPACK does not clamp.
    if kernels.hasXNNPACK, activation != .tanh, activation != .signBit {
      return { activation.appliedXNNPACK(to: $0) }
    }
    return { activation.appliedReference(to: $0) }
  }
}

/// DEPTHWISE_CONV_2D with a kernel of one element: a factor and an offset for each channel.
extension KernelSelector {
  /// The output code of an input code, a weight and a bias.
  public typealias Pointwise =
    @Sendable (_ code: Int32, _ weight: Int32, _ bias: Int32) -> Int32

  /// The operator on int8 or uint8; the weights' zero point represents 0.
  ///
  /// - Parameter biasScales: the scales of the bias tensor; nil without a bias.
  /// - Throws: as `DepthwiseScalarPreparation` and, if XNNPACK computes,
  ///   `XNNPACKDepthwiseScalarPreparation`.
  public func pointwise(
    _ input: Grid, weightScale: Float, biasScales: [Float]?, to output: Grid,
    _ activation: FusedActivation = .none
  ) throws(PreparationError) -> Pointwise? {
    guard input.codes == output.codes, let from = input.asInt8, let to = output.asInt8 else {
      return nil
    }
    // Codes of uint8 are 128 more than the same codes of int8; so are the zero points.
    let shift = output.codes.lowest - CodeRange.int8.lowest
    let p = try DepthwiseScalarPreparation(
      input: from, weightScale: weightScale, output: to, activation: activation)
    try requireDefined(p.conditions, input, output)
    let reference: Pointwise = {
      depthwiseScalarReference($0 &- shift, weight: $1, bias: $2, p) &+ shift
    }
    if kernels == .reference { return reference }
    // The vector kernel of Arm was not compared. That of x86 crashes for some shapes without a bias, and
    // without one the delegate leaves the operator to a kernel that is not known.
    guard !kernels.isARM, let biasScales else { return nil }
    guard kernels.hasXNNPACK else { return reference }
    guard !biasScales.isEmpty, biasScales.allSatisfy(\.isPositiveNormal),
      let p = try delegated({ () throws(PreparationError) in
        try XNNPACKDepthwiseScalarPreparation(
          input: from, weightScale: weightScale, output: to, activation: activation)
      })
    else { return nil }
    return { depthwiseScalarXNNPACK($0 &- shift, weight: $1, bias: $2, p) &+ shift }
  }

  /// The operator on floats: XNNPACK may multiply and add in one step or in two, so its last bit is not
  /// known.
  public func pointwise(
    _ activation: FusedActivation
  ) -> (@Sendable (_ x: Float, _ weight: Float, _ bias: Float) -> Float)? {
    guard kernels == .reference else { return nil }
    return { activation.appliedReference(to: 0 + $0 * $1 + $2) }
  }
}
