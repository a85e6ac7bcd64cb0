internal import ModelFacts
internal import ModelFormat
internal import QuantMath

extension HardSwishReport {
  /// Writes the members of the JSON form.
  public func writeMembers(to json: JSONWriter) throws {
    try json.member("path", path.description)
    try json.key("sites")
    try json.array(of: entries) { entry in
      try json.object { try write(entry, to: json) }
    }
    try json.key("decomposed")
    try json.array(of: zip(survey.decomposed, obstacles)) { found, obstacle in
      try json.object {
        try json.member("subgraph", found.subgraph)
        try json.member("operators", found.operators)
        try json.member("form", found.form.rawValue)
        try writeEnds(found.input, found.output, of: found.subgraph, to: json)
        try json.member("activation", found.activation.name)
        try json.member("fusable", obstacle == nil)
        try json.member("obstacle", obstacle)
      }
    }
    try json.key("near_misses")
    try json.array(of: survey.nearMisses) { found in
      try json.object {
        try json.member("subgraph", found.subgraph)
        try json.member("operators", found.operators)
        try writeEnds(found.input, found.output, of: found.subgraph, to: json)
        for (name, number) in [
          ("slope", found.slope), ("offset", found.offset), ("low", found.low),
          ("high", found.high),
        ] {
          try json.key(name)
          json.value(number)
        }
      }
    }
    try json.key("summary")
    try json.object {
      try json.member("sites", survey.entries.count)
      try json.member("confirmed", survey.count(.confirmed))
      try json.member("confirmed_per_tensor_weights", survey.count(.confirmedPerTensorWeights))
      try json.member("refuted", survey.count(.refuted))
      try json.member("not_quantized", survey.count(.notQuantized))
      try json.member("not_applicable", survey.count(.notApplicable))
      try json.member("decomposed", survey.decomposed.count)
    }
  }

  private func writeEnds(
    _ input: TensorIndex, _ output: TensorIndex, of subgraph: Int, to json: JSONWriter
  ) throws {
    let tensors = model.subgraphs[subgraph].tensors
    for (name, index) in [("input", input), ("output", output)] {
      try json.key(name)
      try write(QuantizedTensor(tensors[index.position]), to: json)
    }
  }

  private func write(_ entry: HardSwishSurvey.Entry, to json: JSONWriter) throws {
    let site = entry.site
    try json.member("subgraph", site.subgraph.index)
    try json.member("operator", site.op.index)
    try json.member("version", Int(site.op.code.version))
    try json.key("input")
    try write(site.input, to: json)
    try json.key("output")
    try write(site.output, to: json)
    try json.key("producer")
    try write(site.producer, checks: entry.checks, to: json)
    try json.key("consumers")
    try write(site.consumers, to: json)
    try json.key("arithmetic")
    try write(entry.arithmetic.analysis, to: json)
    try json.key("checks")
    try json.object {
      try json.member("per_tensor_input", entry.checks.perTensorInput)
      try json.member("per_tensor_output", entry.checks.perTensorOutput)
      try json.member("per_channel_weights", entry.checks.perChannelWeights)
      try json.member("symmetric_weights", entry.checks.symmetricWeights)
      try json.member("bias_scale", entry.checks.biasScale)
      try json.member("scale_rule", entry.checks.scaleRule)
    }
    try json.member("verdict", entry.verdict.answer.rawValue)
    try json.key("reasons")
    try json.array(of: entry.verdict.reasons) { json.value($0) }
  }

  private func write(_ tensor: QuantizedTensor?, to json: JSONWriter) throws {
    guard let tensor else { return json.null() }
    try json.object {
      try json.member("tensor", Int(tensor.tensor.index.rawValue))
      try json.member("name", tensor.tensor.name)
      try json.member("type", tensor.tensor.type.name)
      try json.member("shape", tensor.tensor.shape)
      try json.key("quantization")
      try json.quantization(tensor.quantization)
      try json.key("real_range")
      if let range = tensor.quantization?.realRange(of: tensor.tensor.type) {
        try json.array(of: [range.lowerBound, range.upperBound]) { json.value($0) }
      } else {
        json.null()
      }
    }
  }

  private func write(_ analysis: HardSwishAnalysis?, to json: JSONWriter) throws {
    guard let analysis else { return json.null() }
    let preparation = analysis.preparation
    try json.object {
      try json.member("kernel", analysis.kernel.name(for: preparation.input.codes))
      try json.key("output_multiplier")
      json.value(preparation.realOutputMultiplier)
      try json.member("output_multiplier_fixed", preparation.outputMultiplier.parts)
      try json.member("reluish_multiplier_fixed", preparation.reluishMultiplier.parts)
      try json.key("conditions")
      try json.array(of: preparation.conditions) { json.value($0.rawValue) }
      if details.tables { try json.member("table", analysis.table) }
      try json.member("max_error_codes", analysis.maxErrorCodes)
      try json.key("mean_error_codes")
      if let mean = analysis.meanErrorCodes { json.value(mean) } else { json.null() }
      try json.member("codes_below_zero", analysis.codesBelowZero)
      try json.member("saturated_codes", analysis.saturatedCodes)
      try json.member("negative_lobe_lost", analysis.losesNegativeLobe)
      // Where -3 and +3 lie among the input codes, as a number of codes, not rounded.
      try json.key("bends_at_codes")
      try json.array(of: [analysis.positionOfMinusThree, analysis.positionOfThree]) {
        json.value($0)
      }
    }
  }

  private func write(_ operators: some Sequence<Operator>, to json: JSONWriter) throws {
    try json.array(of: operators) { op in
      try json.object {
        try json.member("operator", op.index)
        try json.member("op", op.code.name)
      }
    }
  }

  private func write(
    _ producer: Producer?, checks: HardSwishChecks, to json: JSONWriter
  ) throws {
    guard let producer else { return json.null() }
    try json.object {
      try json.member("operator", producer.matrix.op.index)
      try json.member("op", producer.matrix.op.builtin.name)
      try json.key("through")
      try write(producer.through, to: json)
      try json.key("weights")
      try writeWeights(producer, to: json)
      try json.key("bias")
      if let bias = producer.bias?.tensor {
        try json.object {
          try json.member("tensor", Int(bias.index.rawValue))
          try json.member("type", bias.type.name)
          try json.member("scale_matches", checks.biasScale)
        }
      } else {
        json.null()
      }
      try json.key("multipliers")
      if let multipliers = producer.multipliers {
        try json.array(of: multipliers) { json.value($0) }
      } else {
        json.null()
      }
      try json.key("multipliers_fixed")
      if let multipliers = producer.fixedMultipliers {
        try json.array(of: multipliers) { multiplier in
          try json.array(of: multiplier.parts) { json.value($0) }
        }
      } else {
        json.null()
      }
    }
  }

  private func writeWeights(_ producer: Producer, to json: JSONWriter) throws {
    guard let weights = producer.weights else { return json.null() }
    let scales = weights.quantization?.scales.array ?? []
    try json.object {
      try json.member("tensor", Int(weights.tensor.index.rawValue))
      try json.member("type", weights.tensor.type.name)
      try json.key("quantization")
      try json.quantization(weights.quantization)
      try json.member("channels", producer.channelCount)
      for (name, scale) in [("scale_min", scales.min()), ("scale_max", scales.max())] {
        try json.key(name)
        if let scale { json.value(scale) } else { json.null() }
      }
      let zeroPoints = weights.quantization?.zeroPoints.array ?? []
      try json.member(
        "zero_points_all_zero", zeroPoints.isEmpty ? nil : zeroPoints.allSatisfy { $0 == 0 })
    }
  }
}

extension NarrowMultiplier {
  /// The mantissa and the exponent.
  fileprivate var parts: [Int] { [Int(mantissa), exponent] }
}

extension Multiplier {
  /// The mantissa and the exponent.
  fileprivate var parts: [Int] { [Int(mantissa), exponent] }
}
