internal import ModelFacts
internal import ModelFormat

/// Splits the operators of a subgraph into parts that run on the target or on the CPU, one part
/// after the other.
///
/// The graph is split by data dependences: a part holds every operator of its side whose inputs are ready,
/// wherever it is in the file. An operator of the other side does not separate two operators that do not
/// depend on it.
///
/// Source: LiteRT, `tflite/graph_info.cc`, `PartitionGraphIntoIndependentNodeSubsets`, with its
/// default, greedy rule. Each operator and each tensor is visited a fixed number of times.
struct Partition {
  /// The part of each operator, numbered in the order in which the parts run.
  private(set) var parts: [Int]
  /// Whether each part runs on the target.
  private(set) var isOnTarget: [Bool] = []

  /// Splits a subgraph; `supported` has an element for each operator.
  init(_ graph: GraphIndex, supported: [Bool]) {
    parts = Array(repeating: -1, count: supported.count)
    var schedule = Schedule(graph, supported: supported)
    while let part = schedule.nextPart() {
      for index in part { parts[index] = isOnTarget.count }
      isOnTarget.append(supported[part[0]])
    }
    placeCycles(supported)
  }

  /// Puts operators that wait for their own results into parts of their own, in file order.
  ///
  /// They never become ready: LiteRT does not run such a model.
  private mutating func placeCycles(_ supported: [Bool]) {
    var current: Bool?
    for index in parts.indices where parts[index] < 0 {
      if current != supported[index] {
        current = supported[index]
        isOnTarget.append(supported[index])
      }
      parts[index] = isOnTarget.count - 1
    }
  }
}

/// The operators that are ready, while parts are formed.
private struct Schedule {
  private let graph: GraphIndex
  private let supported: [Bool]
  /// How many different inputs of each operator are not computed yet, plus one for an earlier operator with
  /// side effects.
  private var waiting: [Int32]
  /// The operator with side effects that follows each such operator.
  private var followers: [Int: Int] = [:]
  private var isReady: [Bool]
  private var ready: (onTarget: [Int], onCPU: [Int]) = ([], [])
  private var side: Bool?

  init(_ graph: GraphIndex, supported: [Bool]) {
    self.graph = graph
    self.supported = supported
    let operators = graph.subgraph.operators
    waiting = Array(repeating: 0, count: operators.count)
    isReady = Array(repeating: true, count: graph.subgraph.tensors.count)
    var last: Int?
    for op in operators {
      for output in op.outputs where !output.isAbsent && isReady[output.position] {
        isReady[output.position] = false
        for consumer in graph.consumers(of: output) { waiting[consumer.index] += 1 }
      }
      guard op.mayHaveSideEffects(in: graph) else { continue }
      if let last {
        followers[last] = op.index
        waiting[op.index] += 1
      }
      last = op.index
    }
    for index in waiting.indices.reversed() where waiting[index] == 0 { enqueue(index) }
    // The first ready operator decides where the first part runs.
    side = waiting.firstIndex(of: 0).map { supported[$0] }
  }

  /// The next part; nil if no operator is ready.
  mutating func nextPart() -> [Int]? {
    guard let side, !(side ? ready.onTarget : ready.onCPU).isEmpty else { return nil }
    var part: [Int] = []
    while let index = side ? ready.onTarget.popLast() : ready.onCPU.popLast() {
      part.append(index)
      finish(index)
    }
    self.side = !side
    return part
  }

  private mutating func enqueue(_ index: Int) {
    if supported[index] { ready.onTarget.append(index) } else { ready.onCPU.append(index) }
  }

  private mutating func finish(_ index: Int) {
    for output in graph.subgraph.operators[index].outputs
    where !output.isAbsent && !isReady[output.position] {
      isReady[output.position] = true
      for consumer in graph.consumers(of: output) { release(consumer.index) }
    }
    if let follower = followers[index] { release(follower) }
  }

  private mutating func release(_ index: Int) {
    waiting[index] -= 1
    if waiting[index] == 0 { enqueue(index) }
  }
}

extension Operator {
  /// True for control flow and for operators on resources, which keep the order of the file.
  ///
  /// Source: LiteRT, `tflite/core/subgraph.cc`, `Subgraph::OpMightHaveSideEffect`.
  fileprivate func mayHaveSideEffects(in graph: GraphIndex) -> Bool {
    if Self.controlFlow.contains(builtin) { return true }
    return inputs.contains { graph.tensor($0)?.type == Self.resource }
      || outputs.contains { graph.tensor($0)?.type == Self.resource }
  }

  private static let controlFlow: Set<BuiltinOperator> = [.if, .while, .callOnce]
  private static let resource = ElementType(name: "RESOURCE")
}
