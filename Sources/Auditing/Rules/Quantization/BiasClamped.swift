internal import ModelFacts
internal import ModelFormat

/// Flags a bias that was clamped to the limit of its type.
struct BiasClamped: Rule {
  static let info = RuleInfo(
    id: "Q005",
    name: "bias-clamped",
    summary: "A bias was clamped to the limits of int32",
    rationale: """
      The scale of a bias is input scale x weight scale. If a channel's weights are tiny, that \
      scale is tiny too, and a bias of normal size does not fit in 32 bits: the converter clamps \
      it, and every output of the channel is wrong by the difference.
      """,
    remedy: "Give the channel's weights a larger scale, so that the bias fits.",
    source:
      "TensorFlow Lite `tools/optimize/quantization_utils.cc`, `SymmetricPerLayerBiasQuantize`",
    severity: .warning, readsWeights: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.judgeMatrixOperators { producer in
        guard let bias = producer.bias, bias.type == .int32, let data = bias.tensor.data
        else { return nil }
        var (count, first, position) = (0, 0, 0)
        data.forEachChunk(of: min(max(data.count, 4), 1 << 16)) { chunk in
          for offset in stride(from: 0, through: chunk.count - 4, by: 4) {
            let code = Int32(
              littleEndian: chunk.loadUnaligned(fromByteOffset: offset, as: Int32.self))
            if code == .max || code == .min {
              if count == 0 { first = position }
              count += 1
            }
            position += 1
          }
        }
        guard count > 0 else { return nil }
        return finding(
          "\(count.counted("channel")) of the bias \(count == 1 ? "is" : "are") at a limit of int32; the first is channel \(first)",
          at: facts.place(producer.matrix.op, bias.tensor),
          values: [FindingValue("affected_channels", count), FindingValue("channel", first)])
      }
    }
  }
}
