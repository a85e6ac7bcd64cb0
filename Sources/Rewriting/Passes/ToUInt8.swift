public import ModelFormat

/// Makes an int8 model a uint8 model: every code and its zero point move by 128.
///
/// Activations, constants and per-tensor weights stand for exactly the numbers that they stood for.
/// Plain INT8 numbers without a scale stay, and so do weights of operators that compute in floats or
/// in INT16.
public struct ToUInt8: Pass {
  /// What the pass says about itself.
  public static let info = PassInfo(
    id: "to-uint8",
    summary: "Make quantized INT8 tensors UINT8",
    guarantee: .sameNumbers,
    before: "x INT8, scale 0.1, zero point -3 -> CONV_2D version 3 -> y INT8",
    after: "x UINT8, scale 0.1, zero point 125 -> CONV_2D version 1 -> y UINT8")

  private let keepsEnds: Bool
  private let selection: OperatorSelection

  /// Changes what the operators of a selection use.
  ///
  /// `keepIO` leaves the types of the graph's inputs and outputs, with a QUANTIZE at each. Where other
  /// operators keep their types, the ends do too, and a QUANTIZE stands between the two.
  public init(keepIO: Bool = false, selection: OperatorSelection = .all) {
    (keepsEnds, self.selection) = (keepIO, selection)
  }

  /// Changes every subgraph, all of the selection or nothing.
  ///
  /// - Throws: `not-applicable` where weights have a scale for each channel, where an operator has no
  ///   uint8 kernel, and where a number would not stay what it is; nothing is changed then.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    try SignednessChange(to: .uint8, keepsEnds: keepsEnds, selection: selection, info: Self.info)
      .run(on: &draft)
  }
}
