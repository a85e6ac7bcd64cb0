/// `3,7-12`: positions of operators as a person types them.
public struct OperatorPositions: Hashable, Sendable {
  /// Positions typed alone: each must be an operator that the pass can change.
  public let single: Set<Int>
  /// Ranges: the operators in them that the pass cannot change are left alone.
  public let ranges: [ClosedRange<Int>]

  /// Why a text is no list of positions.
  public struct Fault: Error, CustomStringConvertible {
    /// What was found, and what must be there.
    public let description: String
  }

  /// Reads a list.
  public init(_ text: String) throws(Fault) {
    var single: Set<Int> = []
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(Self.position)
      switch ends.count {
      case 1:
        guard let position = ends[0] else { throw Self.fault(part) }
        single.insert(position)
      case 2:
        guard let first = ends[0], let last = ends[1], first <= last else {
          throw Self.fault(part)
        }
        ranges.append(first...last)
      default: throw Self.fault(part)
      }
    }
    (self.single, self.ranges) = (single, ranges)
  }

  private static func position(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  private static func fault(_ part: Substring) -> Fault {
    Fault(
      description: "'\(part)' must be a position or a range of positions, as in 3,7-12")
  }
}
