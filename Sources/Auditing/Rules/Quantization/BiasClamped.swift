internal import ModelFacts
internal import ModelFormat

/// Flags a bias that reached the end of its integers.
struct BiasClamped: Rule {
  static let info = RuleInfo(
    id: "Q005",
    name: "bias-clamped",
    summary: "A bias holds the greatest or the least int32: it was clamped",
    rationale: """
      A bias is stored in steps of input scale x weight scale. Where a channel's weights are tiny \
      the step is tiny too, and a bias of ordinary size no longer fits in 32 bits: the converter \
      clamps it, and every output of the channel is off by what was cut.
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
          "\(count.counted("channel")) of the bias at a limit of int32; the first is channel \(first)",
          at: facts.place(producer.matrix.op, bias.tensor),
          values: [FindingValue("affected_channels", count), FindingValue("channel", first)])
      }
    }
  }
}
