public import ModelFormat

/// Makes a uint8 model an int8 model: every code and its zero point move by 128, and weights get
/// zero point 0.
///
/// Activations and constants represent exactly the same numbers as before. Weights do too if
/// none is further than 127 steps from its zero point; else they are quantized again, those of
/// convolutions with a scale for each channel, and biases follow. UINT8 CONCATENATION takes inputs
/// of several scales, INT8 does not: each that differs gets a QUANTIZE.
public struct ToInt8: Pass {
  /// What the pass says about itself.
  public static let info = PassInfo(
    id: "to-int8",
    summary: "Convert quantized UINT8 tensors to INT8, and make weights symmetric",
    guarantee: .measuredWeights,
    before: "x UINT8, zero point 125; weights UINT8, zero point 140 -> CONV_2D version 1",
    after: "x INT8, zero point -3; weights INT8, zero point 0 -> CONV_2D version 3")

  private let keepsEnds: Bool
  private let selection: OperatorSelection

  /// Changes what the operators of a selection use.
  ///
  /// `keepIO` leaves the types of the graph's inputs and outputs, with a QUANTIZE at each. Where
  /// other operators keep their types, the ends do too, and a QUANTIZE stands between the two.
  public init(keepIO: Bool = false, selection: OperatorSelection = .all) {
    (keepsEnds, self.selection) = (keepIO, selection)
  }

  /// Changes every subgraph, all of the selection or nothing.
  ///
  /// - Throws: `not-applicable` if an operator has no int8 kernel, and if a number would not
  ///   stay what it is; nothing is changed then.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    try SignednessChange(to: .int8, keepsEnds: keepsEnds, selection: selection, info: Self.info)
      .run(on: &draft)
  }
}
