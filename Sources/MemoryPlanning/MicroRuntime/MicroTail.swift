/// What TFLite Micro's tail, the persistent part of its arena, is for.
///
/// Source: the parts that `recording_micro_allocator.cc` names, and those that it does not record.
public enum MicroTailPart: String, Sendable, CaseIterable {
  /// The allocator, the memory planner, and what they keep for each subgraph.
  case allocator
  /// A TfLiteEvalTensor for each tensor.
  case evalTensors = "eval_tensors"
  /// A NodeAndRegistration for each operator.
  case nodes = "nodes_and_registrations"
  /// The options of operators, decoded.
  case options = "operator_options"
  /// What kernels keep, and the lists of inputs and outputs.
  case buffers = "persistent_buffers"
  /// A handle for each scratch buffer.
  case scratchHandles = "scratch_handles"
  /// The values of variables.
  case variables
  /// A TfLiteTensor for each model input and output.
  case tensors = "input_and_output_tensors"
  /// The quantization parameters of model inputs and outputs.
  case quantization = "quantization_parameters"
}

/// A stack of allocations from the end of the arena downwards, whose end is aligned.
///
/// Source: TFLite Micro, `arena_allocator/single_arena_buffer_allocator.cc`, `AllocatePersistentBuffer`.
struct MicroTail {
  /// The bytes from the top of the stack to the end of the arena.
  private(set) var byteCount = 0
  /// The bytes of each part, gaps for alignment included.
  private(set) var parts: [MicroTailPart: Int] = [:]

  mutating func allocate(
    _ part: MicroTailPart, _ byteCount: Int, alignment: Int = MicroArena.alignment
  ) {
    let next = self.byteCount.addingClamped(byteCount).alignedUp(to: alignment)
    parts[part, default: 0] += next - self.byteCount
    self.byteCount = next
  }

  mutating func allocate(_ part: MicroTailPart, _ layout: MicroStructures.Layout, count: Int = 1) {
    allocate(part, layout.byteCount * count, alignment: layout.alignment)
  }
}

extension Int {
  /// The next multiple of `alignment`; the largest below 2^63 - 1 if there is none.
  func alignedUp(to alignment: Int) -> Int {
    addingClamped(alignment - 1) / alignment * alignment
  }
}
