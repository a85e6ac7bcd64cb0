public import Comparing
internal import MemoryPlanning
public import ModelFormat

/// The differences between two models, the most telling first.
public struct DiffReport: Report {
  /// The name and version of the JSON form.
  public static let schema = "tflens.diff/1"
  /// A line for each difference.
  public static let lineDepth = 2

  /// A kind of difference.
  public enum Aspect: String, CaseIterable, Sendable {
    /// Any difference.
    case change
    /// Inputs, outputs, signatures, operators, types and shapes.
    case structure
    /// Scales, zero points, granularity.
    case quantization
    /// The data of constants.
    case weights
  }

  let comparison: ModelComparison
  let (a, b): (FilePath, FilePath)
  /// Whether only quantization is shown and counts.
  let isQuantizationOnly: Bool
  /// Whether the text form lists every difference, however many there are.
  let isFull: Bool
  /// The RAM that the models take; nil if it is the same.
  ///
  /// It does not count as a difference: the order of independent operators decides it too.
  let memory: (a: MemoryTotals, b: MemoryTotals)?

  /// A report about the models that were read from `a` and `b`.
  public init(
    _ comparison: ModelComparison, a: FilePath, b: FilePath, isQuantizationOnly: Bool = false,
    isFull: Bool = false
  ) {
    (self.comparison, self.a, self.b) = (comparison, a, b)
    (self.isQuantizationOnly, self.isFull) = (isQuantizationOnly, isFull)
    memory = isQuantizationOnly ? nil : Self.memory(comparison)
  }

  private static func memory(
    _ comparison: ModelComparison
  ) -> (a: MemoryTotals, b: MemoryTotals)? {
    let (a, b) = (MemoryTotals(comparison.a), MemoryTotals(comparison.b))
    return a == b ? nil : (a, b)
  }

  /// True if nothing that is shown differs except names.
  public var isUneventful: Bool { !differs(in: .change) }

  /// The parts in which the models differ, as tables, in order.
  package var sections: [DiffSection] { DiffSection.all(of: self) }

  /// Whether the models differ in an aspect.
  public func differs(in aspect: Aspect) -> Bool {
    switch aspect {
    case .change: isQuantizationOnly ? differs(in: .quantization) : !comparison.isSame
    case .structure: comparison.isStructureChanged
    case .quantization: !comparison.quantization.isEmpty
    case .weights: comparison.areWeightsChanged
    }
  }

  /// The kinds of differences and their counts, in the order of the report.
  var counts: [(name: String, count: Int)] {
    var (added, removed, replaced) = (0, 0, 0)
    for group in comparison.replacements {
      switch (group.a.count, group.b.count) {
      case (0, let count): added += count
      case (let count, 0): removed += count
      case (let count, _): replaced += count
      }
    }
    let changed = Set(comparison.operators.map { [$0.subgraph.index, $0.a.index] })
    let tensors = Set(comparison.tensors.map(\.tensor.key))
    let all: [(name: String, count: Int)] = [
      ("operators_added", added), ("operators_removed", removed),
      ("operators_replaced", replaced), ("operators_changed", changed.count),
      ("tensors_changed", tensors.count),
      ("quantization_changed", comparison.quantization.count),
      ("weights_changed", comparison.weights.count),
    ]
    let around: [(name: String, count: Int)] = [
      ("interface_changed", comparison.interface.count), ("file_changed", comparison.file.count),
      ("renamed", comparison.names.count),
    ]
    return ([around[0]] + all + around.dropFirst()).map { name, count in
      (name, isQuantizationOnly && name != "quantization_changed" ? 0 : count)
    }
  }
}

extension TensorMatch {
  /// The indices of the tensors.
  var key: [Int] { [subgraph.index, a.index.position, b.index.position] }
}
