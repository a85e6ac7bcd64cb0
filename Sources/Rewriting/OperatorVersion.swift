internal import ModelFormat
internal import QuantMath

/// The lowest version of each operator that passes write, for the types that they use.
///
/// Source: TensorFlow `lite/tools/versioning/op_version.cc`, `GetBuiltinOperatorVersion`.
enum OperatorVersion {
  /// ADD of two tensors of a type; int16 is with `pot_scale_int16` false.
  static func add(_ type: ElementType) -> Int64 {
    switch type {
    case .int16: 3
    case .int8: 2
    default: 1
    }
  }

  /// MUL of two grids.
  static func multiply(_ first: Grid, _ second: Grid, _ output: Grid) -> Int64 {
    if output.codes == .int16 { return 4 }
    // From version 3 on, the product of the input scales may exceed the output scale.
    if first.scale * second.scale / output.scale >= 1 { return 3 }
    return output.codes == .int8 ? 2 : 1
  }

  /// RELU or RELU6 of a type.
  static func activation(_ type: ElementType) -> Int64 {
    [.int8, .uint8].contains(type) ? 2 : 1
  }

  /// QUANTIZE to a type.
  static func quantize(to type: ElementType) -> Int64 { type == .int16 ? 2 : 1 }

  /// DEQUANTIZE from a per-tensor type of 8 bits.
  static func dequantize(from type: ElementType) -> Int64 { type == .int8 ? 2 : 1 }

  /// GATHER from a table of a type by indices of a type.
  static func gather(from table: ElementType, by indices: ElementType) -> Int64 {
    if indices == .int16 { return 6 }
    return table == .int8 ? 2 : 1
  }

  /// CAST from a type of 8 bits to int32.
  static func cast(from type: ElementType) -> Int64 { type == .int8 ? 3 : 1 }

  /// DEPTHWISE_CONV_2D of a type, without dilation.
  static func depthwise(_ type: ElementType) -> Int64 { type == .int8 ? 3 : 1 }
}

extension OperatorVersion {
  /// The version of a float operator once its int8 weights have one scale; nil if it does not change.
  static func hybridPerTensor(_ op: Operator) -> Int64? {
    switch (op.builtin, op.code.version) {
    case (.conv2D, 5): 2
    // Version 9 is for asymmetrically quantized inputs.
    case (.fullyConnected, 12): op.isSet("asymmetric_quantize_inputs") ? 9 : 3
    default: nil
    }
  }
}

extension Operator {
  /// True if the operator's options have this field and it is true.
  func isSet(_ name: String) -> Bool {
    guard let field = options?.field(named: name), case .bool(true)? = options?.value(field) else {
      return false
    }
    return true
  }
}
