internal import ModelFacts
internal import ModelFormat

/// A decomposed hard-swish that the graph allows to replace by one HARD_SWISH.
struct HardSwishFusion {
  let subgraph: Int
  /// The operators that the HARD_SWISH replaces.
  private(set) var operators: Set<Int>
  /// The last of them: the HARD_SWISH takes its place.
  private(set) var last: Int
  /// Operators that only compute a constant for those, and are removed with them.
  private(set) var constantProducers: Set<Int> = []
  private(set) var input: TensorIndex
  private(set) var output: TensorIndex
  let graph: GraphIndex
  /// The activation after the hard-swish: nothing, RELU or RELU6.
  let activation: ActivationFunction
  private let form: DecomposedHardSwish.Form

  /// The factor of the result that its consumers undo in their weights; nil if there is none.
  var foldedFactor: Float? { form == .inConsumers ? 1 / 6 : nil }

  /// - Parameters:
  ///   - ends: the inputs and outputs of the subgraph.
  ///   - taken: operators that are part of another fusion.
  /// - Throws: the reason why nothing can be fused here.
  init(
    _ spelling: DecomposedHardSwish, in graph: GraphIndex, ends: Set<TensorIndex>,
    besides taken: Set<Int>
  ) throws(Reason) {
    self.graph = graph
    (subgraph, form, activation) = (spelling.subgraph, spelling.form, spelling.activation)
    (input, output) = (spelling.input, spelling.output)
    operators = Set(spelling.operators)
    guard let last = spelling.operators.last, !input.isAbsent, !output.isAbsent else {
      throw Reason("one of its operators has a missing tensor")
    }
    self.last = last
    // The consumers that undo the 1/6 read the product itself.
    if form != .inConsumers { widen(besides: ends) }
    if let other = operators.sorted().first(where: taken.contains) {
      throw Reason(
        "\(graph.subgraph.operators[other].label) is part of another hard-swish that is fused")
    }
    try checkTensors(ends)
    try checkOrder()
    findConstantProducers(ends)
  }

  /// The change in words.
  var detail: String {
    let names = operators.sorted().map { index in
      "\(index) (\(graph.subgraph.operators[index].code.displayName))"
    }
    let behind = activation == .none ? "" : ", \(activation.name)"
    let folded = foldedFactor == nil ? "" : "; the 1/6 is removed from the consumers' weights"
    return "operators \(names.listed) compute \(form.rawValue)\(behind)\(folded)"
  }

  /// Extends a form in int16, or with a conversion on one side only, to the conversions around it if nothing
  /// else uses them.
  private mutating func widen(besides ends: Set<TensorIndex>) {
    widenToCodes(besides: ends)
    if graph.tensor(input)?.type == .int16, !ends.contains(input),
      let producer = graph.producer(of: input), producer.builtin == .quantize, producer.isOneToOne,
      graph.consumers(of: input).allSatisfy({ operators.contains($0.index) })
    {
      operators.insert(producer.index)
      input = producer.inputs[0]
    }
    // From int16 to uint8, there is an int8 in between.
    for _ in 0..<2 where graph.tensor(output)?.type != graph.tensor(input)?.type {
      let readers = graph.consumers(of: output)
      guard !ends.contains(output), readers.count == 1, readers[0].isOneToOne,
        [.quantize, .dequantize].contains(readers[0].builtin)
      else { return }
      operators.insert(readers[0].index)
      last = readers[0].index
      output = readers[0].outputs[0]
    }
  }

  /// A float form between a DEQUANTIZE and a QUANTIZE becomes a quantized HARD_SWISH.
  private mutating func widenToCodes(besides ends: Set<TensorIndex>) {
    let readers = graph.consumers(of: output)
    guard graph.tensor(input)?.type == .float32, !ends.contains(input), !ends.contains(output),
      let producer = graph.producer(of: input), producer.builtin == .dequantize,
      producer.isOneToOne,
      let type = graph.tensor(producer.inputs[0])?.type, [.int8, .uint8].contains(type),
      graph.consumers(of: input).allSatisfy({ operators.contains($0.index) }),
      readers.count == 1, readers[0].builtin == .quantize, readers[0].isOneToOne,
      graph.tensor(readers[0].outputs[0])?.type == type
    else { return }
    operators.formUnion([producer.index, readers[0].index])
    (input, last, output) = (producer.inputs[0], readers[0].index, readers[0].outputs[0])
  }

  /// Checks that nothing else reads the intermediate tensors.
  private func checkTensors(_ ends: Set<TensorIndex>) throws(Reason) {
    for tensor in [input, output] where graph.tensor(tensor)?.isVariable == true {
      throw Reason("\(graph.subgraph.label(of: tensor)) is a variable")
    }
    for index in operators.sorted() {
      let op = graph.subgraph.operators[index]
      guard op.outputs.count == 1 else {
        throw Reason("\(op.label) has \(op.outputs.count) outputs")
      }
      let between = op.outputs[0]
      guard between != output else { continue }
      if ends.contains(between) {
        throw Reason("\(graph.subgraph.label(of: between)) is an input or output of the model")
      }
      if graph.tensor(between)?.isVariable == true {
        throw Reason("\(graph.subgraph.label(of: between)) is a variable")
      }
      if let reader = graph.consumers(of: between).first(where: { !operators.contains($0.index) }) {
        throw Reason("\(graph.subgraph.label(of: between)) is also read by \(reader.label)")
      }
    }
  }

  /// In a damaged model, an operator may read a tensor before it is written, and would read something else
  /// after a move.
  private func checkOrder() throws(Reason) {
    let isOrdered =
      operators.max() == last && graph.producer(of: output)?.index == last
      && (graph.producer(of: input)?.index ?? -1) < operators.min() ?? 0
      && operators.allSatisfy { index in
        graph.subgraph.operators[index].outputs.allSatisfy { tensor in
          tensor == output
            || graph.producer(of: tensor)?.index == index
              && graph.consumers(of: tensor).allSatisfy { $0.index > index }
        }
      }
    guard isOrdered else {
      throw Reason("its operators are not in execution order")
    }
  }

  /// In a float16 model, 3 and 1/6 each come from a DEQUANTIZE.
  private mutating func findConstantProducers(_ ends: Set<TensorIndex>) {
    for index in operators {
      for operand in graph.subgraph.operators[index].inputs where operand != input {
        guard let producer = graph.producer(of: operand), !operators.contains(producer.index),
          producer.isOneToOne, !ends.contains(operand),
          graph.tensor(producer.inputs[0])?.isConstant == true,
          graph.consumers(of: operand).allSatisfy({ operators.contains($0.index) })
        else { continue }
        constantProducers.insert(producer.index)
      }
    }
  }
}

extension Operator {
  /// True if there is one input and one output.
  fileprivate var isOneToOne: Bool {
    inputs.count == 1 && outputs.count == 1 && !inputs[0].isAbsent && !outputs[0].isAbsent
  }
}
