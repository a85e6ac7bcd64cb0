import ArgumentParser
import MemoryPlanning
import ModelFormat

/// Other shapes for the inputs of a model.
struct ShapeOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "First dimension of every model input, instead of the stored one.")
  var batch: Int?

  @Option(
    help: ArgumentHelp(
      "Shape of a model input, by name or tensor index, as in 'image=1,96,96,1'. Repeatable.",
      valueName: "input=shape"))
  var shape: [String] = []

  /// The shapes that were typed.
  func inputs() throws(Diagnostic) -> ResizedInputs {
    if let batch, batch < 1 { throw .outOfRange("--batch", "\(batch)", "at least 1") }
    var shapes: [(input: String, shape: [Int])] = []
    for word in shape {
      // Names of inputs may hold the sign.
      guard let sign = word.lastIndex(of: "="), sign > word.startIndex else {
        throw .outOfRange("--shape", "'\(word.escapedForDisplay)'", Self.form)
      }
      let dimensions = word[word.index(after: sign)...].split(separator: ",").map { Int($0) }
      let known = dimensions.compactMap { $0 }.filter { $0 >= 1 && $0 <= Int(Int32.max) }
      guard known.count == dimensions.count, !known.isEmpty else {
        throw .outOfRange("--shape", "'\(word.escapedForDisplay)'", Self.form)
      }
      shapes.append((String(word[..<sign]), known))
    }
    return ResizedInputs(batch: batch, shapes: shapes)
  }

  private static let form = "an input and its dimensions, each at least 1, as in 'image=1,96,96,1'"
}
