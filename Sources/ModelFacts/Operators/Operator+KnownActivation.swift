public import ModelFormat
public import QuantMath

extension Operator {
  /// The function that the operator applies to its result; nil for a code that the schema does not know.
  ///
  /// Today's runtimes apply nothing then, but the code belongs to a newer one, which does.
  public var knownActivation: FusedActivation? {
    FusedActivation(rawValue: fusedActivation.rawValue)
  }
}
