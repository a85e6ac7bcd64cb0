/// How many inputs and outputs the kernel of an operator accepts.
///
/// Source: what the kernels' `Prepare` rejects when a model of each operator with 0 to 6 inputs and 0 to 3
/// outputs is allocated in ai-edge-litert 2.3.0; for LSTM, LiteRT `kernels/lstm.cc`, `Prepare`.
public struct TensorCounts: Sendable {
  /// How many inputs, including optional ones.
  public let inputs: PartialCount
  /// How many outputs.
  public let outputs: PartialCount

  init(inputs: String, outputs: String) {
    (self.inputs, self.outputs) = (PartialCount(inputs), PartialCount(outputs))
  }

  /// The smallest number of inputs.
  var leastInputs: Int { inputs.ranges.map(\.least).min() ?? 0 }

  /// Ranges of numbers; the last may be open-ended.
  public struct PartialCount: Sendable, CustomStringConvertible {
    let ranges: [(least: Int, most: Int?)]

    /// Whether a number is one of them.
    public func allows(_ count: Int) -> Bool {
      ranges.contains { range in count >= range.least && range.most.map { count <= $0 } ?? true }
    }

    /// `2`, `2 to 3`, `at least 2`, `5 or 20`.
    public var description: String {
      ranges.map { least, most in
        guard let most else { return "at least \(least)" }
        return least == most ? "\(least)" : "\(least) to \(most)"
      }.joined(separator: " or ")
    }

    /// Parses `2`, `2-3`, `2-` or `5,20`.
    init(_ word: String) {
      // Most are one number; splitting takes ten times as long.
      if let count = Int(word) {
        ranges = [(count, count)]
        return
      }
      ranges = word.split(separator: ",").map { range in
        let ends = range.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        return ((ends.first ?? nil) ?? 0, ends.last ?? nil)
      }
    }
  }
}
