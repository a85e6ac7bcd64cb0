public import ModelFormat

/// `3,7-12`: operator indices as typed on the command line.
public struct OperatorIndices: Hashable, Sendable {
  /// Single indices: each must be an operator that the pass can change.
  public let single: Set<Int>
  /// Ranges: the operators in them that the pass cannot change are left alone.
  public let ranges: [ClosedRange<Int>]

  /// Reads a list.
  public init(_ text: String) throws(Diagnostic) {
    var single: Set<Int> = []
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(Self.index)
      switch ends.count {
      case 1:
        guard let index = ends[0] else { throw .wrongOperators(String(part)) }
        single.insert(index)
      case 2:
        guard let first = ends[0], let last = ends[1] else { throw .wrongOperators(String(part)) }
        guard first <= last else { throw .reversedOperators(first, last) }
        ranges.append(first...last)
      default: throw .wrongOperators(String(part))
      }
    }
    (self.single, self.ranges) = (single, ranges)
  }

  /// Whether an index is one of them.
  func contains(_ index: Int) -> Bool {
    single.contains(index) || ranges.contains { $0.contains(index) }
  }

  private static func index(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}
