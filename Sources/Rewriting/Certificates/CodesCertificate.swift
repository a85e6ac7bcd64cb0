public import QuantMath

/// How far a function of codes moved.
public struct CodesCertificate: Sendable, Equatable {
  /// How many inputs there are; every one was computed.
  public let codes: Int
  /// By the runtime's reference kernels.
  public let reference: CodeFigures
  /// By the other kernels that are modelled.
  public var paths: [RuntimeKernels: CodeFigures] = [:]

  /// By the default kernels on x86; nil if one of them is not modelled.
  public var defaultPath: CodeFigures? { paths[.defaultX86] }

  /// The largest change by any kernels that are modelled.
  public var maxErrorCodes: Double {
    paths.values.reduce(reference.maxErrorCodes) { max($0, $1.maxErrorCodes) }
  }
}
