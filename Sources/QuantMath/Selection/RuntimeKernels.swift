/// Which of LiteRT's kernels compute a model.
public enum RuntimeKernels: String, CaseIterable, Sendable {
  /// The reference kernels, the same on every processor.
  case reference
  /// The built-in vector kernels on x86-64: no delegate.
  case builtinX86 = "builtin-x86"
  /// The default on x86-64: XNNPACK for operators that its delegate supports, else the built-in kernels.
  case defaultX86 = "default-x86"
  /// The built-in vector kernels on Arm with NEON: no delegate.
  case builtinARM = "builtin-arm"
  /// The default on Arm with NEON.
  case defaultARM = "default-arm"

  /// Whether XNNPACK's delegate runs the operators that it supports.
  var hasXNNPACK: Bool { self == .defaultX86 || self == .defaultARM }

  /// Whether the processor is an Arm with NEON.
  public var isARM: Bool { self == .builtinARM || self == .defaultARM }
}
