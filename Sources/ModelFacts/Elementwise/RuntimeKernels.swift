/// Which of LiteRT's kernels compute a model.
public enum RuntimeKernels: String, CaseIterable, Sendable {
  /// The reference kernels, the same on every processor.
  case reference
  /// What a program gets on x86-64 that asks for nothing: XNNPACK where its delegate takes the
  /// operator, else the built-in kernels.
  case defaultX86 = "default-x86"
}
