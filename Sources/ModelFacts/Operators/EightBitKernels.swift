/// The kernels of an operator that LiteRT computes both in int8 and in uint8.
///
/// Which operators they are, and where the two kernels differ, was measured: each operator alone in
/// ai-edge-litert 2.3.0, the same numbers in both types, with the reference kernels.
public struct EightBitKernels: Sendable {
  /// The least version of the operator for int8.
  ///
  /// Source of the versions: LiteRT `tflite/tools/versioning/op_version.cc`,
  /// `GetBuiltinOperatorVersion`.
  public let int8: Int64
  /// The least version for uint8.
  public let uint8: Int64
  /// False if the two reference kernels give different codes for the same numbers: those that
  /// average round in other ways, and so by one code at most; the int8 kernel of SUM gives one code
  /// for everything.
  public var agree = true
}
