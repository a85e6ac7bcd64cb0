internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A subgraph whose codes went from one 8-bit type to the other: every tensor is compared with what it was,
/// every operator with its kernel of the other type.
struct ShiftProof {
  private let pair: ModelPair
  private let subgraph: Int
  private var findings: [Basis: Set<String>] = [:]
  private var worst = 0.0
  /// How far apart the codes are, if known; cached because many operators may ask the same.
  private var pairs: [PairProof.Question: Double?] = [:]
  /// This many answers take a fraction of a second; further operators with other scales get no bound.
  private static let mostPairs = 200
  /// Whether the codes of two buffers are 128 apart; cached because many tensors may share them.
  private var known: [Buffers: Bool] = [:]

  private struct Buffers: Hashable {
    let (old, new): (BufferIndex, BufferIndex)
  }

  init(in subgraph: Int, of pair: ModelPair) { (self.subgraph, self.pair) = (subgraph, pair) }

  private var old: GraphIndex { pair.old[subgraph] }
  private var new: GraphIndex { pair.new[subgraph] }

  /// The weakest certificate of the tensors and the operators.
  mutating func certificate(_ layers: inout LayerProofs) -> Certificate {
    var shifted = Set<TensorIndex>()
    for tensor in old.subgraph.tensors {
      guard let place = pair.place(of: tensor.index, in: subgraph) else { continue }
      let other = new.subgraph.tensors[place.position]
      guard other.type != tensor.type else { continue }
      shifted.insert(tensor.index)
      if let problem = problem(of: tensor, other) { note(.none, problem) }
    }
    for op in old.subgraph.operators {
      let tensors = Array(op.inputs) + op.outputs
      guard tensors.contains(where: shifted.contains) || readsOtherTypes(op) else { continue }
      judge(op, &layers)
    }
    return conclusion
  }

  /// True if an operator next to a model input or output that keeps its type has tensors of the
  /// other type.
  private func readsOtherTypes(_ op: Operator) -> Bool {
    guard let other = pair.counterpart(of: op, in: subgraph) else { return false }
    func types(_ op: Operator, _ graph: GraphIndex) -> [ElementType?] {
      (Array(op.inputs) + op.outputs).map { graph.tensor($0)?.type }
    }
    return types(op, old) != types(other, new)
  }

  private mutating func note(_ basis: Basis, _ what: String) {
    findings[basis, default: []].insert(what)
  }

  private var conclusion: Certificate {
    func names(_ basis: Basis) -> String {
      (findings[basis] ?? []).sorted().joined(separator: ", ")
    }
    if findings[.none] != nil { return .bound(.none("not bounded: \(names(.none))")) }
    let rounding = "the kernels of the two types may round differently: \(names(.bounded))"
    if findings[.measured] != nil {
      // The runs were of each operator alone: others may still move its input.
      let measured =
        "measured only: \(names(.measured)) (equal codes in test runs of the reference kernels)"
      return .bound(
        .none(
          findings[.bounded] == nil ? measured : "\(measured); \(rounding)", .measured)
      )
    }
    if findings[.bounded] != nil { return .bound(.bounded(worst, rounding)) }
    return .exact(
      "all codes and zero points move by 128, and every operator computes the same numbers in both "
        + "types")
  }

  // MARK: Tensors

  /// Weights are compared by the layers that read them.
  private mutating func problem(of tensor: Tensor, _ other: Tensor) -> String? {
    let readers = old.consumers(of: tensor.index)
    if tensor.isConstant,
      readers.contains(where: { SignednessPlan.weights(of: $0) == tensor.index })
    {
      return nil
    }
    guard let a = QuantizedTensor(tensor).grid, let b = QuantizedTensor(other).grid,
      a.codes.count == 256, b.codes.count == 256, a.scale.bitPattern == b.scale.bitPattern,
      a.zeroPoint - a.codes.lowest == b.zeroPoint - b.codes.lowest
    else { return "\(tensor.label) represents other numbers" }
    guard tensor.isConstant else { return nil }
    let buffers = Buffers(old: tensor.buffer, new: other.buffer)
    let areShifted = known[buffers] ?? Self.areShifted(tensor.data, other.data)
    known[buffers] = areShifted
    return areShifted ? nil : "\(tensor.label) has other data"
  }

  /// True if each code is 128 away from the old one, in the other type.
  private static func areShifted(_ before: ByteRange?, _ after: ByteRange?) -> Bool {
    guard let before, let after, before.count == after.count else { return false }
    var areShifted = true
    let size = 256 << 10
    for start in stride(from: 0, to: before.count, by: size) where areShifted {
      let piece = start..<min(start + size, before.count)
      before.part(piece).forEachChunk(of: size) { a in
        after.part(piece).forEachChunk(of: size) { b in
          areShifted = areShifted && a.count == b.count && zip(a, b).allSatisfy { $0 ^ 0x80 == $1 }
        }
      }
    }
    return areShifted
  }

  // MARK: Operators

  private mutating func judge(_ op: Operator, _ layers: inout LayerProofs) {
    let name = op.builtin.name
    guard let other = pair.counterpart(of: op, in: subgraph) else {
      return note(.none, name)
    }
    if op.builtin == .concatenation {
      guard let distance = joinDistance(op, other) else { return note(.none, name) }
      if distance > 0 { bounded(Double(distance), name) }
      return
    }
    if op.builtin.traits.givesShiftedCodes { return }
    if op.builtin.traits.matrix != nil {
      do throws(Reason) {
        let bound = try layers.bound(of: op, in: subgraph)
        if bound.codes > 0 { bounded(bound.codes, name) }
      } catch {
        note(.none, "\(name): \(error.words)")
      }
      return
    }
    if op.builtin == .quantize, op.inputs.first.flatMap(old.tensor)?.type == .float32 { return }
    switch elementwiseDistance(op, other) ?? pairDistance(op) {
    case let distance?: if distance > 0 { bounded(distance, name) }
    // Both kernels round the same mean to the nearest code: a tie goes either way.
    case nil where op.builtin == .averagePool2D: bounded(1, name)
    case nil:
      note(op.builtin.traits.eightBitKernels?.agree == false ? .none : .measured, name)
    }
  }

  /// How far apart the results of an operator on two tensors are, by any kernel that is modelled; nil if
  /// unknown.
  private mutating func pairDistance(_ op: Operator) -> Double? {
    guard let proof = PairProof(op, in: subgraph, of: pair) else { return nil }
    if let known = pairs[proof.question] { return known }
    guard pairs.count < Self.mostPairs else { return nil }
    let found = try? proof.maxErrorAcrossTypes()
    pairs[proof.question] = .some(found)
    return found
  }

  /// The distance between a CONCATENATION of UINT8, which rescales inputs to its output itself, and QUANTIZE
  /// before a CONCATENATION of INT8; nil if unknown.
  private func joinDistance(_ op: Operator, _ other: Operator) -> Int? {
    guard let end = op.outputs.first.flatMap(old.tensor), op.inputs.count == other.inputs.count
    else { return nil }
    let output = QuantizedTensor(end).grid
    var worst = 0
    for (input, joined) in zip(op.inputs, other.inputs) {
      let grid = old.tensor(input).flatMap { QuantizedTensor($0).grid }
      if grid == output { continue }
      guard let grid, let output, end.type == .uint8,
        let place = pair.place(of: input, in: subgraph), new.tensor(joined) != nil,
        let distance = joinDistance(
          (0...255).map { concatenateReference($0, from: grid, to: output) },
          Ends(from: place, to: joined, in: new))
      else { return nil }
      worst = max(worst, distance)
    }
    return worst
  }

  /// The distance between codes of UINT8 and those of the operators, by any kernel that is modelled.
  private func joinDistance(_ codes: [Int32], _ ends: Ends) -> Int? {
    guard let low = ends.output.type.codes?.lowest else { return nil }
    var worst: Int?
    for path in RuntimeKernels.allCases {
      guard let table = try? ends.table(path), table.count == codes.count else {
        if path == .reference { return nil }
        continue
      }
      worst = max(worst ?? 0, zip(codes, table).map { abs(Int($0) - Int($1 - low)) }.max() ?? 0)
    }
    return worst
  }

  private mutating func bounded(_ codes: Double, _ name: String) {
    worst = max(worst, codes)
    note(.bounded, name)
  }

  /// How far apart the results of an element-wise operator are, by any kernel that is modelled; nil
  /// for any other operator.
  private func elementwiseDistance(_ op: Operator, _ other: Operator) -> Double? {
    guard let input = old.soleVaryingInput(of: op), let place = new.soleVaryingInput(of: other),
      let output = op.outputs.first, let end = other.outputs.first
    else { return nil }
    let (from, to) = (Ends(from: input, to: output, in: old), Ends(from: place, to: end, in: new))
    guard from.input.tensor.type.codes?.count == to.input.tensor.type.codes?.count else {
      return nil
    }
    if from.output.type.isFloat {
      guard let was = try? from.function(), let now = try? to.function(), was.inputCodes != nil
      else { return nil }
      return zip(was.values(), now.values()).allSatisfy { $0.bitPattern == $1.bitPattern } ? 0 : nil
    }
    guard let low = from.output.type.codes?.lowest, let otherLow = to.output.type.codes?.lowest
    else { return nil }
    var worst: Int?
    for path in RuntimeKernels.allCases {
      guard let was = try? from.table(path), let now = try? to.table(path), was.count == now.count
      else {
        if path == .reference { return nil }
        continue
      }
      let distance = zip(was, now).map { abs(Int($0 - low) - Int($1 - otherLow)) }.max() ?? 0
      worst = max(worst ?? 0, distance)
    }
    return worst.map(Double.init)
  }
}
