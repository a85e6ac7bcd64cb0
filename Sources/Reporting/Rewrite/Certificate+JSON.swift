internal import QuantMath
internal import Rewriting

extension JSONWriter {
  /// Writes the members of a certificate; the output code of every input code if `tables` is true.
  func certificate(_ certificate: Certificate, tables: Bool) throws {
    try member("kind", certificate.kind)
    try member("basis", certificate.basis.rawValue)
    switch certificate {
    case .codes(let certificate): try members(certificate, tables: tables)
    case .exact(let reason):
      try member("max_error_codes", 0)
      try member("reason", reason)
    case .float(let certificate): try members(certificate)
    case .weights(let certificate):
      try member("max_error_codes", figure: certificate.maxErrorCodes)
      try member("rms_error_codes", figure: certificate.rmsErrorCodes)
      try member("max_error_channel", certificate.maxErrorChannel)
      try member("signal_to_noise_db", decibels: certificate.signalToNoise)
      try member("worst_channel", certificate.worstChannel)
      try member("worst_channel_signal_to_noise_db", decibels: certificate.worstSignalToNoise)
      try member("max_absolute_error", figure: certificate.maxAbsolute)
      try member("reason", certificate.noBound)
    case .bound(let certificate):
      try member("max_error_codes", figure: certificate.maxErrorCodes)
      try member("max_error_new_steps", figure: certificate.maxErrorNewSteps)
      try member("reason", certificate.reason)
    }
  }

  private func members(_ certificate: CodesCertificate, tables: Bool) throws {
    try member("codes", certificate.codes)
    try members(certificate.reference, tables: tables)
    for (name, path) in Certificate.paths {
      try key(name)
      if let figures = certificate.paths[path] {
        try object { try members(figures, tables: tables) }
      } else {
        null()
      }
    }
  }

  private func members(_ figures: CodeFigures, tables: Bool) throws {
    try member("max_error_codes", figure: figures.maxErrorCodes)
    try member("mean_error_codes", figure: figures.meanErrorCodes)
    try member("codes_changed", figures.codesChanged)
    try member("max_error_new_steps", figure: figures.maxErrorNewSteps)
    try member("max_error_codes_vs_real", figures.maxErrorCodesVsReal)
    // Tables of 16-bit codes and of pairs of codes would hide everything else.
    if tables && figures.table.count <= 256 { try member("table", figures.table) }
  }

  private func members(_ certificate: FloatCertificate) throws {
    try member("points", certificate.points)
    try key("range")
    try array {
      for end in [certificate.range.lowerBound, certificate.range.upperBound] {
        try element()
        value(end)
      }
    }
    try member("max_absolute_error", figure: certificate.maxAbsolute)
    try member("max_error_input_ulps", figure: certificate.bound?.inputULPs)
    try key("measured")
    try object {
      try member("max_absolute_error", figure: certificate.foundAbsolute)
      try member("max_relative_error", figure: certificate.foundRelative)
      try member("default_path_max_absolute_error", figure: certificate.foundDefaultPath)
    }
  }
}

extension Certificate {
  /// The kind's name in the JSON form.
  var kind: String {
    switch self {
    case .codes: "codes"
    case .exact: "exact"
    case .float: "float"
    case .weights: "weights"
    case .bound: "bound"
    }
  }

  /// The kernels besides the reference, by their names in the JSON form.
  fileprivate static let paths: [(String, RuntimeKernels)] = [
    ("builtin_path", .builtinX86), ("default_path", .defaultX86),
    ("arm_builtin_path", .builtinARM), ("arm_default_path", .defaultARM),
  ]
}
