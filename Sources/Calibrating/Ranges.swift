/// What the tensors of one model held while it ran on data.
public struct Ranges: Sendable, Equatable {
  /// The largest count in a document: up to it, JSON readers keep whole numbers exact.
  public static let largestCount: UInt64 = 1 << 53

  /// The path of the model, as it was typed; nil if it is not known.
  public let path: String?
  /// The SHA-256 of the model, 64 hexadecimal digits in lower case.
  public let modelSHA256: String
  /// The kernels of LiteRT that ran it, as `--kernels` names them.
  public let kernels: String
  /// The versions of LiteRT that ran it, sorted, each once.
  public let runtimeVersions: [String]
  /// On how many samples the model ran.
  public let sampleCount: UInt64
  /// What was counted, by tensor index.
  public let measurements: [TensorMeasurement]

  /// Ranges by their parts.
  public init(
    path: String? = nil, modelSHA256: String, kernels: String, runtimeVersions: [String],
    sampleCount: UInt64,
    measurements: [TensorMeasurement]
  ) {
    (self.path, self.modelSHA256, self.kernels) = (path, modelSHA256, kernels)
    self.runtimeVersions = Array(Set(runtimeVersions)).sorted()
    self.sampleCount = sampleCount
    self.measurements = measurements.sorted { $0.tensor < $1.tensor }
  }

  /// The range of each tensor that held finite values, by tensor index.
  public var tensors: [TensorRange] { measurements.compactMap(\.range) }
}
