internal import ModelFacts
internal import ModelFormat

/// Flags int32 biases, with int16 activations, that kernels read as int64.
struct BiasReadAsInt64: Rule {
  static let info = RuleInfo(
    id: "Q027",
    name: "bias-read-as-int64",
    summary: "An INT32 bias of an operator with INT16 activations is read as INT64",
    rationale: """
      With int16 activations, a kernel reads the bias as 64-bit numbers unless the options say \
      otherwise (`quantized_bias_type`), whatever the type of its tensor. Two bias values then form \
      one, the last are read past the end of the data, and outputs saturate. The optimized \
      FULLY_CONNECTED uses the type of the tensor, the reference kernel does not.
      """,
    remedy: "Set `quantized_bias_type` to INT32 in the options, or write the bias as INT64.",
    source: """
      LiteRT `kernels/conv.cc`, `EvalQuantizedPerChannel16x8`; LiteRT `kernels/transpose_conv.cc` \
      and `kernels/fully_connected.cc`, by running one-operator models in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.matrixOperators.compactMap { producer in
        let op = producer.matrix.op
        guard producer.input?.type == .int16, let bias = producer.bias, bias.type == .int32,
          [.conv2D, .transposeConv, .fullyConnected].contains(op.builtin),
          op.quantizedBiasType != .int32
        else { return nil }
        return finding(
          "the bias is INT32, but the options do not say so: "
            + (op.builtin == .fullyConnected
              ? "the reference kernel reads it as INT64" : "\(op.builtin.name) reads it as INT64"),
          at: facts.place(op, bias.tensor),
          values: [FindingValue("quantized_bias_type", op.quantizedBiasType.name)],
          severity: op.builtin == .fullyConnected ? .warning : nil)
      }
    }
  }
}
