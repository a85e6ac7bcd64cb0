internal import ModelFacts
internal import ModelFormat

/// LiteRT's plan of one subgraph.
///
/// Source: LiteRT, `tflite/arena_planner.cc`, `PlanAllocations` and `CalculateAllocations`.
struct SubgraphPlan {
  private(set) var arenaByteCount = 0
  private(set) var persistentByteCount = 0
  private(set) var isExact = true
  private(set) var offsets: [Int?]

  private let subgraph: Subgraph
  private let sizes: TensorSizes
  private let names: [String]
  private let operators: [Operator]
  private let tensors: [Tensor]
  /// Outputs that their kernels keep for good, by index.
  private let persistentOutputs: Set<Int>
  private var firstSteps: [Int?]
  private var lastSteps: [Int?]
  // The tensor whose memory each tensor has.
  private var owners: [Int]

  init(_ subgraph: Subgraph, _ sizes: TensorSizes, _ names: [String]) {
    self.subgraph = subgraph
    self.sizes = sizes
    self.names = names
    operators = Array(subgraph.operators)
    tensors = Array(subgraph.tensors)
    persistentOutputs = Self.persistentOutputs(in: subgraph, names)
    firstSteps = [Int?](repeating: nil, count: tensors.count)
    lastSteps = firstSteps
    offsets = firstSteps
    owners = Array(tensors.indices)
    let kept = countKept()
    shareInPlace(kept)
    findSteps(kept)
    place()
  }

  /// What is computed once from constants, and handles of variables.
  ///
  /// Source: LiteRT, `tflite/kernels/dequantize.cc`, `densify.cc` and `var_handle.cc`, `Prepare`: their outputs are
  /// `kTfLiteArenaRwPersistent`, those of DEQUANTIZE if its input is a constant.
  private static func persistentOutputs(in subgraph: Subgraph, _ names: [String]) -> Set<Int> {
    var outputs: Set<Int> = []
    for op in subgraph.operators where Int(op.codeIndex) < names.count {
      let isKept =
        switch names[Int(op.codeIndex)] {
        case "DEQUANTIZE":
          op.inputs.first.map { !$0.isAbsent && subgraph.tensors[$0.position].isConstant } ?? false
        case "DENSIFY", "VAR_HANDLE": true
        default: false
        }
      if isKept { outputs.formUnion(op.outputs.filter { !$0.isAbsent }.map(\.position)) }
    }
    return outputs
  }

  /// How often a tensor is a model input, an output or a variable: each keeps it from being freed.
  private mutating func countKept() -> [Int] {
    var kept = [Int](repeating: 0, count: tensors.count)
    for index in subgraph.outputs where !index.isAbsent { kept[index.position] += 1 }
    for tensor in tensors where tensor.isVariable {
      kept[tensor.index.position] += 1
      firstSteps[tensor.index.position] = 0
    }
    for index in subgraph.inputs where !index.isAbsent {
      kept[index.position] += 1
      firstSteps[index.position] = 0
    }
    return kept
  }

  private mutating func shareInPlace(_ kept: [Int]) {
    var readCounts = kept
    for op in operators {
      for index in op.inputs where !index.isAbsent { readCounts[index.position] += 1 }
    }
    let inputs = Set(subgraph.inputs)
    let outputs = Set(subgraph.outputs)
    for op in operators {
      guard let output = op.outputs.first, !output.isAbsent, !outputs.contains(output),
        let sharing = name(of: op).flatMap(InPlaceOperators.sharing)
      else { continue }
      let shared = op.inputs.prefix(sharing.inputs.upperBound + 1).first { input in
        !input.isAbsent && !inputs.contains(input) && isArenaTensor(input.position)
          && (!sharing.changesData
            || byteCount(input.position) == byteCount(output.position)
              && byteCount(input.position) > 4 && readCounts[input.position] <= 1)
      }
      guard let shared else { continue }
      let owner = owners[shared.position]
      if sharing.changesData && readCounts[owner] > 1 { continue }
      owners[output.position] = owner
    }
  }

  private mutating func findSteps(_ kept: [Int]) {
    var left = kept
    for op in operators {
      for index in op.inputs where !index.isAbsent { left[owners[index.position]] += 1 }
    }
    for (step, op) in operators.enumerated() {
      for index in op.outputs where !index.isAbsent && firstSteps[index.position] == nil {
        firstSteps[index.position] = step
      }
      for index in op.inputs where !index.isAbsent {
        let owner = owners[index.position]
        left[owner] -= 1
        if left[owner] == 0, firstSteps[owner] != nil { lastSteps[owner] = step }
      }
    }
  }

  private mutating func place() {
    let end = max(operators.count - 1, 0)
    var arena = BestFitPlan(stepCount: end + 1)
    var persistent = BestFitPlan(stepCount: 1)
    var requests: [Request] = tensors.indices.compactMap { number in
      guard let first = firstSteps[number], tensors[number].data == nil else { return nil }
      if tensors[number].isVariable || persistentOutputs.contains(number) {
        _ = persistent.place(byteCount(number), during: 0...0)
        return nil
      }
      guard isArenaTensor(number), sharesNoMemory(number) else { return nil }
      return Request(
        tensor: number, byteCount: byteCount(number), first: first, last: lastSteps[number])
    }
    for (step, op) in operators.enumerated() {
      guard let name = name(of: op) else { continue }
      for bytes in KernelTemporaries(op, named: name, in: subgraph, sizes).byteCounts {
        requests.append(Request(tensor: nil, byteCount: bytes, first: step, last: step))
      }
    }
    for request in Request.sorted(requests) {
      let last = max(request.first, request.last ?? end)
      let offset = arena.place(request.byteCount, during: request.first...last)
      if let tensor = request.tensor { offsets[tensor] = offset }
    }
    arenaByteCount = arena.byteCount
    isExact = arena.isExact && persistent.isExact
    persistentByteCount = persistent.byteCount
  }

  /// A tensor to place; one without a last step is never freed.
  private struct Request {
    let tensor: Int?
    let byteCount: Int
    let first: Int
    let last: Int?

    private var isKeptThroughout: Bool { first == 0 && last == nil }

    /// What is kept throughout first, by index; then from the largest to the smallest, by the first step.
    static func sorted(_ requests: [Request]) -> [Request] {
      let kept = requests.filter(\.isKeptThroughout)
      let others = requests.enumerated().filter { !$0.element.isKeptThroughout }
      return kept
        + others.sorted {
          ($1.element.byteCount, $0.element.first, $0.offset)
            < ($0.element.byteCount, $1.element.first, $1.offset)
        }.map(\.element)
    }
  }

  private func sharesNoMemory(_ number: Int) -> Bool {
    owners[number] == number || byteCount(owners[number]) != byteCount(number)
  }

  /// Whether a tensor's memory is planned, rather than in the file, or allocated by itself as text is.
  private func isArenaTensor(_ number: Int) -> Bool {
    !tensors[number].isConstant && !tensors[number].isVariable
      && !persistentOutputs.contains(number)
      && tensors[number].type.bitCount != nil
  }

  private func byteCount(_ number: Int) -> Int {
    sizes.byteCount(of: tensors[number].index, subgraph: subgraph.index) ?? 0
  }

  private func name(of op: Operator) -> String? {
    Int(op.codeIndex) < names.count ? names[Int(op.codeIndex)] : nil
  }
}
