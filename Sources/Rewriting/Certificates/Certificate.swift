public import QuantMath

/// How far a change can move outputs, and how that is known.
public enum Certificate: Sendable {
  /// A function of codes, compared by its table for every input code.
  case codes(CodesCertificate)
  /// A change that moves no number, proved from both models, and the reason.
  case exact(String)
  /// An element-wise function of floats.
  case float(FloatCertificate)
  /// A layer whose weights changed.
  case weights(WeightsCertificate)
  /// Any other change, with or without a bound.
  case bound(BoundCertificate)

  /// How the figures are known.
  public var basis: Basis {
    switch self {
    case .exact: .computed
    case .codes(let certificate): certificate.maxErrorCodes.isFinite ? .computed : .none
    case .float(let certificate): certificate.bound == nil ? .measured : .bounded
    case .weights(let certificate): certificate.maxErrorCodes == nil ? .none : .bounded
    case .bound(let certificate): certificate.basis
    }
  }

  /// The largest change of an output in codes, by any kernel; nil if there is no bound, and for
  /// floats, which have no codes.
  ///
  /// One code is a step of the old output's scale, if it had one.
  public var maxErrorCodes: Double? {
    switch self {
    case .exact: 0
    case .codes(let certificate) where certificate.maxErrorCodes.isFinite:
      certificate.maxErrorCodes
    case .codes, .float: nil
    case .weights(let certificate): certificate.maxErrorCodes
    case .bound(let certificate): certificate.maxErrorCodes
    }
  }
}

/// How a figure is known: the strongest first.
public enum Basis: String, Sendable, CaseIterable {
  /// Computed for every possible input.
  case computed
  /// A sound bound, by arithmetic, for every possible input.
  case bounded
  /// Measured by running, for the inputs that were run.
  case measured
  /// Not known.
  case none

  /// True if no input can exceed the figure.
  public var isBound: Bool { self == .computed || self == .bounded }
}

/// How far a change moves the output of one operator, if that is not computed for every input.
public struct BoundCertificate: Sendable, Equatable {
  /// How the bound is known.
  public let basis: Basis
  /// The largest change of the output in steps of its old scale; nil if there is no bound.
  public let maxErrorCodes: Double?
  /// The same in steps of the new scale; nil if the scale stays, or there is no bound.
  public let maxErrorNewSteps: Double?
  /// What was compared, or why there is no bound.
  public let reason: String

  /// A change without a bound.
  static func none(_ reason: String, _ basis: Basis = .none) -> Self {
    Self(basis: basis, maxErrorCodes: nil, maxErrorNewSteps: nil, reason: reason)
  }

  static func bounded(_ steps: Double, newSteps: Double? = nil, _ reason: String) -> Self {
    guard steps.isFinite else { return none(reason) }
    return Self(basis: .bounded, maxErrorCodes: steps, maxErrorNewSteps: newSteps, reason: reason)
  }
}

/// How far a layer's weights moved, and how far its output moved with them.
public struct WeightsCertificate: Sendable, Equatable {
  /// Below this signal-to-noise ratio, in dB, the change has a tenth of the size of the weights, and a layer's result is
  /// no longer reliable.
  public static let reliableSignalToNoise = 20.0

  /// The energy of the old weights relative to that of the change, in dB; infinite if nothing changed.
  public let signalToNoise: Double
  /// The channel with the lowest ratio; nil for weights without channels.
  public let worstChannel: Int?
  /// That channel's signal to noise, in dB.
  public let worstSignalToNoise: Double?
  /// The greatest change of a weight, as a real number.
  public let maxAbsolute: Double
  /// The largest change of the layer's output in codes, for any input codes; nil if there is no
  /// bound.
  public var maxErrorCodes: Double?
  /// The root mean square of that change before rounding, for input codes that are all equally
  /// likely and independent; nil if there is no bound.
  public var rmsErrorCodes: Double?
  /// The output channel of the largest change; nil if there is no bound.
  public var maxErrorChannel: Int?
  /// Why there is no bound; nil if there is one.
  public var noBound: String?
}

/// How far an element-wise function of floats moved.
public struct FloatCertificate: Sendable, Equatable {
  /// How many inputs were computed.
  public let points: Int
  /// The smallest and the largest of them.
  public let range: ClosedRange<Float>
  /// The greatest difference found, by the reference kernels.
  public let foundAbsolute: Double
  /// The greatest difference found, relative to the old value if that is not 0.
  public let foundRelative: Double
  /// The greatest difference found by XNNPACK's kernels on x86; nil if those are not modelled.
  public let foundDefaultPath: Double?
  /// The bound for all inputs; nil if it is unknown.
  public let bound: FloatBound?

  /// The greatest difference in the range: the bound, or else what was found.
  public var maxAbsolute: Double { bound?.absolute ?? max(foundAbsolute, foundDefaultPath ?? 0) }
}

/// How far a function of codes moved.
public struct CodesCertificate: Sendable, Equatable {
  /// How many inputs there are; every one was computed.
  public let codes: Int
  /// By the runtime's reference kernels.
  public let reference: CodeFigures
  /// By the other kernels that are modelled.
  public var paths: [RuntimeKernels: CodeFigures] = [:]

  /// The largest change by any kernels that are modelled.
  public var maxErrorCodes: Double {
    paths.values.reduce(reference.maxErrorCodes) { max($0, $1.maxErrorCodes) }
  }
}

/// The figures of one comparison of two tables.
public struct CodeFigures: Sendable, Equatable {
  /// The largest change of an output, in steps of the old output's scale; may be fractional if the scale
  /// changes.
  public let maxErrorCodes: Double
  /// The mean over all input codes, in the same steps.
  public let meanErrorCodes: Double
  /// How many input codes give another output.
  public let codesChanged: Int
  /// The largest change in steps of the new output's scale; nil if the scale stays.
  public let maxErrorNewSteps: Double?
  /// The largest error against the real function, rounded to the new output's codes; nil for a function that
  /// is not a hard-swish, or if there is no scale.
  public let maxErrorCodesVsReal: Int?
  /// The new output code of every input code, lowest first.
  public let table: [Int32]
}
