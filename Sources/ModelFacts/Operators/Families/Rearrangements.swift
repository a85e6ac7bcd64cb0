internal import ModelFormat

extension OperatorTable {
  /// Operators that reorder, reshape or select elements.
  static let movement: [OperatorRow] = [
    OperatorRow("RESHAPE", [.activation, .shape], .passedOn, inputs: "1-2")
      .moves(.reshaped).kernels(int8: 1, uint8: 1),
    OperatorRow("SQUEEZE", nil, .passedOn, inputs: "1").moves(.reshaped).kernels(int8: 1, uint8: 1),
    OperatorRow("EXPAND_DIMS", [.activation, .parameter], .rejected, inputs: "2")
      .moves(.reshaped).kernels(int8: 1, uint8: 1),
    OperatorRow("TRANSPOSE", [.activation, .parameter], .rejectedByXNNPACK, inputs: "2")
      .moves(.rearranged).kernels(int8: 2, uint8: 1).delegated,
    OperatorRow("SLICE", [.activation, .parameter, .parameter], .rejectedByXNNPACK, inputs: "3")
      .moves(.rearranged).kernels(int8: 2, uint8: 1).delegated,
    OperatorRow(
      "STRIDED_SLICE", [.activation, .parameter, .parameter, .parameter], .rejectedByXNNPACK,
      inputs: "4"
    )
    .moves(.rearranged).kernels(int8: 2, uint8: 1).delegated,
    OperatorRow("SPACE_TO_DEPTH", nil, .rejectedByXNNPACK, inputs: "1")
      .moves(.rearranged).kernels(int8: 2, uint8: 1).delegated,
    OperatorRow("DEPTH_TO_SPACE", nil, .rejectedByXNNPACK, inputs: "1")
      .moves(.rearranged).kernels(int8: 2, uint8: 1).delegated,
    OperatorRow("BATCH_TO_SPACE_ND", [.activation, .parameter, .parameter], .rejected, inputs: "3")
      .moves(.rearranged).kernels(int8: 2, uint8: 1),
    OperatorRow("SPACE_TO_BATCH_ND", [.activation, .parameter, .parameter], .rejected, inputs: "3")
      .kernels(int8: 2, uint8: 1),
    OperatorRow("REVERSE_V2", [.activation, .parameter], .passedOn, inputs: "2")
      .moves(.rearranged).kernels(int8: 3, uint8: 1),
    OperatorRow("REVERSE_SEQUENCE", [.activation, .parameter], .passedOn, inputs: "2"),
    OperatorRow("TILE", [.activation, .parameter], .passedOn, inputs: "2")
      .kernels(int8: 3, uint8: 1),
    OperatorRow("BROADCAST_TO", [.activation, .shape], .passedOn, inputs: "2")
      .kernels(int8: 3, uint8: 2),
    OperatorRow("SPLIT", [.parameter, .activation], .rejectedByXNNPACK, inputs: "2", outputs: "1-")
      .kernels(int8: 2, uint8: 1).delegated,
    OperatorRow(
      "SPLIT_V", [.activation, .parameter, .parameter], .passedOn, inputs: "3", outputs: "1-"
    )
    .kernels(int8: 2, uint8: 1),
    OperatorRow("UNPACK", nil, .rejected, inputs: "1", outputs: "1-").kernels(int8: 2, uint8: 2),
    OperatorRow("GATHER", [.activation, .indices], .passedOn, inputs: "2")
      .kernels(int8: 2, uint8: 1),
    OperatorRow("GATHER_ND", [.activation, .indices], .passedOn, inputs: "2")
      .kernels(int8: 1, uint8: 1),
    OperatorRow("RESIZE_BILINEAR", [.activation, .shape], .rejectedByXNNPACK, inputs: "2")
      .kernels(int8: 2, uint8: 1, agree: false).delegated,
    OperatorRow("RESIZE_NEAREST_NEIGHBOR", [.activation, .shape], .passedOn, inputs: "2")
      .kernels(int8: 2, uint8: 1),
  ]
}
