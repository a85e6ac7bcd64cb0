internal import ModelFacts
internal import ModelFormat

/// Tensors of a subgraph that keep their types (inputs, outputs, and tensors of operators outside the plan),
/// and what replaces them.
struct KeptEnds {
  /// The tensor of the other type for each tensor that keeps its type.
  private(set) var replaced: [TensorIndex: TensorIndex] = [:]
  private var inputs: [TensorIndex] = []
  private var outputs: [TensorIndex] = []
  /// Tensors between an operator that keeps its type and one that does not, by their producer.
  private var crossings: [Int: [(from: TensorIndex, to: TensorIndex)]] = [:]

  /// Adds the tensors of the other type.
  ///
  /// An input that only QUANTIZE or DEQUANTIZE read stays, and so does an output that QUANTIZE writes: these
  /// accept either type.
  init(_ plan: SignednessPlan, in draft: inout Draft) {
    let (graph, subgraph) = (plan.graph, plan.graph.subgraph)
    if plan.isPartial {
      addCrossings(plan, in: &draft)
      return
    }
    for input in subgraph.inputs where plan.changes(input) && replaced[input] == nil {
      guard graph.consumers(of: input).contains(where: { !$0.builtin.takesEither }) else {
        continue
      }
      replaced[input] = Self.add(like: input, plan.to, in: &draft, subgraph.index)
      inputs.append(input)
    }
    for output in subgraph.outputs where plan.changes(output) && replaced[output] == nil {
      let producer = graph.producer(of: output)
      let isReadSo = graph.consumers(of: output).contains { !$0.builtin.takesEither }
      guard isReadSo || producer.map({ $0.builtin != .quantize }) == true else { continue }
      replaced[output] = Self.add(like: output, plan.to, in: &draft, subgraph.index)
      // A constant exists in both types.
      if producer != nil { outputs.append(output) }
    }
  }

  private mutating func addCrossings(_ plan: SignednessPlan, in draft: inout Draft) {
    let graph = plan.graph
    for tensor in plan.shared.sorted(by: { $0.rawValue < $1.rawValue }) {
      let new = Self.add(like: tensor, plan.to, in: &draft, graph.subgraph.index)
      replaced[tensor] = new
      if let producer = graph.producer(of: tensor) {
        let pair = plan.includes(producer) ? (new, tensor) : (tensor, new)
        crossings[producer.index, default: []].append(pair)
      } else if !graph.subgraph.tensors[tensor.position].isConstant {
        inputs.append(tensor)
      }
    }
  }

  private static func add(
    like tensor: TensorIndex, _ signedness: Signedness, in draft: inout Draft, _ subgraph: Int
  ) -> TensorIndex {
    var table = draft.subgraphs[subgraph].tensors[tensor.position]
    table.name = (table.name ?? []) + Array("_\(signedness.type.name.lowercased())".utf8)
    return draft.subgraphs[subgraph].append(table)
  }

  /// Inserts a QUANTIZE after each input and before each output.
  func write(_ graph: GraphIndex, in draft: inout Draft) {
    let subgraph = graph.subgraph.index
    let count = draft.subgraphs[subgraph].operators.count
    guard count > 0, !replaced.isEmpty else { return }
    func quantize(_ from: TensorIndex, _ to: TensorIndex) -> Editable<Operator> {
      let op = NewOperator(.quantize, [from], [to], options: Editable<QuantizeOptions>())
      return op.table(codeIndex: draft.code(.quantize, version: 1))
    }
    let before = inputs.map { quantize($0, replaced[$0] ?? $0) }
    let behind = outputs.map { quantize(replaced[$0] ?? $0, $0) }
    var places = [0: draft.subgraphs[subgraph].successors(of: 0)]
    places[0] = before + (places[0] ?? [])
    places[count - 1] =
      (places[count - 1] ?? draft.subgraphs[subgraph].successors(of: count - 1)) + behind
    for (producer, pairs) in crossings {
      let old = places[producer] ?? draft.subgraphs[subgraph].successors(of: producer)
      places[producer] = old + pairs.map { quantize($0.from, $0.to) }
    }
    for (place, operators) in places { draft.subgraphs[subgraph].replace(place, with: operators) }
  }

  /// How many QUANTIZE are inserted.
  var count: Int { inputs.count + outputs.count + crossings.values.reduce(0) { $0 + $1.count } }
}

extension BuiltinOperator {
  /// True for operators that read either 8-bit type, whatever they write.
  fileprivate var takesEither: Bool { self == .quantize || self == .dequantize }
}
