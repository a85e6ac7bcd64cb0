internal import ModelFacts
internal import ModelFormat

/// Checks that a planned change of types leaves a model that runs, before anything is changed.
struct SignednessCheck {
  private let plans: [SignednessPlan]
  private let to: Signedness

  init(_ plans: [SignednessPlan], to signedness: Signedness) {
    (self.plans, to) = (plans, signedness)
  }

  /// Runs all checks.
  ///
  /// - Throws: the first obstacle, with its place and what to do.
  func run() throws(Diagnostic) {
    for plan in plans {
      for index in plan.tensors { try check(plan.graph.subgraph.tensors[index.position], plan) }
      var seen: Set<TensorIndex> = []
      for op in plan.graph.subgraph.operators where plan.includes(op) {
        try check(op, plan, &seen)
        try checkCalls(of: op, plan)
      }
    }
    try checkVariables()
  }

  // MARK: Tensors

  private func check(_ tensor: Tensor, _ plan: SignednessPlan) throws(Diagnostic) {
    let old = to.other.type
    let place = plan.graph.subgraph.place(of: tensor)
    let quantization = TensorQuantization(tensor)
    if quantization?.granularity == .perChannel {
      throw .notApplicable(
        "it has \(quantization?.scales.count ?? 0) scales; \(to.type.name) "
          + "tensors have one",
        at: place,
        fix: to == .uint8
          ? "Run --per-tensor-weights first, without --keep-per-channel for this layer."
          : "Quantize the model again, with one scale for each tensor.")
    }
    guard let zeroPoint = quantization?.zeroPoint else {
      throw .notApplicable(
        "it has no single scale and zero point\(quantization?.problem.map { ": \($0)" } ?? "")",
        at: place, fix: "Quantize the model again, with one scale for each tensor.")
    }
    guard let new = to.zeroPoint(from: zeroPoint) else {
      throw .notApplicable(
        "it has zero point \(zeroPoint), which is not a code of \(old.name)",
        at: place,
        fix: "Give it a zero point that its type can hold, or export the model again.")
    }
    guard !tensor.isSparse, tensor.externalBuffer == 0 else {
      throw .notApplicable(
        "it is stored sparsely or in another file", at: place,
        fix: "Store the data densely, inside the model, first.")
    }
    // LiteRT `core/c/common.cc`, `ResetVariableTensor`: INT8 begins at its zero point, UINT8 at 0.
    guard !tensor.isVariable || (to == .uint8 ? new : zeroPoint) == 0 else {
      throw .notApplicable(
        "the variable would start with another number",
        at: place,
        fix: "Keep this model's type: UINT8 variables start with code 0, INT8 variables with 0.0.")
    }
  }

  // MARK: Operators

  /// `seen` are the weights whose other consumers were already checked.
  private func check(
    _ op: Operator, _ plan: SignednessPlan, _ seen: inout Set<TensorIndex>
  ) throws(Diagnostic) {
    let all = plan.graph.subgraph.tensors
    let named = (Array(op.inputs) + op.outputs + op.intermediates).filter { !$0.isAbsent }
    guard named.contains(where: plan.changes) else { return }
    guard op.builtin.traits.eightBitKernels != nil, !hasOtherKernel(op, plan) else {
      throw unsupported("has no \(to.type.name) kernel for these types", op, plan)
    }
    guard op.calledSubgraphs.isEmpty else {
      guard !plan.isPartial else {
        throw unsupported("runs other subgraphs, whose tensors keep their type", op, plan)
      }
      return
    }
    for index in named where all[index.position].type == to.other.type && !plan.changes(index) {
      throw unsupported(
        "mixes quantized tensors with \(all[index.position].label), which is "
          + "\(to.other.type.name) without a scale", op, plan)
    }
    if ![.quantize, .dequantize].contains(op.builtin) {
      // At run time, LiteRT gives such a tensor the type of the others, and its scale a meaning.
      for index in named where all[index.position].type.isFloat {
        throw unsupported(
          "mixes quantized tensors with \(all[index.position].label), which is "
            + all[index.position].type.name, op, plan)
      }
    }
    if let weights = SignednessPlan.weights(of: op) {
      try check(weights, of: op, plan, isFirst: seen.insert(weights).inserted)
    }
  }

  /// True for kernels of these types that are not the plain ones.
  private func hasOtherKernel(_ op: Operator, _ plan: SignednessPlan) -> Bool {
    let all = plan.graph.subgraph.tensors
    // UINT8 can be quantized only from FLOAT32, INT8 and UINT8.
    if op.builtin == .quantize, let input = op.inputs.first, !input.isAbsent {
      return ![.float32, .int8, .uint8].contains(all[input.position].type)
    }
    // Weights in the layout of another kernel.
    if op.builtin == .fullyConnected, let options = op.options,
      let field = options.field(named: "weights_format"),
      case .integer(let format)? = options.value(field)
    {
      return format != 0
    }
    return false
  }

  private func check(
    _ index: TensorIndex, of op: Operator, _ plan: SignednessPlan, isFirst: Bool
  ) throws(Diagnostic) {
    let weights = plan.graph.subgraph.tensors[index.position]
    let inputs = op.inputs.filter { $0 == index }.count
    let activation = op.builtin.traits.matrix?.input ?? 0
    guard plan.changes(index), inputs == 1, op.inputs.count > activation,
      plan.changes(op.inputs[activation])
    else {
      throw unsupported("reads weights of \(weights.type.name) in \(weights.label)", op, plan)
    }
    if to == .int8, !weights.isConstant, TensorQuantization(weights)?.zeroPoint != 128 {
      throw unsupported(
        "reads computed weights, \(weights.label), with a zero point other than 128", op,
        plan)
    }
    guard isFirst else { return }
    for reader in plan.graph.consumers(of: index)
    where plan.includes(reader) && SignednessPlan.weights(of: reader) != index {
      throw unsupported(
        "reads \(weights.label) as weights, and \(reader.label) reads it as data", op, plan)
    }
  }

  private func unsupported(
    _ what: String, _ op: Operator, _ plan: SignednessPlan
  ) -> Diagnostic {
    .notApplicable(
      "\(op.code.displayName) \(what)", at: plan.graph.subgraph.place(of: op),
      fix: "Keep the model in \(to.other.type.name), or remove the operator first.")
  }

  // MARK: Variables

  /// Checks that all operators that read or write a variable change its type, or none.
  ///
  /// Source: LiteRT `tflite/kernels/read_variable.cc`, which requires the assigned type.
  private func checkVariables() throws(Diagnostic) {
    var known: [VariableName: Bool] = [:]
    for plan in plans {
      for op in plan.graph.subgraph.operators {
        let value: TensorIndex?
        switch op.builtin {
        case .readVariable: value = op.outputs.first
        case .assignVariable: value = op.inputs.count > 1 ? op.inputs[1] : nil
        default: continue
        }
        let changes = value.map { plan.includes(op) && plan.changes($0) } ?? false
        guard let name = VariableName(of: op, in: plan.graph) else {
          guard !changes else {
            throw unsupported("uses a variable whose VAR_HANDLE is in another subgraph", op, plan)
          }
          continue
        }
        guard known[name, default: changes] == changes else {
          throw unsupported(
            "uses the variable '\(name.shared.escapedForDisplay)', which is not \(to.type.name) "
              + "everywhere", op, plan)
        }
        known[name] = changes
      }
    }
  }

  // MARK: Control flow

  /// Checks that inputs and outputs of a subgraph keep their types on both sides, or change them on both.
  private func checkCalls(of op: Operator, _ plan: SignednessPlan) throws(Diagnostic) {
    let called = op.calledSubgraphs
    guard !called.isEmpty else { return }
    // The first input of IF is the condition.
    let given = op.builtin == .if ? Array(op.inputs.dropFirst()) : Array(op.inputs)
    for (position, index) in called.enumerated() where plans.indices.contains(index) {
      let inner = plans[index]
      let isCondition = op.builtin == .while && position == 0
      let ends =
        Array(zip(given, inner.graph.subgraph.inputs))
        + (isCondition ? [] : Array(zip(op.outputs, inner.graph.subgraph.outputs)))
      for (outside, inside) in ends where plan.changes(outside) != inner.changes(inside) {
        throw unsupported(
          "passes \(plan.graph.subgraph.label(of: outside)) to or from "
            + "\(inner.graph.subgraph.label(of: inside)) of subgraph \(index), and only one of the "
            + "two is quantized \(to.other.type.name)", op, plan)
      }
    }
  }
}

/// What identifies a resource variable.
struct VariableName: Hashable {
  let container: String
  let shared: String

  /// The variable that an operator reads or writes; nil if it has no VAR_HANDLE in the subgraph.
  init?(of op: Operator, in graph: GraphIndex) {
    guard let handle = op.inputs.first, !handle.isAbsent, let producer = graph.producer(of: handle),
      producer.builtin == .varHandle
    else { return nil }
    container = producer.text("container")
    shared = producer.text("shared_name")
  }
}

extension Operator {
  /// A string option of the operator; empty if there is none.
  fileprivate func text(_ name: String) -> String {
    guard let field = options?.field(named: name), case .text(let text)? = options?.value(field)
    else { return "" }
    return text.text
  }
}
