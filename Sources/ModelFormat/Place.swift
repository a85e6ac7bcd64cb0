/// Where something is in a model.
public struct Place: Sendable, Hashable, CustomStringConvertible {
  /// From the outside in: `["subgraph 0", "operator 12 (CONV_2D)", "input 1"]`.
  public var steps: [String]
  /// The byte offset in the file, where there is one.
  public var byte: UInt64?

  /// A place by its steps and its byte; with neither, the file as a whole.
  public init(_ steps: [String] = [], byte: UInt64? = nil) {
    self.steps = steps
    self.byte = byte
  }

  /// As a person would look it up: `subgraph 0 / tensor 7 (byte 0x1a4c)`; "" for the whole file.
  public var description: String {
    let path = steps.joined(separator: " / ")
    guard let byte else { return path }
    let offset = "byte 0x\(String(byte, radix: 16))"
    return path.isEmpty ? offset : "\(path) (\(offset))"
  }

  /// The same place, one step further in.
  func appending(_ step: String) -> Place { Place(steps + [step], byte: byte) }
}
