import TestSupport
import Testing

@testable import ModelFormat

/// Indices that point nowhere and ranges that leave the file: which error, and where.
@Suite struct IndexCheckTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let json: String
    let code: Diagnostic.Code
    let what: String
    let place: [String]

    init(
      _ why: String, _ json: String, _ what: String, at place: [String],
      code: Diagnostic.Code = .indexOutOfRange
    ) {
      (testDescription, self.json, self.what, self.place, self.code) = (
        why, json, what, place, code
      )
    }
  }

  static let op = ["subgraph 0", "operator 0"]
  static let tensor = ["subgraph 0", "tensor 1 (b)"]

  @Test(arguments: [
    Case(
      "an operator's code", SmallModel.json(operator: "opcode_index: 1"),
      "operator code 1 does not exist; there is 1, with index 0", at: op),
    Case(
      "no codes at all", "{version: 3, subgraphs: [{operators: [{}]}]}",
      "operator code 0 does not exist; there are none", at: op),
    Case(
      "an operator's input", SmallModel.json(operator: "inputs: [0, 2], outputs: [1]"),
      "tensor 2 does not exist; there are 2, with indices 0 to 1", at: op + ["input 1"]),
    Case(
      "only -1 leaves an input out", SmallModel.json(operator: "inputs: [-2], outputs: [1]"),
      "tensor -2 does not exist; there are 2, with indices 0 to 1", at: op + ["input 0"]),
    Case(
      "an operator's output", SmallModel.json(operator: "inputs: [0], outputs: [1, 2147483647]"),
      "tensor 2147483647 does not exist; there are 2, with indices 0 to 1", at: op + ["output 1"]),
    Case(
      "an output cannot be left out", SmallModel.json(operator: "inputs: [0], outputs: [-1]"),
      "tensor -1 does not exist; there are 2, with indices 0 to 1", at: op + ["output 0"]),
    Case(
      "an intermediate", SmallModel.json(operator: "inputs: [0], outputs: [1], intermediates: [5]"),
      "tensor 5 does not exist; there are 2, with indices 0 to 1", at: op + ["intermediate 0"]),
    Case(
      "the graph's input", SmallModel.json(inputs: "0, 7"),
      "tensor 7 does not exist; there are 2, with indices 0 to 1", at: ["subgraph 0", "input 1"]),
    Case(
      "the graph's input cannot be left out", SmallModel.json(inputs: "-1"),
      "tensor -1 does not exist; there are 2, with indices 0 to 1", at: ["subgraph 0", "input 0"]),
    Case(
      "the graph's output", SmallModel.json(outputs: "2"),
      "tensor 2 does not exist; there are 2, with indices 0 to 1", at: ["subgraph 0", "output 0"]),
    Case(
      "each graph has tensors of its own", SmallModel.json(subgraphs: "{inputs: [0]}"),
      "tensor 0 does not exist; there are none", at: ["subgraph 1", "input 0"]),
    Case(
      "a tensor's buffer", SmallModel.json(tensor: "buffer: 1"),
      "buffer 1 does not exist; there is 1, with index 0", at: tensor),
    Case(
      "buffer numbers are unsigned", SmallModel.json(tensor: "buffer: 4294967295"),
      "buffer 4294967295 does not exist; there is 1, with index 0", at: tensor),
    Case(
      "only buffer 0 may be missing with the list",
      SmallModel.json(tensor: "buffer: 1", buffers: ""),
      "buffer 1 does not exist; there are none", at: tensor),
    Case(
      "data in another file", SmallModel.json(tensor: "external_buffer: 4"),
      "no external buffer has the id 4", at: tensor),
    Case(
      "the file of external data",
      SmallModel.json(
        model: "external_buffer_groups: [{}], external_buffers: [{id: 4, group: 1}],"),
      "external buffer group 1 does not exist; there is 1, with index 0",
      at: ["external buffer 0"]),
    Case(
      "blockwise scales",
      SmallModel.json(tensor: blockwise("scales: 2, zero_points: -1")),
      "tensor 2 does not exist; there are 2, with indices 0 to 1",
      at: tensor + ["quantization scales"]),
    Case(
      "blockwise zero points", SmallModel.json(tensor: blockwise("scales: 0, zero_points: -3")),
      "tensor -3 does not exist; there are 2, with indices 0 to 1",
      at: tensor + ["quantization zero_points"]),
    Case(
      "multi-axis scales",
      SmallModel.json(tensor: blockwise("scales: 9", type: "MultiAxisQuantization")),
      "tensor 9 does not exist; there are 2, with indices 0 to 1",
      at: tensor + ["quantization scales"]),
    Case(
      "a metadata entry's buffer",
      SmallModel.json(model: "metadata: [{}, {name: \"m\", buffer: 3}],"),
      "buffer 3 does not exist; there is 1, with index 0", at: ["metadata 1"]),
    Case(
      "the older list of metadata", SmallModel.json(model: "metadata_buffer: [0, -1],"),
      "buffer -1 does not exist; there is 1, with index 0", at: ["metadata_buffer 1"]),
  ])
  func pointsNowhere(_ c: Case) throws { try expectError(c) }

  @Test(arguments: [
    Case(
      "a graph that runs a loop's condition", options("While", "cond_subgraph_index: 1"),
      "subgraph 1 does not exist; there is 1, with index 0", at: op + ["cond_subgraph_index"]),
    Case(
      "a graph that runs a loop's body", options("While", "body_subgraph_index: -1"),
      "subgraph -1 does not exist; there is 1, with index 0", at: op + ["body_subgraph_index"]),
    Case(
      "a branch", options("If", "else_subgraph_index: 2"),
      "subgraph 2 does not exist; there is 1, with index 0", at: op + ["else_subgraph_index"]),
    Case(
      "a call", options("CallOnce", "init_subgraph_index: 1"),
      "subgraph 1 does not exist; there is 1, with index 0", at: op + ["init_subgraph_index"]),
    Case(
      "one of a list of branches",
      options("StablehloCase", "branch_subgraph_indices: [0, 3]", number: "_2"),
      "subgraph 3 does not exist; there is 1, with index 0",
      at: op + ["branch_subgraph_indices"]),
    Case(
      "a composite", options("StableHLOComposite", "decomposition_subgraph_index: 1", number: "_2"),
      "subgraph 1 does not exist; there is 1, with index 0",
      at: op + ["decomposition_subgraph_index"]),
  ])
  func runsNoGraph(_ c: Case) throws { try expectError(c) }

  /// LiteRT runs a model whose signatures are not sound; so it is read, as one without any.
  @Test(arguments: [
    Case(
      "a signature's graph", SmallModel.json(model: "signature_defs: [{subgraph_index: 1}],"),
      "subgraph 1 does not exist; there is 1, with index 0", at: ["signature 0"]),
    Case(
      "a signature's input",
      SmallModel.json(model: "signature_defs: [{inputs: [{tensor_index: 2}]}],"),
      "tensor 2 does not exist; there are 2, with indices 0 to 1", at: ["signature 0", "input 0"]),
    Case(
      "a signature's output",
      SmallModel.json(model: "signature_defs: [{}, {outputs: [{}, {tensor_index: 4294967295}]}],"),
      "tensor 4294967295 does not exist; there are 2, with indices 0 to 1",
      at: ["signature 1", "output 1"]),
  ])
  func readsTheModelWithoutUnsoundSignatures(_ c: Case) throws {
    let file = try ModelFile(bytes: Flatc.model(c.json))
    let problem = try #require(file.signatureProblem)
    #expect(problem.code == c.code)
    #expect(problem.what == c.what)
    #expect(problem.place.steps == c.place)
    #expect(Model(file: file).signatures.isEmpty)
    let refused = #expect(throws: Diagnostic.self) { try EditableModel(file) }
    #expect(refused?.what == c.what)
  }

  private func expectError(_ c: Case) throws {
    let bytes = try Flatc.model(c.json)
    let error = try #require(throws: Diagnostic.self) { try ModelFile(bytes: bytes) }
    #expect(error.code == c.code)
    #expect(error.what == c.what)
    #expect(error.place.steps == c.place)
    if let byte = error.place.byte { #expect(byte < bytes.count) }
  }

  static func blockwise(_ details: String, type: String = "BlockwiseQuantization") -> String {
    "quantization: {details_type: \"\(type)\", details: {\(details)}}"
  }

  static func options(_ name: String, _ fields: String, number: String = "") -> String {
    SmallModel.json(
      operator: """
        inputs: [0], outputs: [1], builtin_options\(number)_type: "\(name)Options",
        builtin_options\(number): {\(fields)}
        """)
  }
}
