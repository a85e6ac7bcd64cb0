public import ModelFormat
public import Rewriting

/// What one target accepts: data, with a source for each fact.
///
/// What no source speaks of is unknown, which is not the same as unsupported.
public struct TargetProfile: Sendable {
  /// What kind of thing a target is.
  public enum Kind: String, Sendable, CaseIterable {
    case accelerator, compiler, delegate, generic, runtime
    case inferenceLibrary = "inference-library"
    case kernelLibrary = "kernel-library"
  }

  /// How the facts were found.
  public enum Evidence: String, Sendable, CaseIterable {
    /// Documents and sources say so.
    case declared
    /// The target's own compiler was run.
    case observed
  }

  /// How a target takes its part of a graph.
  public enum Partitioning: String, Sendable, CaseIterable {
    /// Every run of operators that it can take.
    case everySegment = "every-segment"
    /// Only the first such run; everything after it stays on the CPU.
    case firstSegmentOnly = "first-segment-only"
    /// Only the run with the most operators; the others stay on the CPU.
    case largestSegment = "largest-segment"
  }

  /// Tables in the program that list operators for a profile.
  public enum KernelTables: String, Sendable, CaseIterable {
    /// The operators, versions and element types of LiteRT 2.3.0.
    case liteRT = "litert-2.3.0"
  }

  /// The name that commands take and print; stable.
  public let id: String
  /// Other names that commands take.
  public let aliases: [String]
  /// The name for people.
  public let name: String
  /// What kind of thing it is.
  public let kind: Kind
  /// The program that makes models ready for it, with its version; nil if none does or none is
  /// named.
  public let compiler: String?
  /// The version that operators' `since` is held to; nil if the profile is for the newest.
  public let version: TargetVersion?
  /// How its facts were found.
  public let evidence: Evidence
  /// Every source that its facts name.
  public let sources: [FactSource]
  /// What is good to know and cannot be checked.
  public let remarks: [Remark]
  /// How it takes its part of a graph, and who says so; nil if no source tells, which counts as
  /// every segment.
  public let partitioning: Sourced<Partitioning>?
  /// Limits of every operator, but for those that a limit excepts.
  public let everyOperator: [Limit]
  /// Present where a source says that operators which are not listed are not taken.
  public let othersUnsupported: Sourced<Bool>?
  /// Operators that it computes before the first run; empty if no source tells.
  public let folded: [FoldedOperator]
  /// Splits of HARD_SWISH that a source or a measurement recommends; nil for those that the
  /// operators allow.
  public let preferredHardSwish: Sourced<[SplitStrategy]>?
  /// Present where the operators come from the tables of LiteRT's kernels, and what the profile
  /// says of an operator is listed with them.
  public let kernelTables: Sourced<KernelTables>?
  /// What is known of each operator, by its name.
  public let operators: [OperatorSupport]

  /// What is known of custom operators, by their codes.
  public let customOperators: [OperatorSupport]

  let positions: [BuiltinOperator: Int]

  var hasLiteRTKernels: Bool { kernelTables?.value == .liteRT }

  /// What is known of a custom operator; nil if nothing is.
  func entry(ofCustom code: String) -> OperatorSupport? {
    customOperators.first { $0.customCode == code }
  }

  /// What is known of one operator; nil if nothing is.
  public func entry(of builtin: BuiltinOperator) -> OperatorSupport? {
    positions[builtin].map { operators[$0] }
  }
}

/// A value, and who says so.
public struct Sourced<Value: Sendable>: Sendable {
  /// The value.
  public let value: Value
  /// Where it comes from; never empty.
  public let sources: [FactSource]
}
