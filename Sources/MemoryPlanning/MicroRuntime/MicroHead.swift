internal import ModelFacts
public import ModelFormat

/// The buffers that TFLite Micro's planner places in the head of the arena.
struct MicroHead {
  private(set) var contents: [MicroArena.Content] = []
  private(set) var buffers: [PlannedBuffer] = []
  private(set) var unknowns: [String] = []
  /// Why the plan is not for this model; empty without one.
  private(set) var planFaults: [String] = []

  /// Source: TFLite Micro, `micro_allocation_info.cc`, `InitializeAllocationInfo`, and `micro_allocator.cc`,
  /// `CreatePlan`.
  init(
    _ model: Model, _ sizes: TensorSizes, _ lifetimes: Lifetimes, _ requests: [ScratchRequest],
    plan: OfflinePlan?
  ) {
    let tensorCount = sizes.offsets.last ?? 0
    // The runtime looks for data inside the tables only.
    let hasData = model.buffers.map { ($0.contents?.count ?? 0) > 0 && !$0.isOutsideTables }
    if let plan, plan.statedCount != tensorCount || plan.offsets.count < tensorCount {
      planFaults.append(
        "the metadata '\(OfflinePlan.name)' is for \(plan.statedCount) tensors; "
          + "the model has \(tensorCount), and TensorFlow Lite Micro rejects it")
    }
    for subgraph in model.subgraphs {
      let handles = Self.handles(in: subgraph)
      for tensor in subgraph.tensors {
        let number = sizes.number(of: tensor.index, subgraph: subgraph.index)
        let fixed = plan.flatMap { number < $0.offsets.count ? $0.offsets[number] : nil } ?? -1
        // The runtime looks a variable's place up by its index in the subgraph.
        let own =
          plan.flatMap { plan in
            plan.offsets.indices.contains(tensor.index.position)
              ? plan.offsets[tensor.index.position] : nil
          } ?? -1
        let isPlaced =
          tensor.isVariable
          ? fixed != -1
          : !(hasData.indices.contains(tensor.buffer.position) && hasData[tensor.buffer.position])
            && !handles.contains(tensor.index)
        guard isPlaced || (tensor.isVariable && own != -1 && fixed != -1) else { continue }
        guard let bytes = Self.byteCount(of: tensor, in: subgraph, sizes) else {
          unknowns.append("size of \(subgraph.place(of: tensor))")
          continue
        }
        guard bytes > 0 || tensor.isVariable else { continue }
        add(
          .tensor(tensor.index, subgraph: subgraph.index), bytes, lifetimes.tensors[number],
          at: fixed == -1 ? nil : Int(fixed))
      }
    }
    for request in requests {
      add(
        .scratch(op: request.op, subgraph: request.subgraph), request.byteCount,
        lifetimes.operators[request.subgraph][request.op], at: nil)
    }
    if lifetimes.isComplete, judgedBuffers(of: model).overlap {
      planFaults = [
        "the memory plan in the metadata '\(OfflinePlan.name)' gives tensors that are in use at once the same bytes: "
          + "results would be wrong"
      ]
    }
  }

  /// Those of tensors that Vela does not place over each other on purpose: its scratch tensor is the memory that holds the
  /// other operands of the same operator.
  private func judgedBuffers(of model: Model) -> [PlannedBuffer] {
    let shared = model.subgraphs.map { subgraph in
      Set(subgraph.operators.filter(\.code.sharesMemory).flatMap { Array($0.inputs) + $0.outputs })
    }
    return zip(contents, buffers).filter { content, _ in
      guard case .tensor(let index, let subgraph) = content else { return true }
      return !shared[subgraph].contains(index)
    }.map(\.1)
  }

  private mutating func add(
    _ content: MicroArena.Content, _ byteCount: Int, _ span: Lifetimes.Span, at offset: Int?
  ) {
    contents.append(content)
    // The runtime counts from -1, which stands for what no run of the first subgraph uses.
    let first = Int(span.first) + 1
    buffers.append(
      PlannedBuffer(
        byteCount: byteCount.alignedUp(to: MicroArena.alignment),
        steps: first...max(first, Int(span.last) + 1), fixedOffset: offset))
  }

  /// The tensors that VAR_HANDLE points at data of its own.
  private static func handles(in subgraph: Subgraph) -> Set<TensorIndex> {
    Set(
      subgraph.operators.filter { $0.builtin == .varHandle }.flatMap { $0.outputs })
  }

  private static func byteCount(
    of tensor: Tensor, in subgraph: Subgraph, _ sizes: TensorSizes
  ) -> Int? {
    guard let element = tensor.type.microByteCount,
      let count = sizes.elementCount(of: tensor.index, subgraph: subgraph.index)
    else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: element)
    return overflow ? nil : product
  }
}

extension OperatorCode {
  /// Whether the operator's operands lie in one another: Vela's operator reads its inputs from its scratch tensor.
  ///
  /// Source: the plan in TFLite Micro's `person_detect_vela.tflite`, in which all four are at 0.
  public var sharesMemory: Bool { builtin == .custom && customCode?.text == "ethos-u" }
}
