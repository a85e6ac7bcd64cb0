internal import ModelFacts
internal import ModelFormat

/// Flags zero points that are not codes of their type.
struct ZeroPointOutsideCodes: Rule {
  static let info = RuleInfo(
    id: "Q007",
    name: "zero-point-outside-codes",
    summary: "A zero point is not a code of its tensor's type",
    rationale: """
      No code represents the real number 0, which padding and RELU need. The XNNPACK delegate, \
      LiteRT's default path, rejects the whole model if one of its operators uses such a tensor; a \
      QUANTIZE between 8-bit tensors crashes the process.
      """,
    remedy: "Quantize the tensor with a range that includes 0.",
    source: """
      LiteRT 8-bit quantization specification, "Specification summary" (zero points are codes); \
      LiteRT `delegates/xnnpack/xnnpack_delegate.cc`, `GetXNNPackDatatype`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.allTensors.compactMap { tensor in
        guard let codes = tensor.type.codeRange, let quantization = tensor.quantization,
          let range = quantization.zeroPointRange,
          !codes.contains(range.lowerBound) || !codes.contains(range.upperBound),
          let channel = quantization.zeroPoints.firstIndex(where: { !codes.contains($0) })
        else { return nil }
        let zeroPoint = quantization.zeroPoints[channel]
        let isRefused =
          tensor.type.isQuantizedByte && facts.isTouchedByXNNPACK(tensor.tensor.index)
          && !Self.isReadAsFloats(tensor, facts)
        return finding(
          "the zero point is \(zeroPoint); \(tensor.type.name) has the codes "
            + "\(codes.lowerBound) to \(codes.upperBound)",
          at: facts.place(facts.graph.producer(of: tensor.tensor.index), tensor.tensor),
          values: [FindingValue("zero_point", zeroPoint)], severity: isRefused ? nil : .warning)
      }
    }
  }

  /// True for a constant that only DEQUANTIZE reads, which runs before the delegate checks, and for weights
  /// that are only used with float activations, by kernels that do not read the zero point: all but
  /// FULLY_CONNECTED, and CONV_2D if its first zero point is 0, which the delegate runs.
  private static func isReadAsFloats(_ tensor: QuantizedTensor, _ facts: SubgraphFacts) -> Bool {
    guard tensor.isConstant else { return false }
    let readers = facts.graph.consumers(of: tensor.tensor.index)
    return !readers.isEmpty
      && readers.allSatisfy { op in
        if op.builtin == .dequantize { return true }
        guard op.builtin != .fullyConnected, !facts.isTakenForFirstZeroPoint(op, tensor),
          let matrix = MatrixOperator(op, in: facts.graph)
        else { return false }
        return matrix.input?.type.isFloat ?? false
      }
  }
}
