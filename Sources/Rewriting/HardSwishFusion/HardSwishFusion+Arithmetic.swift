internal import ModelFacts
internal import ModelFormat
internal import QuantMath

// The result of one HARD_SWISH, compared with that of the operators.
extension HardSwishFusion {
  /// The allowed error of a decomposed float form, as a fraction of the input.
  ///
  /// Exporters round 1/6 to 0.1667, which is off by 2 parts in 10,000 and float16's by 2.4; this tolerates
  /// both, but not a clamp at another point.
  private static let largestFloatError = 0.001

  /// Throws if the runtime has no HARD_SWISH for these tensors, if what the operators compute is unknown, or
  /// if a code would move by more than `bound`.
  func requireNear(atMost bound: Int?) throws(Reason) {
    guard let input = graph.tensor(input), let output = graph.tensor(output) else {
      throw Reason("one of its operators has a missing tensor")
    }
    guard input.type == output.type, [.int8, .uint8, .float32].contains(input.type) else {
      throw Reason(
        "its input is \(input.type.name) and its output \(output.type.name); HARD_SWISH supports "
          + "INT8, UINT8 or FLOAT32, the same for both")
    }
    guard input.shape == output.shape else {
      throw Reason("its input has the shape \(input.shape), its output \(output.shape)")
    }
    guard !input.type.isFloat else {
      guard foldedFactor == nil else {
        throw Reason(
          "the 1/6 is folded into the float weights of its consumers; it can only be removed from 8-bit weights"
        )
      }
      return try requireNearFloat()
    }
    let swish = try swish(from: QuantizedTensor(input), to: QuantizedTensor(output))
    let reference = try function(.reference).codes()
    guard let bound else { return }
    let swishTable = try clamped(swish.table, swish.output)
    var found = TableDifference(reference, swishTable).maxErrorCodes
    for path in RuntimeKernels.allCases where path != .reference {
      guard let table = try? function(path).codes() else { continue }
      // The portable HARD_SWISH runs on x86, and for the last elements on Arm.
      found = max(found, TableDifference(table, swishTable).maxErrorCodes)
      guard path.isARM, let vector = swish.tableNEON() else { continue }
      let vectorTable = try clamped(vector, swish.output)
      for table in [table, reference] {
        found = max(found, TableDifference(table, vectorTable).maxErrorCodes)
      }
    }
    guard found <= bound else {
      throw Reason(
        "a code would change by \(found); the limit is \(bound); --max-error-codes \(found) allows it"
      )
    }
  }

  /// The table of a HARD_SWISH and of the activation after it.
  private func clamped(_ table: [Int32], _ output: Grid) throws(Reason) -> [Int32] {
    guard let function = FusedActivation(rawValue: activation.rawValue), function != .none else {
      return table
    }
    do throws(PreparationError) {
      let bounds = try OutputBounds(function, on: output)
      return table.map(bounds.code)
    } catch {
      throw Reason("the runtime rejects this \(activation.name): \(error.description)")
    }
  }

  /// The operator that applies the activation after the HARD_SWISH; nil if the output's codes end
  /// where the activation does, so that storing the result applies it.
  var activationOperator: BuiltinOperator? {
    guard activation != .none else { return nil }
    if let output = graph.tensor(output),
      let function = FusedActivation(rawValue: activation.rawValue),
      let grid = QuantizedTensor(output).grid, grid.granularity == .perTensor,
      let bounds = try? OutputBounds(function, on: grid), bounds.lowest <= grid.codes.lowest,
      bounds.highest >= grid.codes.highest
    {
      return nil
    }
    return activation == .relu ? .relu : .relu6
  }

  private func swish(
    from input: QuantizedTensor, to output: QuantizedTensor
  ) throws(Reason) -> ReplacedHardSwish {
    for tensor in [input, output] {
      if let problem = tensor.quantization?.problem {
        throw Reason("\(tensor.tensor.label) has \(problem)")
      }
      guard let grid = tensor.grid, grid.granularity == .perTensor, grid.scale > 0,
        grid.scale.isFinite
      else {
        throw Reason(
          "\(tensor.tensor.label) must have one scale, a positive number")
      }
    }
    guard let from = input.grid, var to = output.grid else { throw Reason("it is not quantized") }
    if let foldedFactor {
      to = Grid(scale: foldedFactor * to.scale, zeroPoint: to.zeroPoint, codes: to.codes)
    }
    let swish: ReplacedHardSwish
    do throws(PreparationError) {
      swish = try ReplacedHardSwish(input: from, output: to)
    } catch {
      throw Reason("the runtime would reject a HARD_SWISH here: \(error.description)")
    }
    if let condition = swish.conditions.first(where: { $0.effect == .undefined }) {
      throw Reason("the result of a HARD_SWISH would be undefined here: \(condition.message)")
    }
    return swish
  }

  private func requireNearFloat() throws(Reason) {
    let inputs = FloatComparison.inputs
    for (x, y) in zip(inputs, try function(.reference).values(of: inputs)) {
      let exact = clamped(hardSwish(Double(x)))
      let error = abs(Double(y) - exact)
      // Written so that NaN fails the check.
      guard error <= Self.largestFloatError * abs(Double(x)) else {
        throw Reason("at \(x) it computes \(y), where HARD_SWISH computes \(exact)")
      }
    }
  }

  private func clamped(_ y: Double) -> Double {
    switch activation {
    case .relu: max(0, y)
    case .relu6: min(max(0, y), 6)
    default: y
    }
  }

  private func function(_ kernels: RuntimeKernels) throws(Reason) -> ElementwiseFunction {
    do throws(ElementwiseError) {
      return try ElementwiseFunction(from: input, to: output, in: graph, kernels: kernels)
    } catch {
      throw Reason("its result is not known for every input: \(error.place): \(error.what)")
    }
  }
}
