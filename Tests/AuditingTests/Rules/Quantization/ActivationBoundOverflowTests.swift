import Testing

@Suite struct ActivationBoundOverflowTests {
  @Test(arguments: [
    RuleCase(fires: "6 / scale past 2^31", "Q025 error op 0 t3") {
      $0.ops[0] = .init(
        code: "ADD", inputs: ["x", "x"], outputs: ["y"],
        options:
          #"builtin_options_type: "AddOptions", builtin_options: {fused_activation_function: RELU6}"#
      )
      $0["y"].scales = [1e-9]
    },
    RuleCase(nearMiss: "no upper bound") {
      $0.ops[0] = .init(
        code: "ADD", inputs: ["x", "x"], outputs: ["y"],
        options:
          #"builtin_options_type: "AddOptions", builtin_options: {fused_activation_function: RELU}"#
      )
      $0["y"].scales = [1e-9]
    },
    RuleCase(nearMiss: "a bound that fits") {
      $0.ops[0] = .init(
        code: "ADD", inputs: ["x", "x"], outputs: ["y"],
        options:
          #"builtin_options_type: "AddOptions", builtin_options: {fused_activation_function: RELU6}"#
      )
      $0["y"].scales = [3e-9]
    },
    RuleCase(notApplicable: "no activation") { $0["y"].scales = [1e-9] },
  ])
  func check(_ c: RuleCase) throws { try c.check("activation-bound-overflow") }
}
