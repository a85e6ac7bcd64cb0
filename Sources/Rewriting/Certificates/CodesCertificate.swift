public import QuantMath

/// How far a function of codes moved.
public struct CodesCertificate: Sendable, Equatable {
  /// How many inputs there are; every one was computed.
  public let codes: Int
  /// By the runtime's reference kernels.
  public let reference: CodeFigures
  /// By the other kernels that are modelled.
  public var paths: [RuntimeKernels: CodeFigures] = [:]

  /// By the default kernels on x86; nil where one of them is not modelled.
  public var defaultPath: CodeFigures? { paths[.defaultX86] }

  /// The largest change by any kernels that are modelled.
  public var maxErrorCodes: Double {
    paths.values.reduce(reference.maxErrorCodes) { max($0, $1.maxErrorCodes) }
  }
}

/// The figures of one comparison of two tables.
public struct CodeFigures: Sendable, Equatable {
  /// The largest change of an output, in steps of the old output's scale, which need not be whole
  /// where the scale changes.
  public let maxErrorCodes: Double
  /// The mean over all input codes, in the same steps.
  public let meanErrorCodes: Double
  /// How many input codes give another output.
  public let codesChanged: Int
  /// The largest change in steps of the new output's scale; nil where the scale stays.
  public let maxErrorNewSteps: Double?
  /// The farthest that the new function is from the real one, rounded to the new output's codes; nil
  /// for a function that is no hard-swish, and for a scale without steps.
  public let maxErrorCodesVsReal: Int?
  /// The new output code of every input code, lowest first.
  public let table: [Int32]
}
