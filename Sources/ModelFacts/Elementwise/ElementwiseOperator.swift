internal import ModelFormat
internal import QuantMath

/// An operator with known operands, and the kernel that computes it.
struct ElementwiseOperator {
  /// What the operator does to an element.
  struct Kernel {
    let function: ElementwiseKernel
    /// The number of entries, if the operator looks codes up in a table.
    var tableCount: Int?
  }

  let op: Operator
  /// Those that hold values; shapes and axes are left out.
  let operands: [ElementwiseOperand]
  let output: QuantizedTensor
  let kernels: RuntimeKernels
  let place: Place

  /// The inputs of an operator that hold values.
  static func operands(
    of op: Operator, at place: Place
  ) throws(ElementwiseError) -> [TensorIndex] {
    let inputs = op.inputs
    func require(_ counts: ClosedRange<Int>) throws(ElementwiseError) {
      guard counts.contains(inputs.count) else {
        throw ElementwiseError(
          .malformed,
          "\(inputs.count) inputs; there must be \(counts.lowerBound)"
            + (counts.count == 1 ? "" : " to \(counts.upperBound)"), at: place)
      }
    }
    switch op.builtin {
    case .add, .sub, .mul, .div, .minimum, .maximum: try require(2...2)
    case .relu, .relu6, .reluN1To1, .relu0To1, .hardSwish, .quantize, .dequantize, .cast:
      try require(1...1)
    case .depthwiseConv2D:
      try require(2...3)
      // A bias may be left out.
      if inputs.count == 3, inputs[2].isAbsent { return [inputs[0], inputs[1]] }
    case .gather:
      try require(2...2)
      return [inputs[1]]
    case let builtin where builtin.traits.onlyMovesData:
      try require(1...8)
      return [inputs[0]]
    default:
      throw ElementwiseError(
        .notElementwise,
        "\(op.builtin.name) is not a known element-wise operator",
        at: place)
    }
    return Array(inputs)
  }

  /// Chooses the kernels.
  var selector: KernelSelector { KernelSelector(kernels) }

  /// The function of one element, as computed by the kernel that the runtime uses.
  func kernel(in graph: GraphIndex) throws(ElementwiseError) -> Kernel {
    switch op.builtin {
    case .add, .sub, .mul, .div, .minimum, .maximum: Kernel(function: try binaryKernel())
    case .relu: Kernel(function: try kernel(of: .relu))
    case .relu6: Kernel(function: try kernel(of: .relu6))
    case .reluN1To1: Kernel(function: try kernel(of: .reluN1To1))
    case .relu0To1: Kernel(function: try kernel(of: .relu0To1))
    case .hardSwish: Kernel(function: try hardSwishKernel())
    case .quantize: Kernel(function: try quantizeKernel())
    case .dequantize: Kernel(function: try dequantizeKernel())
    case .cast: Kernel(function: try castKernel())
    case .gather: try gatherKernel(in: graph)
    default: Kernel(function: try depthwiseKernel())
    }
  }

  /// A function of two operands with the constant one fixed.
  func bindingConstants(
    _ function: ElementwiseKernel
  ) throws(ElementwiseError) -> ElementwiseKernel {
    let bound: ElementwiseKernel?
    switch function {
    case .codes, .reals:
      guard operands.count == 2 else { throw unknownTypes }
      bound =
        switch (operands[0].value, operands[1].value) {
        case (.constant(let scalar), _): function.binding(first: scalar)
        case (_, .constant(let scalar)): function.binding(second: scalar)
        default: function
        }
    case .code, .toReal, .toCode, .real: bound = function
    }
    guard let bound else { throw unknownTypes }
    return bound
  }

  /// The result of an operator that reads only a constant.
  func foldedConstant(
    _ function: ElementwiseKernel
  ) throws(ElementwiseError) -> ElementwiseScalar {
    // A single element is not computed by the vector kernel.
    let isVector = kernels != .reference && op.builtin == .quantize && !operands[0].type.isFloat
    guard [.quantize, .dequantize, .cast].contains(op.builtin), !isVector,
      case .constant(let scalar)? = operands.first?.value,
      let result = function.result(of: scalar)
    else { throw .notModelled("\(op.builtin.name) of constants alone", at: place) }
    return result
  }

  /// The function that the operator applies to its own result.
  ///
  /// - Throws: `not-modelled` for a code that the schema does not know.
  var activation: FusedActivation {
    get throws(ElementwiseError) {
      guard let activation = op.knownActivation else {
        throw .notModelled(
          "\(op.builtin.name) with the activation \(op.fusedActivation.name)", at: place)
      }
      return activation
    }
  }

  /// The element types, in words.
  var unknownTypes: ElementwiseError {
    let types = operands.map(\.type.name).joined(separator: ", ")
    return .notModelled(
      "\(op.builtin.name) from \(types) to \(output.type.name)", at: place)
  }

  /// Throws if what the runtime computes is undefined in C++.
  func requireDefined(_ conditions: [ArithmeticCondition]) throws(ElementwiseError) {
    for condition in conditions where condition.effect == .undefined {
      throw ElementwiseError(.undefined, condition.message, at: place, condition: condition)
    }
  }

  /// Prepares a kernel; what the runtime rejects is an error at this operator.
  func prepare<Prepared>(
    _ body: () throws(PreparationError) -> Prepared
  ) throws(ElementwiseError) -> Prepared {
    do throws(PreparationError) { return try body() } catch { throw .refused(error, at: place) }
  }

  /// The kernel that a selector chooses.
  ///
  /// - Throws: what the runtime rejects, and `not-modelled` if nothing is chosen.
  func known<Kernel>(
    _ choose: () throws(PreparationError) -> Kernel?
  ) throws(ElementwiseError) -> Kernel {
    guard let kernel = try prepare(choose) else { throw unknownKernel }
    return kernel
  }

  private var unknownKernel: ElementwiseError {
    let types = operands.map(\.type.name).joined(separator: ", ")
    let shapes = operands.map { "\($0.shape)" }.joined(separator: ", ")
    return .notModelled(
      "\(op.builtin.name) from \(types) to \(output.type.name), shapes \(shapes), by the kernels "
        + "'\(kernels.rawValue)'", at: place)
  }

  /// A field of the operator's options as a number; 0 if there is none.
  func option(_ name: String) -> Int64 {
    guard let options = op.options, let field = options.field(named: name) else { return 0 }
    return switch options.value(field) {
    case .integer(let number)?: number
    case .bool(let isTrue)?: isTrue ? 1 : 0
    default: 0
    }
  }
}
