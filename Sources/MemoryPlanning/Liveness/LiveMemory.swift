public import ModelFormat

/// How many bytes of activations are in use at each operator: what any plan must find room for.
///
/// Each activation is in use from the operator that writes it to the last that reads it; model inputs from the
/// start, outputs to the end. Constants and variables, which have their place outside the plan, do not count, nor does the
/// scratch memory of kernels. No plan that gives each activation memory of its own takes less than the peak.
public struct LiveMemory: Sendable {
  /// What is in use at one operator.
  public struct Step: Sendable {
    /// The subgraph of the operator.
    public let subgraph: Int
    /// The operator's position in the subgraph; nil where the inputs are provided, before the first one.
    public let op: Int?
    /// The bytes in use.
    public let byteCount: Int
  }

  /// An activation that is in use.
  public struct LiveTensor: Sendable {
    /// The subgraph of the tensor.
    public let subgraph: Int
    /// The tensor.
    public let tensor: TensorIndex
    /// Its size in bytes.
    public let byteCount: Int
  }

  /// Every step of a run, in order; operators of a subgraph that another runs stand behind the one that runs it.
  public let steps: [Step]
  /// The first step at which most bytes are in use; nil if the model has no subgraph.
  public let peak: Step?
  /// What is in use there, largest first.
  public let tensorsAtPeak: [LiveTensor]
  /// The activations whose size is not known, by subgraph and position: none of them is counted.
  public let unsizedTensors: [(subgraph: Int, tensor: TensorIndex)]
  /// False if subgraphs run each other in a circle, or so often that the rest was not counted.
  public let isComplete: Bool

  /// The bytes in use at the peak; 0 if the model has no subgraph.
  public var peakByteCount: Int { peak?.byteCount ?? 0 }

  /// The live memory of a run of the model's first subgraph.
  ///
  /// - Parameter sizes: the sizes of the tensors; by default for the shapes that the file stores.
  public init(_ model: Model, sizes: TensorSizes? = nil) {
    let sizes = sizes ?? TensorSizes(model)
    self.init(model, sizes, Lifetimes(model, sizes))
  }

  init(_ model: Model, _ sizes: TensorSizes, _ lifetimes: Lifetimes) {
    var changes = [Int](repeating: 0, count: lifetimes.steps.count + 1)
    var unsized: [(subgraph: Int, tensor: TensorIndex)] = []
    var counted: [(tensor: LiveTensor, first: Int, last: Int)] = []
    for subgraph in model.subgraphs {
      for tensor in subgraph.tensors where !tensor.isConstant && !tensor.isVariable {
        let span = lifetimes.tensors[sizes.number(of: tensor.index, subgraph: subgraph.index)]
        guard span.last >= 0 else { continue }
        guard let bytes = sizes.byteCount(of: tensor.index, subgraph: subgraph.index) else {
          unsized.append((subgraph.index, tensor.index))
          continue
        }
        // What nothing writes is there from the start.
        let first = max(Int(span.first), 0)
        counted.append(
          (
            LiveTensor(subgraph: subgraph.index, tensor: tensor.index, byteCount: bytes), first,
            Int(span.last)
          ))
        changes[first] = changes[first].addingClamped(bytes)
        changes[Int(span.last) + 1] = changes[Int(span.last) + 1].addingClamped(-bytes)
      }
    }
    var live = 0
    var steps: [Step] = []
    steps.reserveCapacity(lifetimes.steps.count)
    var peak = 0
    for (index, step) in lifetimes.steps.enumerated() {
      live = live.addingClamped(changes[index])
      steps.append(Step(subgraph: step.subgraph, op: step.op, byteCount: live))
      if live > steps[peak].byteCount { peak = index }
    }
    self.steps = steps
    self.peak = steps.isEmpty ? nil : steps[peak]
    tensorsAtPeak = counted.filter { $0.first <= peak && peak <= $0.last }.map(\.tensor)
      .sorted {
        ($1.byteCount, $0.subgraph, $0.tensor.rawValue) < (
          $0.byteCount, $1.subgraph, $1.tensor.rawValue
        )
      }
    unsizedTensors = unsized
    isComplete = lifetimes.isComplete
  }
}

extension Int {
  /// The sum, or the nearest number that fits.
  func addingClamped(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}
