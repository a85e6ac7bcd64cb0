/// Where something is: in a model, or in a text file.
public struct Place: Sendable, Hashable, CustomStringConvertible {
  /// From the outside in: `["subgraph 0", "operator 12 (CONV_2D)", "input 1"]`.
  public var steps: [String]
  /// The byte offset in the file, if there is one.
  public var byte: UInt64?
  /// The line of a text file, from 1, if it is one.
  public var line: Int?
  /// The column in the line, from 1, in Unicode scalars.
  public var column: Int?

  /// A place in a model, given by steps and byte; with neither, the file as a whole.
  public init(_ steps: [String] = [], byte: UInt64? = nil) {
    self.steps = steps
    self.byte = byte
  }

  /// A place in a text file; nil stands for the file as a whole.
  public init(line: Int?, column: Int? = nil) {
    steps = []
    (self.line, self.column) = (line, line == nil ? nil : column)
  }

  /// As a person would look it up: `subgraph 0 / tensor 7 (byte 6732)`, `3:7` for a line and a
  /// column; "" for the whole file.
  public var description: String {
    if let line { return "\(line)\(column.map { ":\($0)" } ?? "")" }
    let path = steps.joined(separator: " / ")
    guard let byte else { return path }
    let offset = "byte \(byte)"
    return path.isEmpty ? offset : "\(path) (\(offset))"
  }

  /// The place one step further in.
  public func appending(_ step: String) -> Place { Place(steps + [step], byte: byte) }
}
