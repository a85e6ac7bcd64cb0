internal import ModelFormat

extension OperatorTable {
  /// Operators that join tensors, or pad one.
  static let joining: [OperatorRow] = [
    OperatorRow(
      "CONCATENATION", nil, .passesCodes(EqualScales(answer: .rejected, rescalesUInt8: true)),
      inputs: "1-"
    )
    .variadic().kernels(int8: 2, uint8: 1).delegated.symmetricInt16,
    OperatorRow("PACK", nil, .rejected, inputs: "1-").variadic().kernels(int8: 2, uint8: 1),
    OperatorRow("PAD", [.activation, .parameter], .rejectedByXNNPACK, inputs: "2-3")
      .kernels(int8: 2, uint8: 1).delegated,
    OperatorRow(
      "PADV2", [.activation, .parameter, .activation],
      .passesCodes(EqualScales(answer: .passedOn, comparedInputs: [2])), inputs: "2-3"
    )
    .optional(OptionalInputs([2])).kernels(int8: 2, uint8: 1),
    OperatorRow("MIRROR_PAD", [.activation, .parameter], .rejected, inputs: "2-", outputs: "1-")
      .kernels(int8: 2, uint8: 1),
    OperatorRow(
      "DYNAMIC_UPDATE_SLICE", [.activation, .activation, .indices], .passedOn, inputs: "3-",
      outputs: "1-"
    )
    .kernels(int8: 1, uint8: 1),
    OperatorRow(
      "SCATTER_ND", [.indices, .activation, .shape],
      .passesCodes(EqualScales(answer: .passedOn, fillsWithCodeZero: true)), inputs: "3"),
    OperatorRow(
      "SPARSE_TO_DENSE", [.indices, .shape, .activation, .activation], .passedOn, inputs: "4"
    )
    .kernels(int8: 3, uint8: 3),
    OperatorRow("DILATE", [.activation, .parameter, .activation], .passedOn, inputs: "3")
      .kernels(int8: 1, uint8: 1),
    OperatorRow(
      "MATRIX_DIAG", nil, .passesCodes(EqualScales(answer: .passedOn, fillsWithCodeZero: true)),
      inputs: "1"),
    OperatorRow("MATRIX_SET_DIAG", [.activation, .activation], .passedOn, inputs: "2")
      .kernels(int8: 1, uint8: 1),
    OperatorRow("DENSIFY", inputs: "1"),
  ]
}
