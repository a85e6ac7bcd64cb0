/// The figures of one comparison of two tables.
public struct CodeFigures: Sendable, Equatable {
  /// The largest change of an output, in steps of the old output's scale; may be fractional if the scale
  /// changes.
  public let maxErrorCodes: Double
  /// The mean over all input codes, in the same steps.
  public let meanErrorCodes: Double
  /// How many input codes give another output.
  public let codesChanged: Int
  /// The largest change in steps of the new output's scale; nil if the scale stays.
  public let maxErrorNewSteps: Double?
  /// The largest error against the real function, rounded to the new output's codes; nil for a function that
  /// is not a hard-swish, or if there is no scale.
  public let maxErrorCodesVsReal: Int?
  /// The new output code of every input code, lowest first.
  public let table: [Int32]
}
