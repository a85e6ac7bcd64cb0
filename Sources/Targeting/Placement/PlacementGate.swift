public import ModelFormat

/// A threshold that a placement must reach, for example in a build.
///
/// Only operators that a target is known to support count, not those with an unchecked limit or without data.
public struct PlacementGate: Sendable {
  /// The minimum share of operators that the target must support, from 0 to 1.
  public let minimumCoverage: Double

  /// A gate for a share of the operators, from 0 to 1.
  public init(minimumCoverage: Double) { self.minimumCoverage = minimumCoverage }

  /// Why a placement of a model does not pass; nil if it passes.
  public func failure(of placement: Placement, _ model: FilePath) -> Diagnostic? {
    let coverage = placement.coverage
    guard Double(coverage.mappedCount) < minimumCoverage * Double(coverage.operatorCount) else {
      return nil
    }
    let target = placement.profile.id
    let required = minimumCoverage == 1 ? "all" : "\(Bounds.text(minimumCoverage * 100))%"
    return Diagnostic(
      .coverageTooLow,
      "\(target) supports \(coverage.mappedCount) of \(coverage.operatorCount) operators",
      "\(required) must be supported",
      fix: "`tflens targets \(target) --model FILE` lists the reasons and what fixes them.",
      file: model)
  }
}
