internal import ModelFacts
internal import ModelFormat

extension OperatorVersion {
  /// The version that an operator needs for codes of a type; nil if it already has that version.
  ///
  /// A version above what the old type needed stays: something else needs it.
  static func eightBit(_ op: Operator, as signedness: Signedness) -> Int64? {
    guard let kernels = op.builtin.traits.eightBitKernels else { return nil }
    let (least, other) =
      signedness == .int8 ? (kernels.int8, kernels.uint8) : (kernels.uint8, kernels.int8)
    let old = Int64(op.code.version)
    guard old <= other else { return nil }
    let isDilated = signedness == .uint8 && op.builtin == .depthwiseConv2D && op.isDilated
    let new = isDilated ? 2 : least
    return new == old ? nil : new
  }
}

extension Operator {
  /// True for a convolution with dilation.
  fileprivate var isDilated: Bool {
    ["dilation_w_factor", "dilation_h_factor"].contains { name in
      guard let field = options?.field(named: name),
        case .integer(let factor)? = options?.value(field)
      else { return false }
      return factor != 1
    }
  }
}
