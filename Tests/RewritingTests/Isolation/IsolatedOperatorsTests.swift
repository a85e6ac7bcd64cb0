import Foundation
import ModelFormat
import Rewriting
import TestSupport
import Testing

/// Models in which each operator runs alone, held to LiteRT.
@Suite struct IsolatedOperatorsTests {
  @Test(arguments: ["digits_int8", "digits_float32", "digits_float16"])
  func eachOperatorComputesWhatItComputesAloneAndInTheModel(fixture: String) throws {
    let file = try ModelFile.open(FilePath(Places.fixture(fixture)))
    let subgraph = Model(file: file).subgraphs[0]
    let operators = subgraph.operators.filter {
      IsolatedOperators.obstacle($0, in: subgraph) == nil
    }
    // DEQUANTIZE of float16 weights reads constants only.
    let isWhole = fixture != "digits_float16"
    #expect((operators.count == subgraph.operators.count) == isWhole)
    let isolated = try IsolatedOperators(file, operators: operators.map(\.index))
    guard isWhole else { return }
    try Places.withTemporaryFolder { folder in
      let path = folder.appending(path: "isolated.tflite")
      let output = try OutputFile(FilePath(path.path), from: file, replacing: false)
      try ModelWriter(EditableModel(isolated.model.file)).write(to: output)
      let outcome = try RuntimeOracle.run(
        "check_isolated.py", [Places.fixture(fixture), path.path])
      #expect(outcome.status == 0, "\(outcome.errorText)")
      #expect(outcome.text == "compared \(operators.count) outputs\n", "\(outcome.text)")
    }
  }

  @Test func anOperatorThatReadsATensorTwiceHasOneInputForIt() throws {
    let isolated = try IsolatedOperators(Self.model(), operators: [0, 1])
    let subgraph = isolated.model.subgraphs[0]
    #expect(isolated.inputs.map(\.op) == [0, 1])
    #expect(isolated.inputs.map(\.original.rawValue) == [0, 1])
    #expect(isolated.inputs.map(\.own.rawValue) == [4, 5])
    #expect(subgraph.inputs.map(\.rawValue) == [4, 5])
    #expect(subgraph.outputs.map(\.rawValue) == [1, 2])
    #expect(subgraph.operators.map { $0.inputs.map(\.rawValue) } == [[4, 4], [5, 3]])
    #expect(
      subgraph.tensors.map { $0.name?.text } == [
        "x", "y", "z", "c", "x for operator 0", "y for operator 1",
      ])
  }

  @Test func whatRefersToTheWholeModelIsLeftOut() throws {
    let isolated = try IsolatedOperators(Self.model(), operators: [1])
    #expect(isolated.model.signatures.isEmpty)
    #expect(isolated.model.metadata.isEmpty)
    #expect(isolated.model.subgraphs[0].operators.count == 1)
  }

  @Test func operatorsWithAStateAreNotRunAlone() throws {
    let json = """
      {"version": 3, "operator_codes": [{"builtin_code": "RELU"}, {"builtin_code": "CUSTOM", "custom_code": "X"}],
       "buffers": [{}, {"data": [0, 0, 0, 0]}],
       "subgraphs": [{"inputs": [0], "outputs": [2],
         "tensors": [{"name": "v", "shape": [1], "is_variable": true}, {"name": "y", "shape": [1]},
                     {"name": "z", "shape": [1]}, {"name": "c", "shape": [1], "buffer": 1}],
         "operators": [{"inputs": [0], "outputs": [1]}, {"opcode_index": 1, "inputs": [1], "outputs": [2]},
                       {"inputs": [3], "outputs": [2]}, {"inputs": [1], "outputs": [2]}]}]}
      """
    let subgraph = Model(file: try ModelFile(bytes: Flatc.model(json))).subgraphs[0]
    let state = "it keeps a state, runs subgraphs, or is a custom operator"
    #expect(
      subgraph.operators.map { IsolatedOperators.obstacle($0, in: subgraph) }
        == [state, state, "it computes from constants only", nil])
  }

  /// y = x + x, z = y + c, with a signature and metadata.
  private static func model() throws -> ModelFile {
    try ModelFile(
      bytes: Flatc.model(
        """
        {"version": 3, "operator_codes": [{"builtin_code": "ADD"}],
         "buffers": [{}, {"data": [0, 0, 128, 63]}, {"data": [1]}],
         "metadata": [{"name": "model_control_dependencies", "buffer": 2}],
         "signature_defs": [{"signature_key": "s", "subgraph_index": 0,
           "inputs": [{"name": "x", "tensor_index": 0}], "outputs": [{"name": "z", "tensor_index": 2}]}],
         "subgraphs": [{"inputs": [0], "outputs": [2],
           "tensors": [{"name": "x", "shape": [1]}, {"name": "y", "shape": [1]}, {"name": "z", "shape": [1]},
                       {"name": "c", "shape": [1], "buffer": 1}],
           "operators": [{"inputs": [0, 0], "outputs": [1]}, {"inputs": [1, 3], "outputs": [2]}]}]}
        """))
  }
}
