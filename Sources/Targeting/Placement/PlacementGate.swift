/// What a placement must reach to pass, such as in a build.
///
/// Only operators that a target is known to support count: not those with a limit that is not
/// checked, nor those without data.
public struct PlacementGate: Sendable {
  /// The least part of the operators that the target must support, from 0 to 1.
  public let minimumCoverage: Double

  /// A gate for a part of the operators, from 0 to 1.
  public init(minimumCoverage: Double) { self.minimumCoverage = minimumCoverage }

  /// What is wrong with a placement, in words; nil if it passes.
  public func failure(of placement: Placement) -> String? {
    let coverage = placement.coverage
    guard Double(coverage.mappedCount) < minimumCoverage * Double(coverage.operatorCount) else {
      return nil
    }
    let required = minimumCoverage == 1 ? "all" : "\(Bounds.text(minimumCoverage * 100)) %"
    return "\(placement.profile.id) supports \(coverage.mappedCount) of "
      + "\(coverage.operatorCount) operators; \(required) must be supported"
  }
}
