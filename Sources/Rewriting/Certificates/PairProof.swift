internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// ADD, SUB and MUL of two tensors of 8-bit codes, before and after a change: computed for every
/// pair of codes.
struct PairProof {
  private let (old, new): (PairOperands, PairOperands)

  /// Everything that the answer depends on.
  struct Question: Hashable {
    fileprivate let (old, new): (PairOperands.Arithmetic, PairOperands.Arithmetic)
  }

  var question: Question { Question(old: old.arithmetic, new: new.arithmetic) }

  /// Nil for any other operator, or if an input is not unchanged.
  init?(_ op: Operator, in subgraph: Int, of pair: ModelPair) {
    guard let other = pair.counterpart(of: op, in: subgraph), op.hasSameMeaning(as: other),
      let old = PairOperands(op, in: pair.old[subgraph]),
      let new = PairOperands(other, in: pair.new[subgraph]),
      old.readsTheSame(as: new)
    else { return nil }
    (self.old, self.new) = (old, new)
  }

  /// - Throws: why the reference kernels cannot compute the operator.
  func certificate() throws(Reason) -> CodesCertificate {
    let shift = new.output.codes.lowest - old.output.codes.lowest
    // Codes of the other 8-bit type: the same number is 128 codes away.
    let output = Grid(
      scale: new.output.scale, zeroPoint: new.output.zeroPoint - shift, codes: old.output.codes)
    let comparison = CodeComparison(from: old.output, to: output)
    guard let was = old.table(.reference), let now = new.table(.reference) else {
      throw Reason("the reference kernel of \(old.op.builtin.name) rejects these scales")
    }
    func shifted(_ table: [Int32]) -> [Int32] { shift == 0 ? table : table.map { $0 - shift } }
    var certificate = CodesCertificate(
      codes: was.count, reference: comparison.figures(was, shifted(now)))
    for path in RuntimeKernels.allCases where path != .reference {
      guard let before = old.table(path), let after = new.table(path) else { continue }
      certificate.paths[path] = comparison.figures(before, shifted(after))
    }
    return certificate
  }

  /// The largest change in codes, by any kernel, if the two sides differ only in the 8-bit type.
  ///
  /// All kernels compute with distances from zero points, which stay, so the same function gives the same
  /// codes if it clamps at the same steps. The built-in kernels of the two types may be different functions,
  /// so their tables are compared.
  ///
  /// - Throws: why the reference kernels cannot compute the operator.
  func maxErrorAcrossTypes() throws(Reason) -> Double {
    guard old.output.hasSameSteps(as: new.output), old.clampsAtTheSameSteps(as: new) else {
      return try certificate().maxErrorCodes
    }
    guard old.kernel(.reference) != nil, new.kernel(.reference) != nil else {
      throw Reason("the reference kernel of \(old.op.builtin.name) does not take these scales")
    }
    guard old.builtinKernelDependsOnType, let was = old.table(.builtinX86),
      let now = new.table(.builtinX86)
    else { return 0 }
    let shift = new.output.codes.lowest - old.output.codes.lowest
    return Double(zip(was, now).map { abs(Int($0) - Int($1 - shift)) }.max() ?? 0)
  }
}

/// An ADD, SUB or MUL of 8-bit codes, ready to be computed.
private struct PairOperands {
  let op: Operator
  let (first, second, output): (Grid, Grid, Grid)
  private let activation: FusedActivation
  private let shapes: OperandShapes

  /// The parameters that the kernels compute with.
  struct Arithmetic: Hashable {
    let builtin: BuiltinOperator
    let (first, second, output): (Grid, Grid, Grid)
    let shapes: OperandShapes
    let activation: FusedActivation
  }

  var arithmetic: Arithmetic {
    Arithmetic(
      builtin: op.builtin, first: first, second: second, output: output, shapes: shapes,
      activation: activation)
  }

  init?(_ op: Operator, in graph: GraphIndex) {
    guard [.add, .sub, .mul].contains(op.builtin), op.inputs.count == 2, op.outputs.count == 1,
      let first = graph.tensor(op.inputs[0]), let second = graph.tensor(op.inputs[1]),
      let output = graph.tensor(op.outputs[0]), first.type == second.type,
      first.type == output.type, [.int8, .uint8].contains(output.type),
      let a = QuantizedTensor(first).grid, let b = QuantizedTensor(second).grid,
      let c = QuantizedTensor(output).grid, [a, b, c].allSatisfy(\.isOrdinary),
      let activation = op.knownActivation
    else { return nil }
    self.activation = activation
    (self.op, self.first, self.second, self.output) = (op, a, b, c)
    shapes = OperandShapes(first.shape, second.shape)
  }

  /// True if both inputs' codes represent the same numbers, in either 8-bit type.
  func readsTheSame(as other: PairOperands) -> Bool {
    first.hasSameSteps(as: other.first) && second.hasSameSteps(as: other.second)
  }

  /// The output codes of every pair, with the second code varying fastest; nil if the kernel is not known.
  func table(_ path: RuntimeKernels) -> [Int32]? {
    guard let kernel = kernel(path) else { return nil }
    var table: [Int32] = []
    table.reserveCapacity(first.codes.count * second.codes.count)
    for a in first.codes.lowest...first.codes.highest {
      for b in second.codes.lowest...second.codes.highest { table.append(kernel(a, b)) }
    }
    return table
  }

  /// True if both clamp their outputs at the same numbers, in the built-in kernels and in XNNPACK.
  func clampsAtTheSameSteps(as other: PairOperands) -> Bool {
    func steps(_ bounds: OutputBounds?, _ grid: Grid) -> [Int32]? {
      bounds.map { [$0.lowest &- grid.zeroPoint, $0.highest &- grid.zeroPoint] }
    }
    let builtin = steps(try? OutputBounds(activation, on: output), output)
    let otherBuiltin = steps(try? OutputBounds(other.activation, on: other.output), other.output)
    let delegated = steps(try? OutputBounds(xnnpack: activation, on: output), output)
    let otherDelegated = steps(
      try? OutputBounds(xnnpack: other.activation, on: other.output), other.output)
    return builtin == otherBuiltin && delegated == otherDelegated
  }

  /// Whether the built-in vector kernels of the two 8-bit types are different functions.
  ///
  /// `KernelSelector` chooses them; the choice is the same on x86 and on Arm.
  var builtinKernelDependsOnType: Bool {
    switch (op.builtin, shapes) {
    case (.sub, _), (_, .repeatedOtherwise): false
    case (.add, .oneElement), (.add, .repeatedElements): false
    default: true
    }
  }

  func kernel(_ path: RuntimeKernels) -> KernelSelector.Binary? {
    let selector = KernelSelector(path)
    do throws(PreparationError) {
      return switch op.builtin {
      case .add: try selector.add(first, second, to: output, activation, shapes: shapes)
      case .sub: try selector.subtract(first, second, to: output, activation, shapes: shapes)
      default: try selector.multiply(first, second, to: output, activation, shapes: shapes)
      }
    } catch {
      return nil
    }
  }
}

extension Grid {
  fileprivate func hasSameSteps(as other: Grid) -> Bool {
    scale.bitPattern == other.scale.bitPattern
      && zeroPoint - codes.lowest == other.zeroPoint - other.codes.lowest
  }
}
