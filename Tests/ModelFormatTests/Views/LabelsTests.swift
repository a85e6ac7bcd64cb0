import TestSupport
import Testing

@testable import ModelFormat

/// How operators and tensors are named in messages, names from outside included.
@Suite struct LabelsTests {
  private func model(tensor: String, custom: String? = nil) throws -> Model {
    let code =
      custom.map {
        #"{deprecated_builtin_code: 32, builtin_code: "CUSTOM", custom_code: "\#($0)"}"#
      }
      ?? #"{deprecated_builtin_code: 3, builtin_code: "CONV_2D"}"#
    return Model(
      file: try ModelFile(
        bytes: Flatc.model(
          """
          {version: 3, operator_codes: [\(code)], buffers: [{}], subgraphs: [{
            tensors: [{}, {name: "\(tensor)"}], inputs: [0], outputs: [1],
            operators: [{inputs: [0], outputs: [1]}]}]}
          """)))
  }

  @Test func sayIndexAndName() throws {
    let subgraph = try model(tensor: "conv1/bias").subgraphs[0]
    #expect(subgraph.operators[0].label == "operator 0 (CONV_2D)")
    #expect(subgraph.tensors[0].label == "tensor 0")
    #expect(subgraph.tensors[1].label == "tensor 1 (conv1/bias)")
    #expect(
      subgraph.place(of: subgraph.operators[0]).steps == ["subgraph 0", "operator 0 (CONV_2D)"])
    #expect(subgraph.place(of: subgraph.tensors[0]).steps == ["subgraph 0", "tensor 0"])
  }

  /// An operator may leave an input out, and a pass names tensors that the model has not yet.
  @Test func anIndexOfNoTensorIsSaidAlone() throws {
    let subgraph = try model(tensor: "y").subgraphs[0]
    #expect(subgraph.label(of: TensorIndex(rawValue: 1)) == "tensor 1 (y)")
    #expect(subgraph.label(of: TensorIndex(rawValue: 2)) == "tensor 2")
    #expect(subgraph.label(of: TensorIndex(rawValue: -1)) == "tensor -1")
  }

  @Test func aCustomOperatorHasItsOwnName() throws {
    let op = try model(tensor: "y", custom: #"My\u001b[31mOp"#).subgraphs[0].operators[0]
    #expect(op.label == #"operator 0 (CUSTOM 'My\x1b[31mOp')"#)
    let name = String(repeating: "O", count: 81)
    let long = try model(tensor: "y", custom: name).subgraphs[0].operators[0]
    #expect(long.label == "operator 0 (CUSTOM '\(name.dropLast())...')")
  }

  @Test func namesAreEscapedAndCut() throws {
    let short = try model(tensor: #"a\u202eb\n"#).subgraphs[0].tensors[1]
    #expect(short.label == #"tensor 1 (a\u{202e}b\n)"#)
    let full = String(repeating: "n", count: 40)
    #expect(try model(tensor: full).subgraphs[0].tensors[1].label == "tensor 1 (\(full))")
    let long = try model(tensor: full + "n").subgraphs[0].tensors[1]
    #expect(long.label == "tensor 1 (\(full)...)")
    // The 40th byte is the first of two.
    let split = try model(tensor: String(repeating: "n", count: 39) + "éé").subgraphs[0].tensors[1]
    #expect(split.label == "tensor 1 (\(String(repeating: "n", count: 39))...)")
  }

  @Test func theFirstSubgraphIsNotSaidInAColumn() {
    #expect(Place.column(operator: 12, subgraph: 0) == "12")
    #expect(Place.column(operator: 12, subgraph: 3) == "3:12")
  }
}
