internal import ModelFacts
internal import ModelFormat

/// A buffer that the kernel of an operator asks for.
struct ScratchRequest {
  let subgraph: Int
  let op: Int
  let byteCount: Int
}

/// What TFLite Micro's interpreter allocates before it plans the head, and what it asks to plan.
///
/// Source: TFLite Micro, `micro_interpreter.cc`, `AllocateTensors`, and `micro_allocator.cc`.
struct MicroPreparation {
  /// The persistent part, once all is allocated.
  private(set) var tail = MicroTail()
  /// The scratch buffers that kernels ask for, in order.
  private(set) var requests: [ScratchRequest] = []
  /// The bytes that must fit while kernels are prepared.
  private(set) var preparingByteCount = 0
  /// What is not known, in a few words each.
  private(set) var unknowns: [String] = []

  private let structures: MicroStructures
  private var variables: ResourceVariables
  private let subgraphCount: Int
  private let tensorCount: Int
  // The tail when the head is planned.
  private var plannedTailByteCount = 0

  /// Requests that fit into the head before the first is made.
  ///
  /// Source: `micro_allocator.cc`, `kMaxScratchBuffersPerOp`.
  private static let requestsPerOperator = 12

  init(_ model: Model, _ sizes: TensorSizes, _ structures: MicroStructures) {
    self.structures = structures
    variables = ResourceVariables(model)
    subgraphCount = model.subgraphs.count
    tensorCount = sizes.offsets.last ?? 0
    allocate(
      .allocator,
      structures.build.isRecording
        ? "RecordingSingleArenaBufferAllocator" : "SingleArenaBufferAllocator")
    allocate(.allocator, "GreedyMemoryPlanner")
    allocate(
      .allocator, structures.build.isRecording ? "RecordingMicroAllocator" : "MicroAllocator")
    if variables.count > 0 {
      tail.allocate(.buffers, structures["MicroResourceVariables"].byteCount)
      tail.allocate(.buffers, structures["MicroResourceVariable"].byteCount * variables.count)
    }
    allocate(.allocator, "MicroBuiltinDataAllocator")
    allocate(.allocator, "SubgraphAllocations", count: model.subgraphs.count)
    for subgraph in model.subgraphs {
      allocate(.evalTensors, "TfLiteEvalTensor", count: subgraph.tensors.count)
    }
    for subgraph in model.subgraphs {
      allocate(.nodes, "NodeAndRegistration", count: subgraph.operators.count)
    }
    allocateKernels(model, sizes)
    allocate(.scratchHandles, "ScratchBufferHandle", count: requests.count)
    allocateVariables(model, sizes)
    plannedTailByteCount = tail.byteCount
    if !model.subgraphs.isEmpty {
      allocateInterface(model.subgraphs[0].inputs, of: model.subgraphs[0])
      allocateInterface(model.subgraphs[0].outputs, of: model.subgraphs[0])
    }
  }

  private mutating func allocate(_ part: MicroTailPart, _ name: String, count: Int = 1) {
    if count > 0 { tail.allocate(part, structures[name], count: count) }
  }

  private mutating func allocateKernels(_ model: Model, _ sizes: TensorSizes) {
    let names = model.operatorCodes.map(\.builtin.name)
    let rows = names.map(structures.row)
    var unsupported: Set<Int> = []
    func code(_ op: Operator) -> Int? { Int(op.codeIndex) < rows.count ? Int(op.codeIndex) : nil }
    for subgraph in model.subgraphs {
      for op in subgraph.operators {
        guard let code = code(op), let row = rows[code] else {
          unsupported.insert(Int(op.codeIndex))
          continue
        }
        if let options = row.options { tail.allocate(.options, options) }
      }
    }
    for subgraph in model.subgraphs {
      for op in subgraph.operators {
        guard let code = code(op) else { continue }
        if op.builtin == .assignVariable, structures.build == .pythonPackage {
          // With compression, it keeps the index of a scratch buffer.
          tail.allocate(.buffers, 4)
        }
        guard let data = rows[code]?.data else { continue }
        tail.allocate(.buffers, data.byteCount)
      }
    }
    for subgraph in model.subgraphs {
      for op in subgraph.operators {
        guard let code = code(op), rows[code] != nil else { continue }
        prepare(op, named: names[code], in: subgraph, sizes)
      }
    }
    let codes = model.operatorCodes
    for code in unsupported.sorted() where code < codes.count {
      unknowns.append(
        "memory of the kernel of \(codes[code].displayName)"
      )
    }
  }

  private mutating func prepare(
    _ op: Operator, named name: String, in subgraph: Subgraph, _ sizes: TensorSizes
  ) {
    let kernel = MicroKernel(op, named: name, in: subgraph, sizes, structures)
    for bytes in kernel.persistent { tail.allocate(.buffers, bytes) }
    if op.builtin == .assignVariable, let bytes = variables.allocate(by: op, in: subgraph, sizes) {
      tail.allocate(.buffers, bytes)
    }
    for bytes in kernel.scratch {
      requests.append(ScratchRequest(subgraph: subgraph.index, op: op.index, byteCount: bytes))
    }
    if !kernel.isKnown {
      unknowns.append(
        "\(subgraph.place(of: op)): what its kernel asks for depends on unknown shapes")
    }
    preparingByteCount = max(
      preparingByteCount,
      headWhilePreparing.addingClamped(temporaryByteCount(of: op, in: subgraph))
        .addingClamped(tail.byteCount))
  }

  private var headWhilePreparing: Int {
    structures["ScratchBufferRequest"].byteCount * (requests.count + Self.requestsPerOperator)
  }

  /// A TfLiteTensor for each tensor of an operator, with its quantization.
  private func temporaryByteCount(of op: Operator, in subgraph: Subgraph) -> Int {
    var bytes = 0
    for index in [op.inputs, op.outputs].joined() where !index.isAbsent {
      bytes += structures["TfLiteTensor"].byteCount
      if let channels = subgraph.tensors[index.position].microChannelCount {
        bytes += structures["TfLiteAffineQuantization"].byteCount + 4 * (channels + 1)
      }
    }
    return bytes
  }

  private mutating func allocateVariables(_ model: Model, _ sizes: TensorSizes) {
    let plan = OfflinePlan(model)
    for subgraph in model.subgraphs {
      for tensor in subgraph.tensors where tensor.isVariable {
        let position = tensor.index.position
        if let plan, position < plan.offsets.count, plan.offsets[position] != -1 { continue }
        let count = sizes.elementCount(of: tensor.index, subgraph: subgraph.index)
        guard let count, let element = tensor.type.microByteCount else {
          unknowns.append("size of \(subgraph.place(of: tensor))")
          continue
        }
        tail.allocate(.variables, count.multipliedReportingOverflow(by: element).partialValue)
      }
    }
  }

  private mutating func allocateInterface(_ tensors: TensorIndices, of subgraph: Subgraph) {
    tail.allocate(.buffers, structures.build.pointerByteCount * tensors.count)
    for index in tensors where !index.isAbsent {
      allocate(.tensors, "TfLiteTensor")
      guard let channels = subgraph.tensors[index.position].microChannelCount else { continue }
      allocate(.quantization, "TfLiteAffineQuantization")
      tail.allocate(.quantization, 4 * (channels + 1), alignment: 4)
    }
  }

  /// The bytes that must fit while the head is planned: the requests, and what the planner notes of each buffer.
  ///
  /// Source: `micro_allocator.cc`, `CommitStaticMemoryPlan`, and `greedy_memory_planner.h`, `per_buffer_size`.
  func planningByteCount(buffers: Int) -> Int {
    let offsets =
      headWhilePreparing.alignedUp(to: structures.build.pointerByteCount) + structures.build
      .pointerByteCount * subgraphCount
    let info = structures["AllocationInfo"]
    let infos =
      offsets.alignedUp(to: info.alignment) + info.byteCount * (tensorCount + requests.count)
    let notes = infos.alignedUp(to: MicroArena.alignment) + Self.bytesPerBuffer * buffers
    return notes + plannedTailByteCount.alignedUp(to: MicroArena.alignment)
  }

  private static let bytesPerBuffer = 40
}

extension Tensor {
  /// The number of channels whose quantization TFLite Micro keeps; nil if it keeps none.
  ///
  /// Source: `micro_allocator.cc`, `InitializeTfLiteTensorFromFlatbuffer`.
  fileprivate var microChannelCount: Int? {
    guard let quantization, !quantization.storedScales.isEmpty,
      !quantization.storedZeroPoints.isEmpty
    else { return nil }
    return quantization.storedScales.count
  }
}
