/// An implementation of quantized HARD_SWISH whose every bit is known.
public enum HardSwishKernel: String, CaseIterable, Sendable {
  /// The portable kernel: the reference everywhere, the default on x86-64.
  case litertReference = "litert-reference"
  /// The vector kernel: the default on Arm, for whole groups of eight elements.
  case litertNEON = "litert-neon"

  /// The kernel's name with the element type, such as `litert-reference-int8`.
  public func name(for codes: CodeRange) -> String { "\(rawValue)-\(codes)" }

  /// The output code of one input code.
  public func output(of code: Int32, _ p: HardSwishPreparation) -> Int32 {
    p.output.codes.clamp(unclampedOutput(of: code, p))
  }

  /// The output code of every input code, lowest first: shape `[256]`.
  public func table(_ p: HardSwishPreparation) -> [Int32] {
    (p.input.codes.lowest...p.input.codes.highest).map { output(of: $0, p) }
  }

  /// What comes out before it is clamped to the codes of the output's type.
  func unclampedOutput(of code: Int32, _ p: HardSwishPreparation) -> Int32 {
    switch self {
    case .litertReference: hardSwishReferenceUnclamped(code, p)
    case .litertNEON: hardSwishNEONUnclamped(code, p)
    }
  }
}
