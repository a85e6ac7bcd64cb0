import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import Rewriting

@Suite struct StripFloatIOTests {
  static let signature = """
    signature_defs: [{signature_key: "serve", inputs: [{name: "image", tensor_index: 0}],
                      outputs: [{name: "label", tensor_index: 3}]}],
    """

  @Test(arguments: ["INT8", "UINT8"])
  func letsCallersGiveAndGetCodes(type: String) throws {
    let run = try PassRun(
      StripFloatIO(), onJSON: QuantizedBetweenFloats(type: type, model: Self.signature).json)
    #expect(run.operators() == ["HARD_SWISH"])
    let graph = run.after.subgraphs[0]
    #expect(run.names(graph.inputs) == ["x"] && run.names(graph.outputs) == ["y"])
    let input = graph.tensors[graph.inputs[0].position]
    #expect(input.type.name == type && input.shapeSignature == [-1, 4])
    #expect(input.quantization?.scales == [0.05] && input.quantization?.zeroPoints == [-10])
    #expect(graph.tensors[graph.outputs[0].position].quantization?.scales == [0.03])

    let signature = run.after.signatures[0]
    #expect(signature.inputs.map { $0.name?.text } == ["image"])
    #expect(signature.inputs[0].tensorIndex == UInt32(graph.inputs[0].rawValue))
    #expect(signature.outputs.map { $0.name?.text } == ["label"])
    #expect(signature.outputs[0].tensorIndex == UInt32(graph.outputs[0].rawValue))

    // The two floats are gone, and the codes that nothing uses now.
    #expect(run.names(graph.tensors.map(\.index)) == ["x", "y", "float", "codes"])
    #expect(run.after.operatorCodes.map(\.builtin.name) == ["HARD_SWISH", "ABS", "WHILE"])
    #expect(run.runner.steps.map(\.change.op) == [0, 2])
    #expect(
      run.runner.steps[0].change.detail
        == "input 0, tensor 0 (x): \(type) of scale 0.05 and zero point -10 instead of FLOAT32")
    for step in run.runner.steps {
      guard case .exact(let reason) = step.certificate else { throw Diagnostic.noSuchPart("") }
      #expect(reason.contains("codes"))
    }
  }

  @Test func changesNothingTheSecondTime() throws {
    let once = try PassRun(StripFloatIO(), onJSON: QuantizedBetweenFloats().json)
    let twice = try PassRun([StripFloatIO()], on: once.after.file)
    #expect(twice.runner.steps.isEmpty)
    #expect(twice.reasons == ["no model input or output is converted from or to float"])
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let model: QuantizedBetweenFloats
    let reasons: [String]
    /// What is left of the operators.
    let operators: [String]

    init(
      _ why: String, _ model: QuantizedBetweenFloats, _ reasons: String..., leaves: String...
    ) {
      (testDescription, self.model, self.reasons, operators) = (why, model, reasons, leaves)
    }
  }

  @Test(arguments: [
    Case(
      "an input with two readers",
      QuantizedBetweenFloats(more: "{opcode_index: 3, inputs: [0], outputs: [4]}"),
      "input 0, tensor 0 (x): 2 operators read it, including operator 3 (ABS)",
      leaves: "QUANTIZE", "HARD_SWISH", "ABS"),
    Case(
      "an input that two QUANTIZE read",
      QuantizedBetweenFloats(more: "{opcode_index: 0, inputs: [0], outputs: [5]}"),
      "2 operators read it, including operator 3 (QUANTIZE)", leaves: "QUANTIZE", "HARD_SWISH",
      "QUANTIZE"),
    Case(
      "an input that no QUANTIZE reads",
      QuantizedBetweenFloats(
        inputs: "[0, 4]", more: "{opcode_index: 3, inputs: [4], outputs: [4]}"),
      "input 1, tensor 4 (float): its consumer, operator 3 (ABS), is not a QUANTIZE",
      leaves: "HARD_SWISH", "ABS"),
    Case(
      "an input that nothing reads", QuantizedBetweenFloats(inputs: "[0, 4]"),
      "input 1, tensor 4 (float): it has no consumer", leaves: "HARD_SWISH"),
    Case(
      "an output that something reads",
      QuantizedBetweenFloats(more: "{opcode_index: 3, inputs: [3], outputs: [4]}"),
      "output 0, tensor 3 (y): operator 3 (ABS) also reads it", leaves: "HARD_SWISH", "DEQUANTIZE",
      "ABS"),
    Case(
      "codes that something reads too are an output all the same",
      QuantizedBetweenFloats(more: "{opcode_index: 3, inputs: [2], outputs: [5]}"),
      leaves: "HARD_SWISH", "ABS"),
    Case(
      "two outputs of the same codes",
      QuantizedBetweenFloats(
        outputs: "[3, 4]", more: "{opcode_index: 2, inputs: [2], outputs: [4]}"),
      "output 1, tensor 4 (float): tensor 2 (y_codes) is already an input or output",
      leaves: "HARD_SWISH", "DEQUANTIZE"),
    Case(
      "codes that are an output already", QuantizedBetweenFloats(outputs: "[3, 2]"),
      "output 0, tensor 3 (y): tensor 2 (y_codes) is already an input or output",
      leaves: "HARD_SWISH", "DEQUANTIZE"),
    Case(
      "an output that a signature takes as an input",
      QuantizedBetweenFloats(
        model: "signature_defs: [{inputs: [{name: \"a\", tensor_index: 3}]}],"),
      "it is also an input", leaves: "HARD_SWISH", "DEQUANTIZE"),
    Case(
      "nothing between the two conversions",
      QuantizedBetweenFloats(
        operators: "{opcode_index: 0, inputs: [0], outputs: [1]}, "
          + "{opcode_index: 2, inputs: [1], outputs: [3]}"),
      "output 0, tensor 3 (y): tensor 1 (x_codes) is already an input or output",
      leaves: "DEQUANTIZE"),
    Case(
      "the caller's own input as an output", QuantizedBetweenFloats(outputs: "[3, 0]"),
      "input 0, tensor 0 (x): it is also an output",
      "output 1, tensor 0 (x): no operator writes it", leaves: "QUANTIZE", "HARD_SWISH"),
    Case(
      "codes without a scale", QuantizedBetweenFloats(input: ""),
      "tensor 1 (x_codes) must have one scale", leaves: "QUANTIZE", "HARD_SWISH"),
    Case(
      "a scale of 0",
      QuantizedBetweenFloats(input: "quantization: {scale: [0], zero_point: [0]},"),
      "must have one scale, a positive number", leaves: "QUANTIZE", "HARD_SWISH"),
    Case(
      "codes that are a variable", QuantizedBetweenFloats(codes: "is_variable: true,"),
      "tensor 1 (x_codes) keeps its value between runs", leaves: "QUANTIZE", "HARD_SWISH"),
    Case(
      "shapes that differ", QuantizedBetweenFloats(codesShape: "[4]"),
      "it has the shape [1, 4], but tensor 1 (x_codes) has [4]", leaves: "QUANTIZE", "HARD_SWISH"),
  ])
  func judges(_ c: Case) throws {
    let run = try PassRun(StripFloatIO(), onJSON: c.model.json)
    #expect(run.reasons.count == c.reasons.count, "\(run.reasons)")
    for (found, reason) in zip(run.reasons, c.reasons) {
      #expect(found.contains(reason), "\(found)")
    }
    #expect(run.operators() == c.operators)
  }

  /// A subgraph that an operator runs keeps its types; one that callers run beside it does not.
  @Test func leavesWhatOperatorsRun() throws {
    let body = """
      , {inputs: [0], outputs: [3], name: "body", tensors: [
         {shape: [4], name: "a"}, {shape: [4], type: INT8, quantization: {scale: [1],
          zero_point: [0]}, name: "b"}, {shape: [4], type: INT8, quantization: {scale: [1],
          zero_point: [0]}, name: "c"}, {shape: [4], name: "d"}],
        operators: [{opcode_index: 0, inputs: [0], outputs: [1]},
                    {opcode_index: 1, inputs: [1], outputs: [2]},
                    {opcode_index: 2, inputs: [2], outputs: [3]}]}
      """
    let loop = """
      {opcode_index: 4, inputs: [4], outputs: [4], builtin_options_type: "WhileOptions",
       builtin_options: {cond_subgraph_index: 1, body_subgraph_index: 1}}
      """
    func model(_ signed: Bool, runs: Bool) -> String {
      QuantizedBetweenFloats(
        more: runs ? loop : "",
        model: signed ? "signature_defs: [{subgraph_index: 1}]," : "", subgraphs: body
      ).json
    }
    let all = ["QUANTIZE", "HARD_SWISH", "DEQUANTIZE"]
    for (signed, runs, left, reasons) in [
      (false, true, all, 0), (false, false, all, 0), (true, true, all, 1),
      (true, false, ["HARD_SWISH"], 0),
    ] {
      let run = try PassRun(StripFloatIO(), onJSON: model(signed, runs: runs))
      #expect(run.operators(1) == left)
      #expect(run.operators(0).first == "HARD_SWISH")
      #expect(run.reasons.count == reasons)
      if reasons > 0 {
        #expect(
          run.reasons[0].contains("operator 3 (WHILE) of subgraph 0 also runs this subgraph"))
      }
    }
  }

  @Test func remindsOfMetadata() throws {
    let run = try PassRun(
      StripFloatIO(),
      onJSON: QuantizedBetweenFloats(
        model: "metadata: [{name: \"TFLITE_METADATA\", buffer: 2}],",
        extraBuffers: ", {data: [1]}"
      ).json)
    #expect(
      run.runner.steps.allSatisfy {
        $0.change.detail.hasSuffix("the metadata 'TFLITE_METADATA' may still describe floats")
      })
  }

  /// LiteRT's own QUANTIZE and DEQUANTIZE, with the stripped model between, give what the old model
  /// gives.
  @Test func computesTheSame() throws {
    try Places.withTemporaryFolder { folder in
      for type in ["INT8", "UINT8"] {
        let json = QuantizedBetweenFloats(type: type, model: Self.signature).json
        let run = try PassRun(StripFloatIO(), onJSON: json)
        try Data(Flatc.model(json)).write(to: folder.appending(path: "\(type).old.tflite"))
        try run.write(to: folder.appending(path: "\(type).new.tflite"))
      }
      if let corpus = Places.corpus {
        for name in Self.realModels {
          let source = corpus.appending(path: "\(name).tflite")
          let run = try PassRun([StripFloatIO()], on: ModelFile.open(FilePath(source.path)))
          #expect(!run.runner.steps.isEmpty, "\(name): \(run.reasons)")
          try FileManager.default.copyItem(
            at: source, to: folder.appending(path: "\(name).old.tflite"))
          try run.write(to: folder.appending(path: "\(name).new.tflite"))
        }
      }
      let outcome = try RuntimeOracle.run("check_float_ends.py", [folder.path])
      #expect(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
      #expect(
        outcome.text.contains(Places.corpus == nil ? "2 models" : "5 models"), "\(outcome.text)")
    }
  }

  private static let realModels = [
    "go-tflite__style_predict_quantized_256", "ruhmi-framework-mcu__person-det",
    "test_data__movenet_single_pose_lightning_ptq",
  ]

  /// Whatever a byte becomes, what opens is stripped or left alone.
  @Test func survivesEveryByte() throws {
    let original = try Flatc.model(QuantizedBetweenFloats(model: Self.signature).json)
    let opened = [UInt8(1), 0x80, 0xff].reduce(0) {
      $0 + PassRun.countOpened(original, flip: $1, StripFloatIO())
    }
    #expect(opened > 500)
  }
}
