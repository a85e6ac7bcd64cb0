internal import ModelFacts
public import ModelFormat

/// Orders of the operators of a model's subgraphs with lower peaks of the memory in use.
///
/// What is in use is counted as in `LiveMemory`, and the scratch buffers of TFLite Micro's kernels besides.
public struct BetterOrders: Sendable {
  /// A better order of a subgraph.
  public struct Order: Sendable {
    /// The position of the subgraph.
    public let subgraph: Int
    /// The positions of the operators, in the order in which they should run.
    public let operators: [Int]
    /// The bytes in use at the peak before.
    public let peakBefore: Int
    /// The bytes in use at the peak with this order.
    public let peak: Int
    /// No order has a lower peak.
    public let lowerBound: Int
  }

  /// A subgraph that keeps its order.
  public struct Kept: Sendable {
    /// The position of the subgraph.
    public let subgraph: Int
    /// Why, a sentence without a full stop.
    public let reason: String
  }

  /// The subgraphs with a better order.
  public private(set) var orders: [Order] = []
  /// The other subgraphs that have several operators.
  public private(set) var kept: [Kept] = []

  /// What is known of a subgraph that another runs.
  private struct Searched {
    let peak: Int
    let lowerBound: Int
  }

  private let sizes: TensorSizes
  private var scratch: [[Int]]
  private var searched: [Int: Searched] = [:]
  private var running: Set<Int> = []

  /// Subgraphs within subgraphs, at most; more would need a deep stack.
  private static let deepest = 200

  /// Looks for better orders of all subgraphs.
  public init(_ model: Model) {
    sizes = TensorSizes(model)
    scratch = model.subgraphs.map { [Int](repeating: 0, count: $0.operators.count) }
    let requests = MicroPreparation(model, sizes, MicroStructures(build: .bits32)).requests
    for request in requests {
      scratch[request.subgraph][request.op] = scratch[request.subgraph][request.op].addingClamped(
        request.byteCount)
    }
    for subgraph in model.subgraphs { search(subgraph, of: model) }
    orders.sort { $0.subgraph < $1.subgraph }
    kept.sort { $0.subgraph < $1.subgraph }
  }

  /// Searches a subgraph, those that it runs first.
  private mutating func search(_ subgraph: Subgraph, of model: Model) {
    guard searched[subgraph.index] == nil, !kept.contains(where: { $0.subgraph == subgraph.index }),
      running.count < Self.deepest, running.insert(subgraph.index).inserted
    else { return }
    defer { running.remove(subgraph.index) }
    do throws(NoBetterOrder) {
      try improve(subgraph, of: model)
    } catch {
      kept.append(Kept(subgraph: subgraph.index, reason: error.words))
    }
  }

  private mutating func improve(
    _ subgraph: Subgraph, of model: Model
  ) throws(NoBetterOrder) {
    var extra = scratch[subgraph.index]
    // By how much less what runs inside may take.
    var uncertainty = 0
    for op in subgraph.operators {
      for called in op.calledSubgraphs where model.subgraphs.indices.contains(called) {
        search(model.subgraphs[called], of: model)
        guard let inside = searched[called] else {
          throw NoBetterOrder(
            "it runs subgraph \(called), whose memory is not known")
        }
        extra[op.index] = max(
          extra[op.index], scratch[subgraph.index][op.index].addingClamped(inside.peak))
        uncertainty = max(uncertainty, inside.peak - inside.lowerBound)
      }
    }
    let problem = try OrderingProblem(subgraph, sizes, extra: extra)
    let search = OrderSearch(problem)
    let before = problem.peak(of: 0..<problem.operatorCount)
    let bound = min(search.peak, max(0, search.lowerBound - uncertainty))
    searched[subgraph.index] = Searched(peak: min(before, search.peak), lowerBound: bound)
    if search.peak < before {
      orders.append(
        Order(
          subgraph: subgraph.index, operators: search.order, peakBefore: before,
          peak: search.peak, lowerBound: bound))
    } else if problem.operatorCount > 1 {
      kept.append(
        Kept(
          subgraph: subgraph.index,
          reason: bound == before
            ? "no order of the operators has a peak below \(before) bytes"
            : "no order was found with a peak below \(before) bytes; every order needs at least \(bound)"
        ))
    }
  }
}
