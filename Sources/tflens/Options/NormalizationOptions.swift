import ArgumentParser
import ModelFormat
import Verifying

/// How pixels of images become inputs, if the model's metadata does not say so.
struct NormalizationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Mean of pixel values: one number, or one per channel (default: 0 with --std, else the model's metadata).
      """,
      valueName: "numbers"))
  var mean: NumberList?

  @Option(
    help: ArgumentHelp(
      """
      Standard deviation of pixel values: one number, or one per channel (default: 1 with --mean, else the model's \
      metadata).
      """,
      valueName: "numbers"))
  var std: NumberList?

  /// The first of the options that was given; nil if none was.
  var given: String? { mean != nil ? "--mean" : std != nil ? "--std" : nil }

  /// The normalization that the user gave; nil if there is none.
  var normalization: Normalization? {
    guard given != nil else { return nil }
    return Normalization(means: mean?.numbers ?? [0], standardDeviations: std?.numbers ?? [1])
  }

  /// - Throws: if a standard deviation is 0.
  func check() throws(Diagnostic) {
    guard std?.numbers.contains(0) != true else {
      throw .outOfRange("--std", "0", "a number other than 0")
    }
  }
}
