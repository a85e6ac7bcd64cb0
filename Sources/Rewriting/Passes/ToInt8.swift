public import ModelFormat

/// Converts a uint8 model to int8: all codes and zero points move by 128, and weights get zero point 0.
///
/// Activations and constants represent exactly the same numbers as before. Weights do too if none is further
/// than 127 steps from its zero point; otherwise they are requantized, per-channel in convolutions, and
/// biases are adjusted. UINT8 CONCATENATION accepts inputs with different scales, INT8 does not: each input
/// that differs gets a QUANTIZE.
public struct ToInt8: Pass {
  /// The description of the pass.
  public static let info = PassInfo(
    id: "to-int8",
    summary: "Convert quantized UINT8 tensors to INT8, and make weights symmetric",
    guarantee: .changedWeights,
    before: "x UINT8, zero point 125; weights UINT8, zero point 140 -> CONV_2D version 1",
    after: "x INT8, zero point -3; weights INT8, zero point 0 -> CONV_2D version 3")

  private let keepsEnds: Bool
  private let selection: OperatorSelection

  /// Converts the tensors of the selected operators.
  ///
  /// `keepIO` keeps the types of model inputs and outputs, with a QUANTIZE at each. If other operators keep
  /// their types, model inputs and outputs do too, and a QUANTIZE is placed in between.
  public init(keepIO: Bool = false, selection: OperatorSelection = .all) {
    (keepsEnds, self.selection) = (keepIO, selection)
  }

  /// Converts every subgraph: the whole selection, or nothing.
  ///
  /// - Throws: `not-applicable` if an operator has no int8 kernel, or if a number would change; the model
  ///   then stays unchanged.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    try SignednessChange(to: .int8, keepsEnds: keepsEnds, selection: selection, info: Self.info)
      .run(on: &draft)
  }
}
