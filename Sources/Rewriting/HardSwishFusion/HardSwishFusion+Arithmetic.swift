internal import ModelFacts
internal import ModelFormat
internal import QuantMath

// What one HARD_SWISH would compute, beside what the operators compute.
extension HardSwishFusion {
  /// How far a float spelling may be off, as a part of the input.
  ///
  /// Exporters round 1/6 to 0.1667, which is off by 2 parts in 10,000 and float16's by 2.4; this
  /// leaves room for both, and none for a clamp at another place.
  private static let largestFloatError = 0.001

  /// Throws where the runtime has no HARD_SWISH for these tensors, where it is not known what the
  /// operators compute, and where a code would move by more than `bound`.
  func requireNear(atMost bound: Int?) throws(Reason) {
    guard let input = graph.tensor(input), let output = graph.tensor(output) else {
      throw Reason("an operator of it lacks a tensor")
    }
    guard input.type == output.type, [.int8, .uint8, .float32].contains(input.type) else {
      throw Reason(
        "it is from \(input.type.name) to \(output.type.name); HARD_SWISH takes INT8, UINT8 or "
          + "FLOAT32, the same on both sides")
    }
    guard input.shape == output.shape else {
      throw Reason("its input has the shape \(input.shape), its output \(output.shape)")
    }
    guard !input.type.isFloat else { return try requireNearFloat() }
    let swish = try swish(from: QuantizedTensor(input), to: QuantizedTensor(output))
    let reference = try function(.reference).codes()
    guard let bound else { return }
    var found = TableDifference(reference, swish.table).maxErrorCodes
    for path in RuntimeKernels.allCases where path != .reference {
      guard let table = try? function(path).codes() else { continue }
      // The portable HARD_SWISH is the one of x86, and of the last elements on Arm.
      found = max(found, TableDifference(table, swish.table).maxErrorCodes)
      guard path.isARM, let vector = swish.tableNEON else { continue }
      for table in [table, reference] {
        found = max(found, TableDifference(table, vector).maxErrorCodes)
      }
    }
    guard found <= bound else {
      throw Reason("a code would move by \(found); at most \(bound) is allowed")
    }
  }

  private func swish(
    from input: QuantizedTensor, to output: QuantizedTensor
  ) throws(Reason) -> ReplacedHardSwish {
    for tensor in [input, output] {
      if let problem = tensor.quantization?.problem {
        throw Reason("\(graph.name(of: tensor.tensor.index)) has \(problem)")
      }
      guard let grid = tensor.grid, grid.granularity == .perTensor, grid.scale > 0,
        grid.scale.isFinite
      else {
        throw Reason(
          "\(graph.name(of: tensor.tensor.index)) must have one scale, a positive number")
      }
    }
    guard let from = input.grid, let to = output.grid else { throw Reason("there are no codes") }
    let swish: ReplacedHardSwish
    do throws(PreparationError) {
      swish = try ReplacedHardSwish(input: from, output: to)
    } catch {
      throw Reason("the runtime refuses a HARD_SWISH here: \(error.description)")
    }
    if let condition = swish.conditions.first(where: { $0.effect == .undefined }) {
      throw Reason("what a HARD_SWISH computes here is undefined: \(condition.message)")
    }
    return swish
  }

  private func requireNearFloat() throws(Reason) {
    let inputs = FloatComparison.inputs
    for (x, y) in zip(inputs, try function(.reference).values(of: inputs)) {
      let error = abs(Double(y) - hardSwish(Double(x)))
      // Written so that NaN fails.
      guard error <= Self.largestFloatError * abs(Double(x)) else {
        throw Reason("at \(x) it computes \(y), where HARD_SWISH computes \(hardSwish(Double(x)))")
      }
    }
  }

  private func function(_ kernels: RuntimeKernels) throws(Reason) -> ElementwiseFunction {
    do throws(ElementwiseError) {
      return try ElementwiseFunction(from: input, to: output, in: graph, kernels: kernels)
    } catch {
      throw Reason("what it computes is not known for every input: \(error.place): \(error.what)")
    }
  }
}
