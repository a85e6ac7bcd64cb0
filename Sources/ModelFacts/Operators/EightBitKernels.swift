/// The kernels of an operator that LiteRT computes in both int8 and uint8.
///
/// Which operators have both, and where the two kernels differ, was measured: each operator alone in
/// ai-edge-litert 2.3.0, with the same numbers in both types and the reference kernels.
public struct EightBitKernels: Sendable {
  /// The lowest version of the operator for int8.
  ///
  /// Source of the versions: LiteRT `tflite/tools/versioning/op_version.cc`,
  /// `GetBuiltinOperatorVersion`.
  public let int8: Int64
  /// The lowest version for uint8.
  public let uint8: Int64
  /// False if the two reference kernels give different codes for the same numbers.
  ///
  /// Kernels that average round differently, by at most one code; the int8 kernel of SUM gives the same code
  /// for everything.
  public var agree = true
}
