/// An activation function that an operator applies to its own output.
///
/// Schema: enum `ActivationFunctionType`; the raw value is the schema's.
public enum FusedActivation: Int8, CaseIterable, Sendable {
  /// No activation (schema: `NONE`).
  case none = 0
  /// At least 0 (schema: `RELU`).
  case relu = 1
  /// In [−1, 1] (schema: `RELU_N1_TO_1`).
  case reluN1To1 = 2
  /// In [0, 6] (schema: `RELU6`).
  case relu6 = 3
  /// Ignored by the integer kernels (schema: `TANH`).
  case tanh = 4
  /// Ignored by the integer kernels (schema: `SIGN_BIT`).
  case signBit = 5

  /// The real bounds; `nil` if there is none.
  var realBounds: (lower: Float?, upper: Float?) {
    switch self {
    case .none, .tanh, .signBit: (nil, nil)
    case .relu: (0, nil)
    case .reluN1To1: (-1, 1)
    case .relu6: (0, 6)
    }
  }
}
