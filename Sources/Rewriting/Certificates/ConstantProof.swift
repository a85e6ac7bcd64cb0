internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// The cost of another scale and zero point for a constant, whose numbers are compared one by one.
struct ConstantProof {
  private let (old, new): (Constant, Constant)

  /// One of the two constants.
  private struct Constant {
    let grid: Grid
    let codes: StoredCodes
    let type: ElementType

    /// - Throws: why its numbers are not known.
    init(_ position: Int, of op: Operator, in graph: GraphIndex) throws(Reason) {
      guard op.inputs.indices.contains(position), let tensor = graph.tensor(op.inputs[position]),
        [.int8, .uint8, .int16].contains(tensor.type), !tensor.isSparse, let data = tensor.data,
        data.count == tensor.byteCount, let codes = StoredCodes(data, of: tensor.type),
        let grid = QuantizedTensor(tensor).grid,
        grid.granularity == .perTensor
      else {
        throw Reason("input \(position) of \(op.builtin.name) is not a constant with one scale")
      }
      (self.grid, self.codes, type) = (grid, codes, tensor.type)
    }
  }

  /// - Parameter position: which of the operator's inputs the constant is.
  /// - Throws: why there is nothing to compare.
  init(_ position: Int, of op: Operator, in subgraph: Int, of pair: ModelPair) throws(Reason) {
    guard let other = pair.counterpart(of: op, in: subgraph) else {
      throw Reason("\(op.builtin.name) no longer writes its output")
    }
    old = try Constant(position, of: op, in: pair.old[subgraph])
    new = try Constant(position, of: other, in: pair.new[subgraph])
    guard old.type == new.type, old.codes.count == new.codes.count else {
      throw Reason("the constant has another type or size")
    }
  }

  /// The largest distance between an old number and the new one.
  func certificate() -> Certificate {
    var distance = 0.0
    for start in stride(from: 0, to: old.codes.count, by: Self.pieceSize) {
      let piece = start..<min(start + Self.pieceSize, old.codes.count)
      for (was, now) in zip(old.codes.array(in: piece), new.codes.array(in: piece)) {
        let (was, now) = (Int32(clamping: was), Int32(clamping: now))
        distance = max(distance, abs(old.grid.real(was) - new.grid.real(now)))
      }
    }
    return .bound(
      BoundCertificate(
        basis: .computed, maxErrorCodes: distance / Double(old.grid.scale),
        maxErrorNewSteps: distance / Double(new.grid.scale),
        reason: "the numbers of the constant, compared one by one"))
  }

  /// How many codes are in memory at a time.
  private static let pieceSize = 1 << 16
}
