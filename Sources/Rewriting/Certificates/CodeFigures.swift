/// The figures of one comparison of two tables.
public struct CodeFigures: Sendable, Equatable {
  /// The largest change of an output, in steps of the old output's scale, which need not be whole
  /// where the scale changes.
  public let maxErrorCodes: Double
  /// The mean over all input codes, in the same steps.
  public let meanErrorCodes: Double
  /// How many input codes give another output.
  public let codesChanged: Int
  /// The largest change in steps of the new output's scale; nil if the scale stays.
  public let maxErrorNewSteps: Double?
  /// The farthest that the new function is from the real one, rounded to the new output's codes;
  /// nil for a function that is not a hard-swish, and for a scale without steps.
  public let maxErrorCodesVsReal: Int?
  /// The new output code of every input code, lowest first.
  public let table: [Int32]
}
