/// How much of a model a target supports.
public struct Coverage: Sendable, Hashable {
  /// All operators of all subgraphs.
  public private(set) var operatorCount = 0
  /// Those that the target supports.
  public private(set) var mappedCount = 0
  /// Those that it does not support.
  public private(set) var blockedCount = 0
  /// Those that it supports only if an unchecked limit holds.
  public private(set) var conditionalCount = 0
  /// Operators without data.
  public private(set) var unknownCount = 0
  /// Parts of the graph that run on the target in one piece; `PlacedOperator.segment` tells which operator is
  /// in which.
  public private(set) var segmentCount = 0
  /// The multiply-accumulates of all matrix operators whose shapes are known; 2^63 - 1 stands for
  /// that many or more.
  public private(set) var macs = 0
  /// Those of the operators that the target supports.
  public private(set) var mappedMacs = 0

  /// The share of the multiply-accumulates that the target supports, from 0 to 1; nil if there are none.
  public var macShare: Double? { macs == 0 ? nil : Double(mappedMacs) / Double(macs) }

  mutating func add(segmentCount: Int) { self.segmentCount += segmentCount }

  mutating func add(_ outcome: PlacedOperator.Outcome, macs count: Int?) {
    operatorCount += 1
    macs = Self.sum(macs, count ?? 0)
    switch outcome {
    case .mapped:
      mappedCount += 1
      mappedMacs = Self.sum(mappedMacs, count ?? 0)
    case .blocked: blockedCount += 1
    case .conditional: conditionalCount += 1
    case .unknown: unknownCount += 1
    }
  }

  private static func sum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? .max : sum
  }
}
