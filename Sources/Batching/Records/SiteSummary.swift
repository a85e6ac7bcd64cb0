internal import Auditing
internal import ModelFacts
internal import ModelFormat
internal import Reporting

/// What a record says of one HARD_SWISH: the keys of `tflens hardswish`, without its tables.
struct SiteSummary {
  private let subgraph: Int
  private let site: HardSwishFacts

  /// The summary of a site in a subgraph.
  init(_ site: HardSwishFacts, in subgraph: Subgraph) {
    self.site = site
    self.subgraph = subgraph.index
  }

  /// Writes the members.
  func write(to json: JSONWriter) throws {
    try json.member("subgraph", subgraph)
    try json.member("operator", site.op.index)
    try json.member("verdict", site.verdict.answer.rawValue)
    try json.member("producer", site.producer?.builtin.name)
    try write("input", site.input, to: json)
    try write("output", site.output, to: json)
    try json.member("max_error_codes", site.maxErrorCodes)
    try json.member("codes_below_zero", site.codesBelowZero)
    try json.member("saturated_codes", site.saturatedCodes)
    try json.member("negative_lobe_lost", site.losesNegativeLobe)
    try json.key("reasons")
    try json.array(of: site.verdict.reasons) { json.value($0) }
  }

  private func write(_ name: String, _ tensor: QuantizedTensor?, to json: JSONWriter) throws {
    try json.member("\(name)_type", tensor?.tensor.type.name)
    let quantization = tensor?.quantization
    let scale = quantization?.scales.count == 1 ? quantization?.scales.first : nil
    try json.key("\(name)_scale")
    if let scale { json.value(scale) } else { json.null() }
    let zeroPoint = quantization?.zeroPoints.count == 1 ? quantization?.zeroPoints.first : nil
    try json.member("\(name)_zero_point", zeroPoint.map { Int($0) })
  }
}
