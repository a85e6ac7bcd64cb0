/// Why a kernel does not run on the shapes that it is given.
public struct ShapeFault: Error, Hashable, Sendable {
  /// What LiteRT does with the model.
  public enum Consequence: Hashable, Sendable {
    /// It returns an error, at allocation or in the first run.
    case rejects
    /// It crashes.
    case crashes
    /// It reads past the end of a tensor: the results are wrong, or the process crashes.
    case miscomputes
  }

  /// What was found, and what is allowed; a sentence without a full stop, safe for a terminal.
  public let message: String
  /// What LiteRT does with the model.
  public let consequence: Consequence

  /// A fault in words.
  public init(_ message: String, _ consequence: Consequence = .rejects) {
    self.message = message
    self.consequence = consequence
  }
}
