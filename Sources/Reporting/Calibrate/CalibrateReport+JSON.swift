internal import Calibrating
internal import QuantMath

extension CalibrateReport {
  /// Writes the members of the JSON form.
  public func writeMembers(to json: JSONWriter) throws {
    try json.member("path", ranges.path)
    try json.member("model_sha256", ranges.modelSHA256)
    try json.member("kernels", ranges.kernels)
    try json.key("litert_versions")
    try json.array(of: ranges.runtimeVersions) { json.value($0) }
    try json.member("samples", ranges.sampleCount)
    try json.key("tensors")
    try json.array(of: ranges.measurements) { measurement in
      try json.object { try write(measurement, to: json) }
    }
  }

  private func write(_ measurement: TensorMeasurement, to json: JSONWriter) throws {
    let (counts, range) = (measurement.counts, measurement.range)
    // Only the first subgraph runs as a whole.
    try json.member("subgraph", 0)
    try json.member("tensor", measurement.tensor)
    try json.member("name", measurement.name.isEmpty ? nil : measurement.name)
    try json.member("type", measurement.type)
    try json.key("scale")
    if let grid = measurement.grid { json.value(grid.scale) } else { json.null() }
    try json.member("zero_point", measurement.grid.map { Int($0.zeroPoint) })
    for (name, count) in [
      ("count", counts.finite), ("nan_count", counts.nan), ("infinite_count", counts.infinite),
      ("lowest_code_count", counts.lowestCode), ("highest_code_count", counts.highestCode),
      ("clipped_count", counts.clipped),
    ] {
      try json.member(name, count)
    }
    try json.member("given_min", real: measurement.given?.lowerBound)
    try json.member("given_max", real: measurement.given?.upperBound)
    try json.member("min", real: range?.lowest)
    try json.member("max", real: range?.highest)
    try json.member("mean", real: range?.mean)
    try json.member("deviation", real: range?.deviation)
    try json.member("exact_sum", measurement.sum.text)
    try json.member("exact_square_sum", measurement.squareSum.text)
    try json.member("saturated_low", real: range?.codeUse.map { _ in counts.lowestShare })
    try json.member("saturated_high", real: range?.codeUse.map { _ in counts.highestShare })
    try json.member("codes_used", range?.codeUse?.usedCodeCount)
    try json.key("histogram")
    guard let spread = measurement.spread, let histogram = range?.histogram else {
      json.null()
      return
    }
    try json.object {
      try json.member("low", real: Double(spread.first) * histogram.width)
      try json.member("high", real: Double(spread.first + spread.counts.count) * histogram.width)
      try json.member("bin_width", histogram.width)
      try json.member("bin_width_exponent", spread.widthExponent)
      try json.member("first_bin", spread.first)
      try json.member("exact", histogram.isExact)
      try json.key("counts")
      try json.array(of: spread.counts) { json.value($0) }
    }
  }
}

extension JSONWriter {
  fileprivate func member(_ name: String, real number: Double?) throws {
    try key(name)
    if let number { value(number) } else { null() }
  }

  fileprivate func member(_ name: String, _ count: UInt64) throws {
    try key(name)
    value(count)
  }
}
