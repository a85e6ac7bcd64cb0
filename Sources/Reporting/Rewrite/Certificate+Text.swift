internal import ModelFacts
internal import QuantMath
internal import Rewriting

extension Certificate {
  /// The columns of a table of certificates of one kind.
  static func columns(of kind: String) -> [TextTable.Column] {
    let titles: [String] =
      switch kind {
      case "codes":
        ["max change", basisTitle, "mean", "changed", "vs. exact", "built-in", "XNNPACK", "Arm"]
      case "float": ["max change", basisTitle, "measured", "XNNPACK measured", "max ulps"]
      case "weights":
        ["max change", basisTitle, "RMS", "SNR dB", "worst dB", "in channel", "weights change"]
      case "bound": ["max change", basisTitle]
      default: []
      }
    return titles.map { title in
      .init(title: title, isRight: title != basisTitle, dropsOut: dispensable[title] ?? 0)
    }
  }

  /// Columns that a narrow terminal can do without, the first to go with the lowest number.
  private static let dispensable = [
    "Arm": 2, "XNNPACK": 3, "built-in": 4, "vs. exact": 5, "in channel": 2, "worst dB": 3,
    "XNNPACK measured": 2, "max ulps": 3, basisTitle: 6,
  ]
  private static let basisTitle = "basis"

  /// One row, without what was done.
  var cells: [TextTable.Cell] {
    let basis = TextTable.Cell(basis.rawValue)
    switch self {
    case .codes(let certificate):
      let figures = certificate.reference
      let arm = [certificate.paths[.builtinARM], certificate.paths[.defaultARM]]
        .compactMap { $0?.maxErrorCodes }
      return [
        .init(figures.inBothSteps), basis, .init(figures.meanErrorCodes.asFigure),
        "\(figures.codesChanged)", .init(figures.maxErrorCodesVsReal.map { "\($0)" } ?? ""),
        .init(certificate.paths[.builtinX86]?.maxErrorCodes.asUpperFigure ?? Self.unknown),
        .init(certificate.paths[.defaultX86]?.maxErrorCodes.asUpperFigure ?? Self.unknown),
        .init(arm.max()?.asUpperFigure ?? Self.unknown),
      ]
    case .exact: return []
    case .float(let certificate):
      return [
        .init(certificate.bound?.absolute.asUpperFigure ?? Self.notBounded), basis,
        .init(certificate.foundAbsolute.asFigure),
        .init(certificate.foundDefaultPath?.asFigure ?? Self.unknown),
        .init(certificate.bound?.inputULPs.asUpperFigure ?? ""),
      ]
    case .weights(let certificate):
      return [
        .init(certificate.maxErrorCodes?.asUpperFigure ?? Self.notBounded), basis,
        .init(certificate.rmsErrorCodes?.asFigure ?? ""),
        .init(certificate.signalToNoise.asDecibels),
        .init(certificate.worstSignalToNoise?.asDecibels ?? ""),
        .init(certificate.worstChannel.map { "\($0)" } ?? ""),
        .init(certificate.maxAbsolute.asFigure),
      ]
    case .bound(let certificate):
      guard let most = certificate.maxErrorCodes else { return [.init(Self.notBounded), basis] }
      return [.init(most.inBothSteps(certificate.maxErrorNewSteps)), basis]
    }
  }

  /// What follows the description of a change: why it has no bound; nil if it has one.
  var remark: String? {
    switch self {
    case .weights(let certificate): certificate.noBound
    case .bound(let certificate): certificate.reason
    case .exact(let reason): reason
    case .codes, .float: nil
    }
  }

  private static let notBounded = "not bounded"
  private static let unknown = "unknown"
}

extension CodeFigures {
  fileprivate var inBothSteps: String { maxErrorCodes.inBothSteps(maxErrorNewSteps) }
}

extension Double {
  /// In steps of the old scale, and of the new one if that is different.
  fileprivate func inBothSteps(_ new: Double?) -> String {
    let old = asUpperFigure
    guard let new, new.asUpperFigure != old else { return old }
    return "\(old) (\(new.asUpperFigure) new codes)"
  }

  /// `code` or `codes`.
  var codes: String { self == 1 ? "code" : "codes" }

  fileprivate var asDecibels: String { isInfinite ? "exact" : asFigure }

  /// A bound to four significant digits, never less than the number.
  var asUpperFigure: String {
    guard isFinite, self > 0 else { return asFigure }
    var unit = 1.0
    while self / unit >= 10_000 { unit *= 10 }
    while self / unit < 1_000, unit > 1e-300 { unit /= 10 }
    let up = (self / unit).rounded(.up) * unit
    // The rounding of a double must not turn 1 into 1.001.
    return abs(up - self) <= self * 1e-12 ? asFigure : up.asFigure
  }
}
