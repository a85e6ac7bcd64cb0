/// The proof of a change: what it moves, and how far.
public enum Certificate: Sendable {
  /// An element-wise function of codes: its table for every input code, before and after.
  case codes(CodesCertificate)
  /// A change that moves no number, for this reason.
  case exact(String)
  /// An element-wise function of floats, over a dense grid.
  case float(FloatCertificate)
  /// Weights that moved.
  case weights(WeightsCertificate)

  /// The farthest that a code moves by the reference kernels; nil where codes are not compared.
  public var maxErrorCodes: Double? {
    switch self {
    case .codes(let certificate): certificate.reference.maxErrorCodes
    case .exact: 0
    case .float, .weights: nil
    }
  }

  /// The farthest that a code moves by any kernels that were computed; nil where codes are not
  /// compared.
  public var worstOfAllPaths: Double? {
    guard case .codes(let certificate) = self else { return maxErrorCodes }
    return max(
      certificate.reference.maxErrorCodes, certificate.defaultPath?.maxErrorCodes ?? 0)
  }
}

/// How far an element-wise function of codes moved.
public struct CodesCertificate: Sendable, Equatable {
  /// How many input codes there are; every one was computed.
  public let codes: Int
  /// By the runtime's reference kernels.
  public let reference: CodeFigures
  /// By its default kernels on x86; nil where one of them is not modelled.
  public let defaultPath: CodeFigures?
}

/// The figures of one comparison of two tables.
public struct CodeFigures: Sendable, Equatable {
  /// The farthest that an output moves: in codes, or in steps of the coarser grid where the output's
  /// grid changes, which need not be whole.
  public let maxErrorCodes: Double
  /// The mean over all input codes, in the same steps.
  public let meanErrorCodes: Double
  /// How many input codes give another output.
  public let codesChanged: Int
  /// The farthest that the new function is from the real one, rounded to the new output's grid; nil
  /// for a function that is no hard-swish, and for a grid without steps.
  public let maxErrorCodesVsReal: Int?
  /// The new output code of every input code, lowest first.
  public let table: [Int32]
}

/// How far an element-wise function of floats moved.
public struct FloatCertificate: Sendable, Equatable {
  /// How many inputs were computed.
  public let points: Int
  /// The least and the greatest of them.
  public let range: ClosedRange<Float>
  /// The greatest difference.
  public let maxAbsolute: Double
  /// The greatest difference, as a part of the old value, where that is not 0.
  public let maxRelative: Double
}

/// How far a layer's weights moved.
public struct WeightsCertificate: Sendable, Equatable {
  /// The energy of the old weights over that of what changed, in dB; infinite where nothing did.
  public let signalToNoise: Double
  /// The channel with the least of it; nil for weights without channels.
  public let worstChannel: Int?
  /// That channel's signal to noise, in dB.
  public let worstSignalToNoise: Double?
  /// The greatest change of a weight, as a real number.
  public let maxAbsolute: Double
}
