public import MemoryPlanning
public import ModelFormat
public import Rewriting

/// What one target accepts: data, with a source for each fact.
///
/// Facts without data are unknown, which is not the same as unsupported.
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

  /// How a target selects its part of a graph.
  public enum Partitioning: String, Sendable, CaseIterable {
    /// Every segment that it supports.
    case everySegment = "every-segment"
    /// Only the first segment; everything after it stays on the CPU.
    case firstSegmentOnly = "first-segment-only"
    /// Only the segment with the most operators; the others stay on the CPU.
    case largestSegment = "largest-segment"
  }

  /// Tables in the program that list operators for a profile.
  public enum KernelTables: String, Sendable, CaseIterable {
    /// The operators, versions and element types of LiteRT 2.3.0.
    case liteRT = "litert-2.3.0"
  }

  /// The stable name in commands and output.
  public let id: String
  /// Other names that commands accept.
  public let aliases: [String]
  /// The name for people.
  public let name: String
  /// What kind of thing it is.
  public let kind: Kind
  /// The program that compiles models for it, with its version; nil if there is none or it is unknown.
  public let compiler: String?
  /// The version that `since` of operators is compared with; nil if the profile is for the newest.
  public let version: TargetVersion?
  /// How its facts were found.
  public let evidence: Evidence
  /// Every source that its facts refer to.
  public let sources: [FactSource]
  /// Remarks that cannot be checked.
  public let remarks: [Remark]
  /// The memory that it has for a model, with sources; nil if it is unknown, or depends on the device.
  public let memory: Sourced<MemoryLimit>?
  /// How it selects its part of a graph, with sources; nil if unknown, which counts as every segment.
  public let partitioning: Sourced<Partitioning>?
  /// Limits of every operator, apart from those that a limit exempts.
  public let everyOperator: [Limit]
  /// Whether operators that are not listed are unsupported, with sources; nil if unknown.
  public let othersUnsupported: Sourced<Bool>?
  /// Operators that it computes before the first run; empty if unknown.
  public let folded: [FoldedOperator]
  /// Splits of HARD_SWISH that a source or a measurement recommends; nil for all that the operators allow.
  public let preferredHardSwish: Sourced<[SplitStrategy]>?
  /// The tables of LiteRT's kernels that the operators come from, in addition to the profile's own; nil if
  /// there are none.
  public let kernelTables: Sourced<KernelTables>?
  /// What is known about each operator, by name.
  public let operators: [OperatorSupport]

  /// What is known about custom operators, by their codes.
  public let customOperators: [OperatorSupport]

  let positions: [BuiltinOperator: Int]

  var hasLiteRTKernels: Bool { kernelTables?.value == .liteRT }

  /// What is known about a custom operator; nil if nothing is.
  func entry(ofCustom code: String) -> OperatorSupport? {
    customOperators.first { $0.customCode == code }
  }

  /// What is known about one operator; nil if nothing is.
  public func entry(of builtin: BuiltinOperator) -> OperatorSupport? {
    positions[builtin].map { operators[$0] }
  }
}

/// A value with its sources.
public struct Sourced<Value: Sendable>: Sendable {
  /// The value.
  public let value: Value
  /// Where it comes from; never empty.
  public let sources: [FactSource]
}
