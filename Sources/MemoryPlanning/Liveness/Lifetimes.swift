internal import ModelFacts
internal import ModelFormat

/// When each tensor of a model is in use, counted in the steps of a run of the first subgraph.
///
/// Step 0 provides the inputs; each operator is a step, and so is entering a subgraph that an IF, WHILE or
/// CALL_ONCE runs. All subgraphs that may run are gone through, one after the other. Source: TFLite Micro,
/// `micro_allocation_info.cc`, `MarkAllocationLifetimes`.
struct Lifetimes {
  /// One step of a run.
  struct Step {
    let subgraph: Int
    /// The position of the operator; nil where the subgraph is entered.
    let op: Int?
  }

  /// The first and last step of something; -1 where there is none.
  struct Span {
    var first: Int32 = -1
    var last: Int32 = -1

    fileprivate mutating func begin(_ step: Int32) { if first < 0 { first = step } }
  }

  /// What a run does, in order.
  private(set) var steps: [Step] = []
  /// The spans of the tensors, counted through all subgraphs.
  private(set) var tensors: [Span]
  /// The spans of the operators of each subgraph; those of one that runs others reach to the end of them.
  private(set) var operators: [[Span]]
  /// False if subgraphs run each other in a circle, or so often that they were not followed to the end.
  private(set) var isComplete = true

  // The options that name subgraphs that run, by operator code.
  private let callers: [[SubgraphField]]
  private let offsets: [Int]
  private var running: Set<Int> = []

  /// A run that takes more steps than this is not followed to its end.
  private static let mostSteps = 2_000_000
  /// Subgraphs within subgraphs, at most; more would need a deep stack.
  private static let deepest = 200

  init(_ model: Model, _ sizes: TensorSizes) {
    callers = model.operatorCodes.map { $0.builtin.traits.subgraphs.filter(\.isRun) }
    offsets = sizes.offsets
    tensors = [Span](repeating: Span(), count: offsets.last ?? 0)
    operators = model.subgraphs.map { [Span](repeating: Span(), count: $0.operators.count) }
    if !model.subgraphs.isEmpty { run(model.subgraphs[0], in: model) }
  }

  private var now: Int32 { Int32(steps.count - 1) }

  private mutating func run(_ subgraph: Subgraph, in model: Model) {
    guard steps.count < Self.mostSteps, running.count < Self.deepest,
      running.insert(subgraph.index).inserted
    else {
      isComplete = false
      return
    }
    defer { running.remove(subgraph.index) }
    let base = offsets[subgraph.index]
    steps.append(Step(subgraph: subgraph.index, op: nil))
    for input in subgraph.inputs where !input.isAbsent {
      tensors[base + input.position].begin(now)
      tensors[base + input.position].last = now
    }
    for op in subgraph.operators {
      steps.append(Step(subgraph: subgraph.index, op: op.index))
      guard steps.count < Self.mostSteps else {
        isComplete = false
        return
      }
      let start = now
      for output in op.outputs where !output.isAbsent {
        tensors[base + output.position].begin(start)
      }
      for called in self.called(by: op) where called < operators.count {
        run(model.subgraphs[called], in: model)
      }
      for index in op.inputs where !index.isAbsent { tensors[base + index.position].last = now }
      for index in op.outputs where !index.isAbsent { tensors[base + index.position].last = now }
      operators[subgraph.index][op.index].begin(start)
      operators[subgraph.index][op.index].last = now
    }
    for output in subgraph.outputs where !output.isAbsent {
      tensors[base + output.position].begin(now)
      tensors[base + output.position].last = now
    }
  }

  /// The subgraphs that an operator runs, in order.
  private func called(by op: Operator) -> [Int] {
    guard Int(op.codeIndex) < callers.count, !callers[Int(op.codeIndex)].isEmpty,
      let options = op.options
    else { return [] }
    return callers[Int(op.codeIndex)].compactMap { named in
      guard let field = options.field(named: named.name),
        case .integer(let index)? = options.value(field), index >= 0
      else { return nil }
      return Int(index)
    }
  }
}
