public import ModelFormat
public import Rewriting

/// How two models are run.
public struct VerifySettings: Sendable {
  /// Which kernels of LiteRT run the models.
  public enum Kernels: String, Sendable, CaseIterable {
    /// The portable kernels, which compute the same on every machine.
    case reference
    /// The kernels optimized for the processor.
    case builtin
    /// The default of applications: optimized kernels, and XNNPACK for the operators that it supports.
    case `default`
  }

  /// Where the inputs come from.
  public enum Inputs: Sendable, Equatable {
    /// This number of runs, with random inputs that depend only on the seed.
    case drawn(seed: UInt32, runs: Int)
    /// Files as they were typed, each with the name of its input and `=` before it if it is for one
    /// input: all samples, or the first `runs`.
    ///
    /// `normalization` is for images and arrays of uint8; without one, that of the model's metadata is used.
    case files([FilePath], normalization: Normalization?, runs: Int?)

    /// The files; none if the inputs are random.
    var paths: [FilePath] { if case .files(let paths, _, _) = self { paths } else { [] } }
  }

  /// Which runtime runs each model.
  public let runtimes: (a: ModelRuntime, b: ModelRuntime)
  /// Which kernels of LiteRT run the models; TensorFlow Lite Micro has one set.
  public let kernels: Kernels
  /// Where the inputs come from.
  public let inputs: Inputs
  /// How long one step of one model may take in seconds.
  public let timeout: Int
  /// Whether each operator of the second model also runs alone, on the first model's tensors.
  public let ranksOperators: Bool
  /// The file with the class of each sample; nil if there is none.
  public let labels: FilePath?
  /// Which operators of the second model to widen in a further comparison; empty for none.
  public let widerChoices: [WiderChoice]

  /// The runtimes, each once, the first model's first.
  var distinctRuntimes: [ModelRuntime] {
    runtimes.a == runtimes.b ? [runtimes.a] : [runtimes.a, runtimes.b]
  }

  /// Settings for one comparison.
  ///
  /// Precondition: at least one run and one second.
  public init(
    runtimes: (a: ModelRuntime, b: ModelRuntime) = (.litert, .litert), kernels: Kernels,
    inputs: Inputs, timeout: Int, ranksOperators: Bool = false,
    labels: FilePath? = nil, widerChoices: [WiderChoice] = []
  ) {
    let runs: Int? =
      switch inputs {
      case .drawn(_, let runs): runs
      case .files(_, _, let runs): runs
      }
    precondition(timeout > 0 && (runs ?? 1) > 0, "at least one run, and time for it")
    (self.runtimes, self.kernels) = (runtimes, kernels)
    (self.inputs, self.timeout, self.ranksOperators) = (inputs, timeout, ranksOperators)
    (self.labels, self.widerChoices) = (labels, widerChoices)
  }

  /// The same, for a comparison of the models alone.
  var withoutRanking: Self {
    Self(
      runtimes: runtimes, kernels: kernels, inputs: inputs, timeout: timeout, labels: labels)
  }
}
