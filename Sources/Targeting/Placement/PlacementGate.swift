/// A threshold that a placement must reach, for example in a build.
///
/// Only operators that a target is known to support count, not those with an unchecked limit or without data.
public struct PlacementGate: Sendable {
  /// The minimum share of operators that the target must support, from 0 to 1.
  public let minimumCoverage: Double

  /// A gate for a share of the operators, from 0 to 1.
  public init(minimumCoverage: Double) { self.minimumCoverage = minimumCoverage }

  /// What is wrong with a placement, in words; nil if it passes.
  public func failure(of placement: Placement) -> String? {
    let coverage = placement.coverage
    guard Double(coverage.mappedCount) < minimumCoverage * Double(coverage.operatorCount) else {
      return nil
    }
    let required = minimumCoverage == 1 ? "all" : "\(Bounds.text(minimumCoverage * 100))%"
    return "\(placement.profile.id) supports \(coverage.mappedCount) of "
      + "\(coverage.operatorCount) operators; \(required) must be supported"
  }
}
