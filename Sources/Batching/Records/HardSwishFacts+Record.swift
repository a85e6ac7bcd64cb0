internal import Auditing
internal import ModelFacts
internal import ModelFormat
internal import Reporting

extension HardSwishFacts {
  /// Writes what a record says about one HARD_SWISH: the keys of `tflens hardswish`, without its tables.
  func writeMembers(in subgraph: Subgraph, to json: JSONWriter) throws {
    try json.member("subgraph", subgraph.index)
    try json.member("operator", op.index)
    try json.member("verdict", verdict.answer.rawValue)
    try json.member("producer_op", producer?.builtin.name)
    try write("input", input, to: json)
    try write("output", output, to: json)
    try json.member("max_error_codes", maxErrorCodes)
    try json.member("codes_below_zero", codesBelowZero)
    try json.member("saturated_codes", saturatedCodes)
    try json.member("negative_lobe_lost", losesNegativeLobe)
    try json.key("reasons")
    try json.array(of: verdict.reasons) { json.value($0) }
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
