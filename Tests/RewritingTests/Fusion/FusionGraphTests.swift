import Foundation
import ModelFormat
import Rewriting
import TestSupport
import Testing

/// Graphs around a spelled-out hard-swish that are out of the ordinary.
@Suite struct FusionGraphTests {
  /// A float16 model keeps 3 and 1/6 behind a DEQUANTIZE each; 3 is used by something else too.
  @Test func takesTheMakersOfItsConstantsAlong() throws {
    let run = try PassRun(
      FuseHardSwish(),
      onJSON: """
        {version: 3,
         operator_codes: [{deprecated_builtin_code: 6, builtin_code: DEQUANTIZE}, {},
                          {deprecated_builtin_code: 18, builtin_code: MUL},
                          {deprecated_builtin_code: 101, builtin_code: ABS}],
         buffers: [{}, {data: [0, 66]}, {data: [85, 49]}],
         subgraphs: [{inputs: [0], outputs: [7, 8], tensors: [
           {shape: [4], name: "x"}, {shape: [1], type: FLOAT16, buffer: 1, name: "three_16"},
           {shape: [1], name: "three"}, {shape: [1], type: FLOAT16, buffer: 2, name: "sixth_16"},
           {shape: [1], name: "sixth"}, {shape: [4], name: "clipped"}, {shape: [4], name: "gate"},
           {shape: [4], name: "y"}, {shape: [1], name: "abs"}],
          operators: [
           {opcode_index: 0, inputs: [1], outputs: [2]}, {opcode_index: 0, inputs: [3], outputs: [4]},
           {opcode_index: 1, inputs: [0, 2], outputs: [5], builtin_options_type: "AddOptions",
            builtin_options: {fused_activation_function: RELU6}},
           {opcode_index: 2, inputs: [5, 4], outputs: [6]},
           {opcode_index: 2, inputs: [6, 0], outputs: [7]},
           {opcode_index: 3, inputs: [2], outputs: [8]}]}]}
        """)
    #expect(run.operators() == ["DEQUANTIZE", "HARD_SWISH", "ABS"])
    let tensors = run.after.subgraphs[0].tensors
    #expect(run.names(tensors.map(\.index)) == ["x", "three_16", "three", "y", "abs"])
    #expect(run.after.buffers.count == 2)
    #expect(
      run.after.operatorCodes.map(\.builtin.name) == ["DEQUANTIZE", "HARD_SWISH", "ABS"])
  }

  /// Only one can be fused: the other needs its operator.
  ///
  /// Tensor 4 is `x * relu6(x + 3)`; the MUL by 1/6 that reads it ends the first hard-swish, and
  /// begins a second one, of tensor 4.
  @Test func fusesOneOfTwoThatShareAnOperator() throws {
    let run = try PassRun(
      FuseHardSwish(),
      onJSON: """
        {version: 3,
         operator_codes: [{}, {deprecated_builtin_code: 18, builtin_code: MUL}],
         buffers: [{}, {data: [0, 0, 64, 64]}, {data: [171, 170, 42, 62]},
                   {data: [0, 0, 192, 64]}],
         subgraphs: [{inputs: [0], outputs: [8], tensors: [
           {shape: [4], name: "x"}, {shape: [1], buffer: 1, name: "3"},
           {shape: [1], buffer: 2, name: "1/6"}, {shape: [4], name: "clipped"},
           {shape: [4], name: "product"}, {shape: [4], name: "first"},
           {shape: [4], name: "again"}, {shape: [4], name: "gate"}, {shape: [4], name: "second"},
           {shape: [1], buffer: 3, name: "6"}],
          operators: [
           {opcode_index: 0, inputs: [0, 1], outputs: [3], builtin_options_type: "AddOptions",
            builtin_options: {fused_activation_function: RELU6}},
           {opcode_index: 1, inputs: [0, 3], outputs: [4]},
           {opcode_index: 1, inputs: [4, 2], outputs: [5]},
           {opcode_index: 1, inputs: [5, 9], outputs: [6]},
           {opcode_index: 0, inputs: [6, 1], outputs: [7], builtin_options_type: "AddOptions",
            builtin_options: {fused_activation_function: RELU6}},
           {opcode_index: 1, inputs: [5, 7], outputs: [8]}]}]}
        """)
    #expect(run.operators() == ["HARD_SWISH", "MUL", "ADD", "MUL"])
    #expect(run.reasons == ["operator 2 (MUL) is part of another hard-swish that is fused"])
  }

  /// Without a place of its own left, an operator code goes where it is first used.
  @Test func givesTheOperatorCodeItsOldPlace() throws {
    let split = try PassRun(SplitHardSwish(.strategy(.relu6)), on: "digits_int8")
    let fused = try PassRun([FuseHardSwish()], on: split.after.file)
    func codes(_ model: Model) -> [String] {
      model.operatorCodes.map { "\($0.builtin.name) \($0.version)" }
    }
    #expect(codes(fused.after) == codes(split.before))
    #expect(!codes(split.after).contains("HARD_SWISH 1"))
  }

  @Test func looksWhereItIsTold() throws {
    let split = try PassRun(SplitHardSwish(.strategy(.relu6)), on: "two_signatures").after
    let everywhere = try PassRun([FuseHardSwish()], on: split.file).runner.steps.map(\.change)
    let one = try #require(everywhere.last)
    let there = try PassRun([FuseHardSwish(op: nil, subgraph: one.subgraph)], on: split.file)
    #expect(
      there.runner.steps.map(\.change.subgraph)
        == everywhere.map(\.subgraph).filter { $0 == one.subgraph })
    let named = try PassRun([FuseHardSwish(op: one.op, subgraph: one.subgraph)], on: split.file)
    #expect(named.runner.steps.map(\.change.op) == [one.op])
  }

  /// How many of the spellings in real models are near enough without asking for more.
  @Test(.enabled(if: Places.corpus != nil, "the folder of real models is absent"))
  func staysWithinItsBoundByItself() throws {
    let corpus = try #require(Places.corpus)
    for name in ["model_mnist", "model_mnist_46974e"] {
      let path = corpus.appending(path: "quantized-mobilenetv3-mnist-android__\(name).tflite").path
      let run = try PassRun([FuseHardSwish()], on: ModelFile.open(FilePath(path)))
      #expect(run.runner.steps.count + run.reasons.count == 19)
      #expect(run.runner.steps.allSatisfy { ($0.certificate.maxErrorCodes ?? 9) <= 2 })
      #expect(
        run.reasons.allSatisfy {
          $0.contains(/by ([0-9]+); the limit is 2; --max-error-codes \1 allows it/)
        },
        "\(run.reasons)")
    }
  }
}
