internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Flags blockwise parameters that kernels cannot use.
struct UnusableBlocks: Rule {
  static let info = RuleInfo(
    id: "Q028",
    name: "unusable-blocks",
    summary:
      "Blockwise quantization has a wrong block size, or scales that are not positive numbers",
    rationale: """
      The scales of blocks are a tensor, so they are not checked when the model is loaded. The \
      XNNPACK delegate, LiteRT's default path, rejects the model if a scale is 0, negative, \
      infinite or NaN, if blocks do not match the weights and the number of scales, or if the \
      quantized dimension is not 0; without the delegate, a block size of 0 crashes the process, by a \
      division by 0.
      """,
    remedy: "Quantize the weights again, in blocks of 32 or a multiple along the inputs.",
    source: """
      LiteRT `delegates/xnnpack/xnnpack_delegate.cc`, `GetXNNPackDatatype` and `CheckFp16Scale`, by \
      running such models in ai-edge-litert 2.3.0
      """,
    severity: .error, readsWeights: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.allTensors.compactMap { tensor in
        guard let quantization = tensor.quantization, let blocks = quantization.blocks else {
          return nil
        }
        return judge(tensor, blocks, facts)
      }
    }
  }

  private func judge(
    _ tensor: QuantizedTensor, _ blocks: BlockwiseParameters, _ facts: SubgraphFacts
  ) -> Finding? {
    func finding(_ words: String, _ value: FindingValue, _ severity: Severity? = nil) -> Finding {
      self.finding(words, at: facts.place(nil, tensor.tensor), values: [value], severity: severity)
    }
    let size = Int(blocks.blockSize)
    guard size > 0 else {
      return finding(
        "the block size is \(size); it must be positive", FindingValue("block_size", size))
    }
    guard let scales = facts.tensor(blocks.scales)?.tensor, scales.isConstant else {
      let index = Int(blocks.scales.rawValue)
      return finding(
        "the scales are \(facts.subgraph.label(of: blocks.scales)), which is not a constant",
        FindingValue("scales_tensor", index))
    }
    if let axis = tensor.tensor.quantization?.axis, axis != 0 {
      return finding(
        "the quantized dimension is \(axis); it must be 0", FindingValue("axis", Int(axis)))
    }
    if let elements = tensor.tensor.elementCount, let count = scales.elementCount, count > 0,
      elements / count != size
    {
      return finding(
        "\(elements) weights have \(count.counted("scale")), one for \(elements / count); the block "
          + "size is \(size)",
        FindingValue("block_size", size))
    }
    if let (block, scale) = Self.unusable(scales) {
      return finding(
        "the scale of block \(block) is \(scale); it must be a positive normal number",
        FindingValue("scale", scale))
    }
    guard let shape = blocks.blockShape, let extent = shape.first(where: { $0 <= 0 }) else {
      return nil
    }
    return finding(
      "the block shape has the extent \(extent); it must be positive",
      FindingValue("extent", Int(extent)), .warning)
  }

  /// The first scale that is not a positive normal float.
  private static func unusable(_ scales: Tensor) -> (Int, Float)? {
    guard let data = scales.data else { return nil }
    switch scales.type {
    case .float16:
      return first(data.scalars(of: UInt16.self).lazy.map { Float(Float16(bitPattern: $0)) })
    case .float32: return first(data.scalars(of: Float.self))
    default: return nil
    }
  }

  private static func first(_ scales: some Sequence<Float>) -> (Int, Float)? {
    scales.enumerated().first { !$0.element.isPositiveNormal }.map { ($0.offset, $0.element) }
  }
}
