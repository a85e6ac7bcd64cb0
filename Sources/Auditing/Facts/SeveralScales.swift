internal import ModelFacts
internal import ModelFormat

extension Rule {
  /// A finding for each HARD_SWISH with several scales on one side, of which the kernel reads one.
  func severalScales(
    of side: String, _ tensor: KeyPath<HardSwishFacts, QuantizedTensor?>, _ context: AuditContext
  ) -> [Finding] {
    context.eachSubgraph { facts in
      facts.hardSwishes.compactMap { site in
        guard let tensor = site[keyPath: tensor], !tensor.type.isFloat,
          let quantization = tensor.quantization, quantization.granularity != .perTensor,
          quantization.problem == nil
        else { return nil }
        return finding(
          "the \(side)'s quantization is \(quantization.granularity.rawValue) with "
            + "\(quantization.scales.count) scales; the tensor must have one scale",
          at: facts.place(site.op, tensor.tensor),
          values: [
            FindingValue("granularity", quantization.granularity.rawValue),
            FindingValue("scales", quantization.scales.count),
          ])
      }
    }
  }
}
