internal import ModelFormat

extension RawText {
  /// The beginning of a name, safe for a terminal: a name may be of any length, and a finding says
  /// it for every place.
  var shown: String {
    String(decoding: scalars.prefix(200), as: UTF8.self).escapedForDisplay
  }
}
