internal import ModelFacts
internal import ModelFormat

/// The operators of a subgraph: which must run before which, and the memory that each takes.
struct OrderingProblem {
  /// The operators that must run before each one, and behind it.
  private(set) var predecessors: [[Int32]]
  private(set) var successors: [[Int32]]
  /// The activations that each operator reads, once each.
  private(set) var reads: [[Int32]]
  /// The bytes that an operator takes beside what is in use already: its outputs, scratch buffers, and what runs inside it.
  private(set) var ownByteCounts: [Int]
  /// The bytes of an operator's outputs that are used later.
  private(set) var keptByteCounts: [Int]
  /// The bytes of each tensor; 0 for constants and variables, which are elsewhere.
  private(set) var byteCounts: [Int]
  /// The operators that read each tensor.
  private(set) var readers: [[Int32]]
  /// The bytes that are in use when the first operator starts.
  private(set) var firstByteCount = 0
  /// The bytes that are in use while inputs are provided.
  private(set) var inputByteCount = 0
  private var staysToEnd: [Bool]

  var operatorCount: Int { reads.count }

  /// Sizes past this could add up to more than fits.
  private static let mostBytes = 1 << 60

  /// - Parameter extra: the bytes that each operator takes beside its tensors.
  /// - Throws: why the operators are left in their order.
  init(_ subgraph: Subgraph, _ sizes: TensorSizes, extra: [Int]) throws(NoBetterOrder) {
    let (tensors, operators) = (subgraph.tensors, subgraph.operators)
    predecessors = Array(repeating: [], count: operators.count)
    (successors, reads) = (predecessors, predecessors)
    keptByteCounts = Array(repeating: 0, count: operators.count)
    ownByteCounts = extra
    byteCounts = Array(repeating: 0, count: tensors.count)
    readers = Array(repeating: [], count: tensors.count)
    staysToEnd = Array(repeating: false, count: tensors.count)
    var total = extra.reduce(0) { $0.addingClamped($1) }
    for tensor in tensors where !tensor.isConstant && !tensor.isVariable {
      guard let bytes = sizes.byteCount(of: tensor.index, subgraph: subgraph.index) else {
        throw NoBetterOrder("the size of \(tensor.label) is not known")
      }
      byteCounts[tensor.index.position] = bytes
      total = total.addingClamped(bytes)
    }
    guard total < Self.mostBytes else { throw NoBetterOrder("the sizes add up to \(total) bytes") }
    for output in subgraph.outputs where !output.isAbsent { staysToEnd[output.position] = true }
    try connect(subgraph)
    countBytes(subgraph)
  }

  /// Orders operators by their tensors and by their side effects.
  private mutating func connect(_ subgraph: Subgraph) throws(NoBetterOrder) {
    let tensors = subgraph.tensors
    var producers = [Int32](repeating: -1, count: tensors.count)
    let inputs = Set(subgraph.inputs)
    var lastWithEffects: Int32?
    for op in subgraph.operators {
      let number = Int32(op.index)
      for input in Set(op.inputs) where !input.isAbsent {
        let tensor = tensors[input.position]
        guard !tensor.isConstant, !tensor.isVariable else { continue }
        reads[op.index].append(input.rawValue)
        readers[input.position].append(number)
        if producers[input.position] >= 0 { addEdge(producers[input.position], number) }
      }
      reads[op.index].sort()
      for output in op.outputs where !output.isAbsent {
        let tensor = tensors[output.position]
        guard !tensor.isVariable else { continue }
        guard producers[output.position] < 0, readers[output.position].isEmpty,
          !tensor.isConstant, !inputs.contains(output)
        else {
          throw NoBetterOrder(
            "\(tensor.label) is written by \(op.label), and written or read before, too")
        }
        producers[output.position] = number
      }
      if subgraph.hasSideEffects(op) {
        if let lastWithEffects { addEdge(lastWithEffects, number) }
        lastWithEffects = number
      }
    }
  }

  private mutating func addEdge(_ first: Int32, _ second: Int32) {
    guard !predecessors[Int(second)].contains(first) else { return }
    predecessors[Int(second)].append(first)
    successors[Int(first)].append(second)
  }

  private mutating func countBytes(_ subgraph: Subgraph) {
    var isWritten = [Bool](repeating: false, count: byteCounts.count)
    for op in subgraph.operators {
      for output in op.outputs where !output.isAbsent {
        let (place, bytes) = (output.position, byteCounts[output.position])
        isWritten[place] = true
        ownByteCounts[op.index] += bytes
        if staysToEnd[place] || !readers[place].isEmpty { keptByteCounts[op.index] += bytes }
      }
    }
    let inputs = Set(subgraph.inputs.filter { !$0.isAbsent }.map(\.position))
    for place in byteCounts.indices where !isWritten[place] {
      // What nothing writes is there from the start.
      let isUsed = !readers[place].isEmpty
      if isUsed || inputs.contains(place) { inputByteCount += byteCounts[place] }
      if isUsed || (inputs.contains(place) && staysToEnd[place]) {
        firstByteCount += byteCounts[place]
      }
    }
  }

  /// By how many bytes the memory in use grows when an operator runs; less than 0 if more is freed than is kept.
  func growth(of op: Int32, hasRun: (Int32) -> Bool) -> Int {
    var growth = keptByteCounts[Int(op)]
    for tensor in reads[Int(op)] where !staysToEnd[Int(tensor)] {
      let isLast = readers[Int(tensor)].allSatisfy { $0 == op || hasRun($0) }
      if isLast { growth -= byteCounts[Int(tensor)] }
    }
    return growth
  }

  /// The bytes that are in use at an operator in any order: its inputs, and what it takes itself.
  func leastByteCount(of op: Int) -> Int {
    reads[op].reduce(ownByteCounts[op]) { $0 + byteCounts[Int($1)] }
  }

  /// The bytes that are in use at the peak if the operators run in an order.
  func peak(of order: some Sequence<Int>) -> Int {
    var hasRun = [Bool](repeating: false, count: operatorCount)
    var (live, peak) = (firstByteCount, inputByteCount)
    for op in order {
      peak = max(peak, live + ownByteCounts[op])
      live += growth(of: Int32(op)) { hasRun[Int($0)] }
      hasRun[op] = true
    }
    return peak
  }

  /// The parts between operators that every order has at the same place; the parts run one after the other.
  var parts: [Range<Int>] {
    // An operator is one of these if it is alone in being ready, both from the start and from the end.
    let forwards = alone(in: 0..<operatorCount, before: predecessors, behind: successors)
    let backwards = Set(
      alone(in: (0..<operatorCount).reversed(), before: successors, behind: predecessors))
    var parts: [Range<Int>] = []
    var start = 0
    for cut in forwards where backwards.contains(cut) {
      if cut > start { parts.append(start..<cut) }
      parts.append(cut..<cut + 1)
      start = cut + 1
    }
    if start < operatorCount { parts.append(start..<operatorCount) }
    return parts
  }

  /// The operators that are alone in being ready when those run that come earlier in a sequence.
  private func alone(
    in sequence: some Sequence<Int>, before: [[Int32]], behind: [[Int32]]
  ) -> [Int] {
    var missing = before.map(\.count)
    var readyCount = missing.count { $0 == 0 }
    var found: [Int] = []
    for op in sequence {
      if readyCount == 1 { found.append(op) }
      readyCount -= 1
      for next in behind[op] {
        missing[Int(next)] -= 1
        if missing[Int(next)] == 0 { readyCount += 1 }
      }
    }
    return found
  }
}

/// Why operators are left in their order.
public struct NoBetterOrder: Error {
  /// The reason, a sentence without a full stop.
  public let words: String

  init(_ words: String) { self.words = words }
}
