internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// What an operand of a widened operator becomes.
enum WideOperand {
  /// Stays as it is: left out, not quantized, or int8 weights of a 16x8 kernel.
  case same
  /// An activation, converted if nothing has its wide form.
  case activation
  /// A constant in the wide type.
  case constant
  /// A bias in the scale of the accumulator.
  case bias
}

/// Whether an operator can compute in a wider type, and how.
struct WideningCheck {
  let op: Operator
  let type: WiderType
  let graph: GraphIndex
  /// The element type of activations.
  var wide: ElementType { type == .float ? .float32 : .int16 }

  /// What each input becomes.
  let inputs: [WideOperand]
  /// Whether each output gets the wide type.
  let widensOutput: [Bool]

  /// - Throws: why the operator cannot be widened, as the end of a sentence about it.
  init(_ op: Operator, to type: WiderType, in graph: GraphIndex) throws(Reason) {
    (self.op, self.type, self.graph) = (op, type, graph)
    if graph.subgraph.hasSideEffects(op) || !op.intermediates.isEmpty {
      throw Reason("it keeps a state, runs subgraphs, or is a custom operator")
    }
    guard ![.quantize, .dequantize, .cast].contains(op.builtin) else {
      throw Reason("it only converts numbers")
    }
    let roles = op.builtin.traits.roles
    var inputs: [WideOperand] = []
    for (position, index) in op.inputs.enumerated() {
      inputs.append(try Self.operand(graph.tensor(index), roles[position], type))
    }
    self.inputs = inputs
    widensOutput = op.outputs.map { graph.tensor($0)?.isByteCode == true }
    guard widensOutput.contains(true) else { throw Reason("it writes no 8-bit codes") }
    for output in op.outputs { try Self.checkPerTensor(graph.tensor(output)) }
    try checkKernel()
  }

  private static func operand(
    _ tensor: Tensor?, _ role: OperandRole, _ type: WiderType
  ) throws(Reason) -> WideOperand {
    guard let tensor else { return .same }
    if role == .bias && [.int32, .int64].contains(tensor.type) {
      guard tensor.isConstant else { throw Reason("its bias is not a constant") }
      return .bias
    }
    guard tensor.isByteCode else { return .same }
    guard tensor.isConstant else {
      try checkPerTensor(tensor)
      return .activation
    }
    guard !tensor.isSparse, tensor.data?.count == tensor.elementCount else {
      throw Reason("the values of its \(tensor.label) are not in the file as a whole")
    }
    guard type == .int16 && role == .weights else {
      if type == .int16 { try checkPerTensor(tensor) }
      return .constant
    }
    let zeroPoints = TensorQuantization(tensor)?.zeroPoints.array ?? []
    guard tensor.type == .int8, zeroPoints.allSatisfy({ $0 == 0 }) else {
      throw Reason("kernels with INT16 activations need INT8 weights with zero point 0")
    }
    return .same
  }

  private static func checkPerTensor(_ tensor: Tensor?) throws(Reason) {
    guard let tensor, tensor.isByteCode else { return }
    guard let grid = QuantizedTensor(tensor).grid, grid.granularity == .perTensor,
      grid.scale.isPositiveNormal
    else { throw Reason("\(tensor.label) has not one positive scale") }
  }

  /// Source of the types: LiteRT's kernels, by running one-operator models (`KernelTypes`).
  private func checkKernel() throws(Reason) {
    let sources = zip(op.inputs, inputs).map { index, operand -> ElementType? in
      switch operand {
      case .same: graph.tensor(index)?.type
      case .activation, .constant: wide
      case .bias: type == .float ? .float32 : .int64
      }
    }
    let results = zip(op.outputs, widensOutput).map { $1 ? wide : graph.tensor($0)?.type }
    guard let types = KernelTypes.of(op.builtin) else {
      throw Reason("the types that its kernel runs are not known")
    }
    guard types.allow(inputs: sources, outputs: results) else {
      throw Reason(
        "LiteRT has no kernel of \(op.builtin.name) from \(KernelTypeFault.listed(sources)) to "
          + KernelTypeFault.listed(results))
    }
  }
}

extension Tensor {
  /// True for a tensor of 8-bit codes with scales.
  var isByteCode: Bool {
    (type == .int8 || type == .uint8) && TensorQuantization(self)?.scales.isEmpty == false
  }
}
