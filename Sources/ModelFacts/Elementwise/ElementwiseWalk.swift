internal import ModelFormat
internal import QuantMath

/// One operator of an element-wise function, on columns.
struct ElementwiseStep: Sendable {
  let kernel: ElementwiseKernel
  /// The columns that it reads; the same one twice for a function of one operand.
  let first: Int
  let second: Int
  /// The number of entries, if the step looks codes up in a table.
  let tableCount: Int?
  /// What it does to real numbers; nil if it works on codes, or if this is unknown.
  let real: RealStep?
  let place: Place
}

/// The path back from a tensor to the input: each operator on it becomes a step.
struct ElementwiseWalk {
  /// The longest part that a pass writes has 6 operators; a little more costs nothing.
  private static let longest = 64

  let input: ElementwiseOperand
  private(set) var steps: [ElementwiseStep] = []
  private let graph: GraphIndex
  private let kernels: RuntimeKernels
  private var known: [TensorIndex: ElementwiseOperand]
  private var entered: Set<Int> = []
  private var onTheWay: [Int: Operator] = [:]

  init(
    from input: TensorIndex, in graph: GraphIndex, kernels: RuntimeKernels
  ) throws(ElementwiseError) {
    (self.graph, self.kernels) = (graph, kernels)
    let place = graph.subgraph.place
    guard let tensor = graph.tensor(input) else {
      throw ElementwiseError(.malformed, "the input is missing", at: place)
    }
    guard [.int8, .uint8, .int16, .float32].contains(tensor.type) else {
      throw .notModelled("an input of type \(tensor.type.name)", at: place)
    }
    self.input = ElementwiseOperand(
      tensor: QuantizedTensor(tensor), value: .varying(column: 0), rearrangedBy: [])
    known = [input: self.input]
  }

  /// The operators between input and output, in order.
  var operators: [Operator] { onTheWay.values.sorted { $0.index < $1.index } }

  /// What a tensor holds: a constant, or a function of the input whose steps are then in the list.
  mutating func operand(_ index: TensorIndex) throws(ElementwiseError) -> ElementwiseOperand {
    if let found = known[index] { return found }
    let place = graph.subgraph.place
    guard let tensor = graph.tensor(index) else {
      throw ElementwiseError(.malformed, "a tensor is missing", at: place)
    }
    let found: ElementwiseOperand
    if tensor.isConstant {
      found = ElementwiseOperand(
        tensor: QuantizedTensor(tensor),
        value: .constant(try UniformConstant.value(of: tensor, at: place)), rearrangedBy: [])
    } else if let producer = graph.producer(of: index), !tensor.isVariable {
      found = try result(of: producer, in: tensor)
    } else {
      throw ElementwiseError(
        .anotherInput,
        "\(tensor.label) is neither \(input.tensor.tensor.label) nor a constant", at: place)
    }
    known[index] = found
    return found
  }

  private mutating func result(
    of op: Operator, in output: Tensor
  ) throws(ElementwiseError) -> ElementwiseOperand {
    let place = graph.subgraph.place(of: op)
    // An operator that is entered again reads its own result; otherwise its tensor would be known.
    guard entered.insert(op.index).inserted, op.outputs.count == 1 else {
      throw ElementwiseError(
        .malformed, "the operator must have one output, and must not read it", at: place)
    }
    guard entered.count <= Self.longest else {
      throw ElementwiseError(.tooLong, "more than \(Self.longest) operators", at: place)
    }

    var operands: [ElementwiseOperand] = []
    for input in try ElementwiseOperator.operands(of: op, at: place) {
      operands.append(try operand(input))
    }
    let choice = ElementwiseOperator(
      op: op, operands: operands, output: QuantizedTensor(output), kernels: kernels, place: place)
    try choice.checkTensors()
    if operands.contains(where: { !$0.isConstant }) { onTheWay[op.index] = op }

    let rearrangedBy = try choice.rearrangements()
    if op.builtin.traits.onlyMovesData {
      return ElementwiseOperand(
        tensor: choice.output, value: operands[0].value, rearrangedBy: rearrangedBy)
    }
    let kernel = try choice.kernel(in: graph)
    return ElementwiseOperand(
      tensor: choice.output, value: try value(kernel, choice), rearrangedBy: rearrangedBy)
  }

  /// Turns an operator into a step, or into a constant if it reads only constants.
  private mutating func value(
    _ made: ElementwiseOperator.Kernel, _ choice: ElementwiseOperator
  ) throws(ElementwiseError) -> ElementwiseOperand.Value {
    let columns = choice.operands.compactMap { operand in
      if case .varying(let column) = operand.value { column } else { nil as Int? }
    }
    // Constants beyond the first two operands are part of the kernel.
    guard let first = columns.first, let last = columns.last else {
      return .constant(try choice.foldedConstant(made.function))
    }
    steps.append(
      ElementwiseStep(
        kernel: try choice.bindingConstants(made.function), first: first, second: last,
        tableCount: made.tableCount, real: choice.realStep, place: choice.place))
    return .varying(column: steps.count)
  }
}
