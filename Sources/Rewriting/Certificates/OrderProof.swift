internal import ModelFacts
internal import ModelFormat

/// Proves that operators in another order compute what they did: each reads what the same operators wrote, and those with side
/// effects keep their order.
struct OrderProof {
  private let (old, new): (Subgraph, Subgraph)

  init(in subgraph: Int, of pair: ModelPair) {
    (old, new) = (pair.old[subgraph].subgraph, pair.new[subgraph].subgraph)
  }

  /// What two operators have in common if they are the same.
  private struct Operands: Hashable {
    let builtin: BuiltinOperator
    let inputs: [TensorIndex]
    let outputs: [TensorIndex]

    init(_ op: Operator) {
      (builtin, inputs, outputs) = (op.builtin, Array(op.inputs), Array(op.outputs))
    }
  }

  func certificate() -> Certificate {
    guard old.hasSameTensors(as: new) else { return .bound(.none("the tensors are others")) }
    guard let order = matched() else { return .bound(.none("the operators are others")) }
    let before = valuesRead(Array(old.operators.indices))
    let after = valuesRead(order)
    for op in old.operators.indices where before.read[op] != after.read[op] {
      return .bound(.none("\(old.operators[op].label) reads another value"))
    }
    guard before.last == after.last else {
      return .bound(.none("a tensor ends with another value"))
    }
    let effects = order.filter { old.hasSideEffects(old.operators[$0]) }
    guard effects == effects.sorted() else {
      return .bound(.none("operators with side effects change their order"))
    }
    return .exact(
      "the same operators read the same values; those with side effects keep their order")
  }

  /// The operators of the old model in the order of the new one; nil if they are not the same.
  private func matched() -> [Int]? {
    guard old.operators.count == new.operators.count else { return nil }
    var places: [Operands: [Int]] = [:]
    for op in old.operators.reversed() { places[Operands(op), default: []].append(op.index) }
    var order: [Int] = []
    for op in new.operators {
      guard let place = places[Operands(op)]?.popLast(), old.operators[place].isSame(as: op) else {
        return nil
      }
      order.append(place)
    }
    return order
  }

  /// For each operator, which operators last wrote its inputs, and for each tensor who wrote it at the end; -1 for values that no
  /// operator wrote.
  private func valuesRead(_ order: [Int]) -> (read: [[Int]], last: [Int]) {
    var writers = [Int](repeating: -1, count: old.tensors.count)
    var read = [[Int]](repeating: [], count: old.operators.count)
    for place in order {
      let op = old.operators[place]
      read[place] = op.inputs.map { $0.isAbsent ? -1 : writers[$0.position] }
      for output in op.outputs where !output.isAbsent { writers[output.position] = place }
    }
    return (read, writers)
  }
}

extension Subgraph {
  /// True if inputs, outputs and tensors are the same, with the bytes of their constants.
  func hasSameTensors(as other: Subgraph) -> Bool {
    // Many tensors may share one buffer.
    var compared: Set<[BufferIndex]> = []
    return Array(inputs) == Array(other.inputs) && Array(outputs) == Array(other.outputs)
      && tensors.count == other.tensors.count
      && zip(tensors, other.tensors).allSatisfy { was, now in
        was.type == now.type && was.shape == now.shape && was.isVariable == now.isVariable
          && was.externalBuffer == now.externalBuffer
          && was.quantization?.scales == now.quantization?.scales
          && was.quantization?.zeroPoints == now.quantization?.zeroPoints
          && (!compared.insert([was.buffer, now.buffer]).inserted
            || ByteRange.areSame(was.data, now.data))
      }
  }
}

extension Operator {
  /// True if both are the same operator with the same options, whatever they read and write.
  func isSame(as other: Operator) -> Bool {
    guard code.version == other.code.version,
      Array(intermediates) == Array(other.intermediates)
    else { return false }
    guard builtin == .custom else { return hasSameMeaning(as: other) }
    return other.builtin == .custom && code.customCode?.text == other.code.customCode?.text
      && ByteRange.areSame(customOptions, other.customOptions)
  }
}

extension ByteRange {
  fileprivate static func areSame(_ a: ByteRange?, _ b: ByteRange?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return a.isSame(as: b)
  }
}
