internal import ModelFacts
package import ModelFormat

/// The operators that a pass may change.
///
/// Indices are those before the pass.
public struct OperatorSelection: Sendable {
  /// Single indices: a pass that cannot change one of them fails.
  let single: Set<Int>
  private let ranges: [ClosedRange<Int>]
  private let subgraph: Int?
  /// For each subgraph, the operators that must change for a target; nil for all.
  private let needed: [Int: Set<Int>]?
  /// Operators that stay as they are, although they are selected.
  private var exceptions: OperatorIndices?

  /// Every operator.
  public static let all = Self()

  /// The operators at these indices, or all; of this subgraph, or of each.
  public init(_ positions: [OperatorIndices] = [], subgraph: Int? = nil) {
    single = positions.reduce(into: []) { $0.formUnion($1.single) }
    ranges = positions.flatMap(\.ranges)
    self.subgraph = subgraph
    needed = nil
  }

  /// The operator at an index, or all; of this subgraph, or of each.
  public init(op: Int?, subgraph: Int? = nil) {
    (single, ranges) = (op.map { [$0] } ?? [], [])
    self.subgraph = subgraph
    needed = nil
  }

  /// The operators of a selection that must change for a target, by subgraph.
  ///
  /// It is not an error if none of them can be changed.
  package init(_ selection: OperatorSelection, needed: [Int: Set<Int>]) {
    single = []
    ranges = selection.ranges + selection.single.map { $0...$0 }
    subgraph = selection.subgraph
    self.needed = needed
  }

  /// The same selection without some operators; nil for all of them.
  func except(_ operators: OperatorIndices?) -> Self {
    var selection = self
    selection.exceptions = operators
    return selection
  }

  /// The operators at some indices, of the same subgraph, or of each.
  func alone(_ operators: OperatorIndices) -> Self { Self([operators], subgraph: subgraph) }

  /// True if an operator may be changed.
  func includes(_ op: Int, in index: Int) -> Bool {
    guard includes(subgraph: index), exceptions?.contains(op) != true else { return false }
    if let needed, needed[index]?.contains(op) != true { return false }
    return namesNone || single.contains(op) || ranges.contains { $0.contains(op) }
  }

  /// True if the producer of a tensor may be changed or, where it has none, one of its consumers.
  func includesMaker(of tensor: TensorIndex, in graph: GraphIndex) -> Bool {
    let makers = graph.producer(of: tensor).map { [$0] } ?? Array(graph.consumers(of: tensor))
    return isWhole || makers.contains { includes($0.index, in: graph.subgraph.index) }
  }

  /// True if operators of a subgraph may be changed.
  func includes(subgraph index: Int) -> Bool { subgraph ?? index == index }

  /// True if every operator of the model may be changed.
  var isWhole: Bool { namesNone && subgraph == nil && needed == nil && exceptions == nil }

  private var namesNone: Bool { single.isEmpty && ranges.isEmpty }

  /// Checks that the model has the selected operators.
  ///
  /// - Parameters:
  ///   - found: the selected operators of the kind that the pass changes.
  ///   - kind: that kind in words: `HARD_SWISH`.
  /// - Throws: `no-such-part` for a single index that is not among them, or if ranges contain none.
  func check(_ found: Set<Int>, are kind: String) throws(Diagnostic) {
    let missing = single.subtracting(found).min().map { "at operator \($0)" }
    let isEmpty = needed == nil && !ranges.isEmpty && found.isEmpty
    guard let place = missing ?? (isEmpty ? "with indices \(ranges.words)" : nil) else {
      return
    }
    let owner = subgraph.map { "subgraph \($0) has" } ?? "the model has"
    throw .noSuchPart("\(owner) no \(kind) \(place)")
  }

  /// Checks that there are operators at the selected indices.
  ///
  /// - Throws: `no-such-part`.
  package func check(_ model: Model) throws(Diagnostic) {
    guard !namesNone else { return }
    var found: Set<Int> = []
    for graph in model.subgraphs where includes(subgraph: graph.index) {
      for op in graph.operators.indices where includes(op, in: graph.index) { found.insert(op) }
    }
    try check(found, are: "operator")
  }

  /// The operators that were not selected; nil if there are none.
  ///
  /// - Parameters:
  ///   - operators: those that could be changed.
  ///   - reason: what they are.
  func leftOut(_ operators: some Sequence<Int>, in subgraph: Int, _ what: String) -> LeftAlone? {
    let places = operators.sorted()
    guard let first = places.first else { return nil }
    var runs = [first...first]
    for place in places.dropFirst() where place != runs[runs.count - 1].upperBound {
      let last = runs[runs.count - 1]
      if place == last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...place
      } else {
        runs.append(place...place)
      }
    }
    let reason = needed == nil ? "not selected" : "not selected, or not needed by the target"
    return LeftAlone(subgraph, nil, "\(what) at operators \(runs.words): \(reason)")
  }
}

extension [ClosedRange<Int>] {
  /// `3, 7-12`.
  fileprivate var words: String {
    map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }
}

extension Array {
  /// One element, or none.
  init(_ one: Element?) { self = one.map { [$0] } ?? [] }
}
