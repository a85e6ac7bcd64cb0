public import ModelFormat

/// How two models are run.
public struct VerifySettings: Sendable {
  /// Whose kernels compute.
  public enum Kernels: String, Sendable, CaseIterable {
    /// The portable ones, which compute the same on every machine.
    case reference
    /// The ones made fast for the processor.
    case builtin
    /// What an application gets: those, with XNNPACK where it takes an operator.
    case `default`
  }

  /// Where the inputs come from.
  public enum Inputs: Sendable, Equatable {
    /// So many runs of numbers that the seed alone decides.
    case drawn(seed: UInt32, runs: Int)
    /// The arrays of an NPZ file; all of their samples, or the first so many.
    case file(FilePath, runs: Int?)
  }

  /// Whose kernels compute.
  public let kernels: Kernels
  /// Where the inputs come from.
  public let inputs: Inputs
  /// How long one step of one model may take in seconds.
  public let timeout: Int

  /// Settings for one comparison.
  ///
  /// Precondition: at least one run and one second.
  public init(kernels: Kernels, inputs: Inputs, timeout: Int) {
    let runs: Int? =
      switch inputs {
      case .drawn(_, let runs): runs
      case .file(_, let runs): runs
      }
    precondition(timeout > 0 && (runs ?? 1) > 0, "at least one run, and time for it")
    (self.kernels, self.inputs, self.timeout) = (kernels, inputs, timeout)
  }
}
