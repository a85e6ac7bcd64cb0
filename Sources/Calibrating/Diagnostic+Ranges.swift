public import ModelFormat
internal import YAML

// Failures to read or merge ranges.

extension Diagnostic.Code {
  /// A file of ranges that cannot be read.
  public static let rangesNotReadable = Self("ranges-not-readable", .unreadable)
  /// A file that is not a document of ranges, or a damaged one.
  public static let rangesMalformed = Self("ranges-malformed", .unreadable)
  /// Ranges of different models or tensors.
  public static let rangesNotMergeable = Self("ranges-not-mergeable", .unreadable)
}

extension Diagnostic {
  private static let again =
    "`tflens calibrate MODEL --inputs DATA -o FILE` writes ranges; write them again."

  /// `reason` is the operating system's message, or what is wrong with the text.
  static func rangesNotReadable(_ reason: String) -> Self {
    Self(
      .rangesNotReadable, "the ranges file cannot be read: \(reason)",
      fix: "Check the path, or create a ranges file with `tflens calibrate`.")
  }

  static func rangesMalformed(_ found: String, _ allowed: String? = nil, at mark: YAMLMark) -> Self
  {
    Self(
      .rangesMalformed, found, allowed, at: Place(line: mark.line, column: mark.column), fix: again)
  }

  static func rangesNotMergeable(_ found: String) -> Self {
    Self(
      .rangesNotMergeable, found.escapedForDisplay,
      "they must be of one model, measured with the same settings",
      fix: "Measure the other samples of the model with the same settings.")
  }

  static func rangesTooLarge() -> Self {
    Self(
      .rangesNotMergeable, "the merged ranges have more than \(Ranges.largestCount) values",
      fix: "Merge fewer of them.")
  }
}
