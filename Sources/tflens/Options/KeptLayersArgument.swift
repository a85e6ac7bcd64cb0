import ArgumentParser
import ModelFormat
import Rewriting

/// `3,7-12`, `auto` or `auto=30`: which layers keep per-channel weights.
struct KeptLayersArgument: ExpressibleByArgument {
  private let text: String

  init(argument: String) { text = argument }

  /// The layers.
  ///
  /// - Throws: if the text names none.
  func layers() throws(Diagnostic) -> KeptLayers {
    guard text.hasPrefix("auto") else { return .operators(try OperatorIndices(text)) }
    guard text != "auto" else { return .below(decibels: WeightsCertificate.reliableSignalToNoise) }
    guard text.hasPrefix("auto="), let decibels = Double(text.dropFirst(5)), decibels.isFinite,
      decibels >= 0
    else {
      throw .outOfRange(
        "--keep-per-channel", text,
        "indices of operators, auto, or auto=DB with DB 0 or more")
    }
    return .below(decibels: decibels)
  }
}
