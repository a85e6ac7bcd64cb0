public import ModelFormat

/// The producer and the consumers of each tensor of a subgraph.
///
/// Making one costs a pass over the operators; every question after that is a look-up. It is a class because
/// it is passed around a lot, and copying a struct of lists costs more than a look-up.
public final class GraphIndex: Sendable {
  /// The subgraph that is indexed.
  public let subgraph: Subgraph
  // -1: the tensor has no producer.
  private let producers: [Int32]
  // The consumers of tensor t are readers[starts[t] ..< starts[t + 1]], each once.
  private let starts: [Int32]
  private let readers: [Int32]
  // How often operators read each tensor; one that reads it twice counts twice.
  private let readCounts: [Int32]

  /// Indexes a subgraph.
  public init(_ subgraph: Subgraph) {
    self.subgraph = subgraph
    let tensorCount = subgraph.tensors.count
    var producers = [Int32](repeating: -1, count: tensorCount)
    var starts = [Int32](repeating: 0, count: tensorCount + 1)
    var readCounts = [Int32](repeating: 0, count: tensorCount)
    var lastReader = [Int32](repeating: -1, count: tensorCount)
    for op in subgraph.operators {
      // Two producers are a fault of the model; the first one is used.
      for output in op.outputs where !output.isAbsent && producers[output.position] < 0 {
        producers[output.position] = Int32(op.index)
      }
      for input in op.inputs where !input.isAbsent {
        readCounts[input.position] += 1
        if lastReader[input.position] != Int32(op.index) { starts[input.position + 1] += 1 }
        lastReader[input.position] = Int32(op.index)
      }
    }
    for tensor in 0..<tensorCount { starts[tensor + 1] += starts[tensor] }

    var next = starts
    var readers = [Int32](repeating: -1, count: Int(starts[tensorCount]))
    for op in subgraph.operators {
      for input in op.inputs where !input.isAbsent {
        let place = Int(next[input.position])
        if place > starts[input.position], readers[place - 1] == Int32(op.index) { continue }
        readers[place] = Int32(op.index)
        next[input.position] += 1
      }
    }
    self.producers = producers
    self.readCounts = readCounts
    self.starts = starts
    self.readers = readers
  }

  /// The producer of a tensor; nil for inputs of the graph and constants.
  public func producer(of tensor: TensorIndex) -> Operator? {
    producerIndex(of: tensor).map { subgraph.operators[$0] }
  }

  /// The index of the producer of a tensor; nil for inputs of the graph and constants.
  public func producerIndex(of tensor: TensorIndex) -> Int? {
    guard !tensor.isAbsent, producers[tensor.position] >= 0 else { return nil }
    return Int(producers[tensor.position])
  }

  /// The operators that read a tensor, in order; one that reads it twice is listed once.
  ///
  /// The cost does not depend on their number.
  public func consumers(of tensor: TensorIndex) -> Consumers {
    let range =
      tensor.isAbsent
      ? 0..<0 : Int(starts[tensor.position])..<Int(starts[tensor.position + 1])
    return Consumers(operators: subgraph.operators, numbers: readers[range])
  }

  /// How often operators read a tensor; an operator that reads it twice counts twice.
  public func readCount(of tensor: TensorIndex) -> Int {
    guard !tensor.isAbsent else { return 0 }
    return Int(readCounts[tensor.position])
  }

  /// The only tensor that an operator reads and that is not a constant; nil if there is none, or several.
  ///
  /// Only its first inputs count: those of an element-wise operator.
  public func soleVaryingInput(of op: Operator) -> TensorIndex? {
    let varying = Set(op.inputs.prefix(8)).filter { tensor($0)?.isConstant == false }
    return varying.count == 1 ? varying.first : nil
  }

  /// The tensor at an index; nil for an optional input that is left out.
  public func tensor(_ index: TensorIndex) -> Tensor? {
    index.isAbsent ? nil : subgraph.tensors[index.position]
  }
}

/// The operators that read a tensor, each created on request.
public struct Consumers: RandomAccessCollection, Sendable {
  let operators: Views<Operator>
  let numbers: ArraySlice<Int32>

  /// 0, the position of the first operator.
  public var startIndex: Int { 0 }
  /// The number of operators.
  public var endIndex: Int { numbers.count }

  /// The operator at `position`.
  ///
  /// Precondition: `0 ..< count`.
  public subscript(position: Int) -> Operator {
    operators[Int(numbers[numbers.startIndex + position])]
  }
}
