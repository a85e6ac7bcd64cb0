internal import ModelFormat
internal import Rewriting
internal import Verifying

extension VerifyReport {
  /// Writes the members of the JSON form.
  public func writeMembers(to json: JSONWriter) throws {
    let (settings, environment) = (verification.settings, verification.environment)
    for (name, path, runtime) in [
      ("a", a, settings.runtimes.a), ("b", b, settings.runtimes.b),
    ] {
      try json.key(name)
      try json.object {
        try json.member("path", path.description)
        try json.member("runs_in", runtime.rawValue)
      }
    }
    try json.key("runtime")
    try json.object {
      try json.member("litert", verification.version(of: .litert))
      try json.member("tflite_micro", verification.version(of: .tflm))
      try json.member(
        "kernels", verification.version(of: .litert) == nil ? nil : settings.kernels.rawValue)
      try json.member("python", environment.python)
      try json.member("python_path", environment.program.description)
    }
    try writeInputs(to: json)
    try json.key("outputs")
    try json.array(of: verification.outputs) { try write($0, to: json) }
    try json.key("tensors")
    try json.array(of: verification.tensors) { try write($0, to: json) }
    try json.key("first_divergence")
    if let first = verification.firstDivergence {
      try json.object {
        try json.member("name", named: first.pair.name)
        try json.member("operator", first.pair.producer?.index)
        try json.member("op", first.pair.producer?.code.name)
        try json.member("is_output", first.pair.isOutput)
      }
    } else {
      json.null()
    }
    try write(verification.accuracy, to: json)
    try json.key("what_if")
    if let whatIf = verification.whatIf {
      try json.object {
        try json.key("widened")
        try json.array(of: whatIf.widened) { one in
          try json.object {
            try json.member("operator", one.op.index)
            try json.member("op", one.op.code.name)
            try json.member("type", one.type.rawValue)
          }
        }
        try json.key("left_alone")
        try json.array(of: whatIf.leftAlone) { one in
          try json.object {
            try json.member("operator", one.op.index)
            try json.member("op", one.op.code.name)
            try json.member("reason", one.reason)
          }
        }
        try json.key("outputs")
        try json.array(of: whatIf.outputs) { try write($0, to: json) }
        try write(whatIf.accuracy, to: json)
      }
    } else {
      json.null()
    }
    try json.key("operators")
    if let operators = verification.operators {
      try json.array(of: operators.byOwnError) { try json.write($0) }
    } else {
      json.null()
    }
    try json.key("tolerance_codes")
    json.plainValue(tolerance.codes)
    try json.key("tolerance")
    json.plainValue(tolerance.real)
    try json.member("within_tolerance", isWithinTolerance)
  }

  private func writeInputs(to json: JSONWriter) throws {
    var paths: [FilePath] = []
    switch verification.settings.inputs {
    case .drawn(let seed, _): try json.member("seed", Int(seed))
    case .files(let typed, _, _):
      try json.member("seed", nil as Int?)
      paths = typed
    }
    try json.key("inputs_files")
    try json.array(of: paths) { json.value($0.description) }
    try json.member("runs", verification.runCount)
    try json.key("inputs")
    try json.array(of: verification.inputs.indices) { index in
      let input = verification.inputs[index]
      try json.object {
        try json.member("name", named: input.name)
        try json.side("a", input.a)
        try json.side("b", input.b)
        try json.member("given", input.sharesCodes ? "same-elements" : "same-real-numbers")
        try json.key("data_source")
        if verification.sources.indices.contains(index) {
          try json.write(verification.sources[index])
        } else {
          json.null()
        }
      }
    }
  }

  private func write(_ accuracy: Accuracy?, to json: JSONWriter) throws {
    try json.key("accuracy")
    guard let accuracy else { return json.null() }
    try json.object {
      try json.member("labels", verification.settings.labels?.description)
      try json.member("samples", accuracy.sampleCount)
      try json.member("a_correct", accuracy.correctCounts.a)
      try json.member("b_correct", accuracy.correctCounts.b)
      try json.member("a_top1", accuracy.fractions.a as Double?)
      try json.member("b_top1", accuracy.fractions.b as Double?)
      try json.member("different_predictions", accuracy.differentCount)
    }
  }

  private func write(_ difference: TensorDifference, to json: JSONWriter) throws {
    let (pair, figures) = (difference.pair, difference.figures)
    try json.object {
      try json.member("name", named: pair.name)
      try json.side("a", pair.a)
      try json.side("b", pair.b)
      try json.member("operator", pair.producer?.index)
      try json.member("op", pair.producer?.code.name)
      try json.member("elements", figures?.count)
      try json.member("max_abs", figures?.maxAbs)
      try json.member("max_codes", figures?.maxCodes)
      try json.member("mean_codes", figures?.meanCodes)
      try json.member("equal_fraction", figures?.equalFraction)
      try json.member("cosine", figures?.cosine)
      try json.member("sqnr_db", figures?.signalToNoise)
      try json.member("rmse_over_scale", difference.errorOverScale)
    }
  }
}

extension JSONWriter {
  /// Writes where the samples of an input came from.
  fileprivate func write(_ source: InputSource) throws {
    try object {
      try member("path", source.path.description)
      try member("container", source.kind.rawValue)
      try member("array", source.array)
      try member("element_type", source.type)
      try member("conversion", source.conversion.rawValue)
      try key("means")
      try array(of: source.normalization?.means ?? []) { plainValue($0) }
      try key("standard_deviations")
      try array(of: source.normalization?.standardDeviations ?? []) { plainValue($0) }
      try member("resized_images", source.resizedCount)
      try member("clipped_fraction", source.clippedFraction)
    }
  }

  /// Writes a tensor's index in its model, and how its elements are stored.
  func side(_ name: String, _ tensor: Tensor) throws {
    try key(name)
    try object {
      try member("tensor", Int(tensor.index.rawValue))
      try member("type", tensor.type.name)
    }
  }

  /// Writes a tensor's name; null if it is empty.
  func member(_ name: String, named text: String) throws {
    try member(name, text.isEmpty ? nil : text)
  }

  func member(_ name: String, _ number: Double?) throws {
    try key(name)
    if let number { plainValue(number) } else { null() }
  }

  /// Writes a number, without a decimal point if it is a whole number of codes.
  fileprivate func plainValue(_ number: Double) {
    if let whole = Int(exactly: number), whole.magnitude < 1 << 53 {
      value(whole)
    } else {
      value(number)
    }
  }
}
