public import ModelFormat

/// Converts an int8 model to uint8: all codes and zero points move by 128.
///
/// Activations, constants and per-tensor weights represent exactly the same numbers as before.
/// INT8 tensors without a scale stay INT8, and so do weights of operators that compute in floats or
/// INT16.
public struct ToUInt8: Pass {
  /// The description of the pass.
  public static let info = PassInfo(
    id: "to-uint8",
    summary: "Convert quantized INT8 tensors to UINT8",
    guarantee: .sameNumbers,
    before: "x INT8, scale 0.1, zero point -3 -> CONV_2D version 3 -> y INT8",
    after: "x UINT8, scale 0.1, zero point 125 -> CONV_2D version 1 -> y UINT8")

  private let keepsEnds: Bool
  private let selection: OperatorSelection

  /// Converts the tensors of the selected operators.
  ///
  /// `keepIO` keeps the types of model inputs and outputs, with a QUANTIZE at each. If other operators
  /// keep their types, model inputs and outputs do too, and a QUANTIZE is placed in between.
  public init(keepIO: Bool = false, selection: OperatorSelection = .all) {
    (keepsEnds, self.selection) = (keepIO, selection)
  }

  /// Converts every subgraph: the whole selection, or nothing.
  ///
  /// - Throws: `not-applicable` if weights are per-channel, if an operator has no uint8 kernel, or if
  ///   a number would change; the model then stays unchanged.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    try SignednessChange(to: .uint8, keepsEnds: keepsEnds, selection: selection, info: Self.info)
      .run(on: &draft)
  }
}
