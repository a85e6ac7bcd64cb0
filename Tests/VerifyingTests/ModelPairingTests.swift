import ModelFormat
import TestSupport
import Testing

@testable import Verifying

/// Which tensors belong together; the models are flatc's.
@Suite struct ModelPairingTests {
  /// A model of RELU operators, each from one tensor to another.
  private func model(
    _ steps: [(from: Int, to: Int)], names: [String], types: [String: String] = [:],
    shapes: [String: String] = [:], inputs: [Int], outputs: [Int],
    signature: (inputs: [String], outputs: [String])? = nil
  ) throws -> Model {
    func maps(_ names: [String], _ tensors: [Int]) -> String {
      zip(names, tensors).map { #"{"name": "\#($0)", "tensor_index": \#($1)}"# }
        .joined(separator: ", ")
    }
    let tensors = names.map { name in
      let shape = shapes[name] ?? "[2]"
      return #"{"name": "\#(name)", "type": "\#(types[name] ?? "FLOAT32")", "shape": \#(shape)}"#
    }
    let operators = steps.map { #"{"inputs": [\#($0.from)], "outputs": [\#($0.to)]}"# }
    let named = signature.map {
      """
      , "signature_defs": [{"signature_key": "s", "subgraph_index": 0,
        "inputs": [\(maps($0.inputs, inputs))], "outputs": [\(maps($0.outputs, outputs))]}]
      """
    }
    let bytes = try Flatc.model(
      """
      {"version": 3, "operator_codes": [{"builtin_code": "RELU"}], "buffers": [{}],
       "subgraphs": [{"inputs": \(inputs), "outputs": \(outputs),
         "tensors": [\(tensors.joined(separator: ", "))],
         "operators": [\(operators.joined(separator: ", "))]}]\(named ?? "")}
      """)
    return Model(file: try ModelFile(bytes: bytes))
  }

  private func summary(_ pairing: ModelPairing) -> [String] {
    pairing.inputs.map { "input \($0.name) \($0.a.index.rawValue) \($0.b.index.rawValue)" }
      + pairing.tensors.map {
        "\($0.isOutput ? "output" : "tensor") \($0.name) \($0.a.index.rawValue) "
          + "\($0.b.index.rawValue)"
      }
  }

  @Test func namesOfTheSignatureComeBeforePositions() throws {
    let names = ["x", "y", "p", "q"]
    let a = try model(
      [(0, 2), (1, 3)], names: names, inputs: [0, 1], outputs: [2, 3],
      signature: (["left", "right"], ["one", "two"]))
    let b = try model(
      [(0, 2), (1, 3)], names: names, inputs: [0, 1], outputs: [2, 3],
      signature: (["right", "left"], ["two", "one"]))
    #expect(
      try summary(ModelPairing(a, b)) == [
        "input left 0 1", "input right 1 0", "output one 2 3", "output two 3 2",
        // The tensors' own names pair them otherwise.
        "tensor p 2 2", "tensor q 3 3",
      ])
  }

  @Test func positionsCountWhereTheNamesDiffer() throws {
    let a = try model(
      [(0, 1)], names: ["x", "y"], inputs: [0], outputs: [1], signature: (["in"], ["out"]))
    let b = try model([(1, 0)], names: ["v", "u"], inputs: [1], outputs: [0])
    #expect(try summary(ModelPairing(a, b)) == ["input in 0 1", "output out 1 0"])
  }

  @Test func tensorsBetweenComeInTheOrderOfTheFirstModel() throws {
    let a = try model(
      [(0, 3), (3, 1), (1, 2), (2, 4)], names: ["x", "b", "c", "a", "y"], inputs: [0],
      outputs: [4])
    let b = try model(
      [(0, 1), (1, 2), (2, 3), (3, 4)], names: ["x", "b", "a", "d", "y"], inputs: [0],
      outputs: [4])
    #expect(
      try summary(ModelPairing(a, b)) == [
        "input x 0 0", "output y 4 4", "tensor a 3 2", "tensor b 1 1",
      ])
  }

  @Test func aNameSaysNothingWhereItIsUsedTwiceOrMeansAnotherShape() throws {
    let names = ["x", "twice", "twice", "wide", "y"]
    let steps = [(from: 0, to: 1), (1, 2), (2, 3), (3, 4)]
    let a = try model(steps, names: names, inputs: [0], outputs: [4])
    let b = try model(
      steps, names: names, shapes: ["wide": "[1, 2]"], inputs: [0], outputs: [4])
    #expect(try summary(ModelPairing(a, b)) == ["input x 0 0", "output y 4 4"])
  }

  @Test func whatHoldsNoNumbersIsLeftOutOrRefused() throws {
    let steps = [(from: 0, to: 1), (1, 2)]
    let names = ["x", "t", "y"]
    let a = try model(steps, names: names, inputs: [0], outputs: [2])
    let between = try model(
      steps, names: names, types: ["t": "STRING"], inputs: [0], outputs: [2])
    #expect(try summary(ModelPairing(a, between)) == ["input x 0 0", "output y 2 2"])
    for name in ["x", "y"] {
      let b = try model(steps, names: names, types: [name: "STRING"], inputs: [0], outputs: [2])
      let file = FilePath("b.tflite")
      let failure = #expect(throws: Diagnostic.self) {
        try ModelPairing(a, b, sides: (.a, .b.at(file, in: .litert)))
      }
      #expect(failure?.code == .notComparable)
      #expect(failure?.file == file)
      #expect(failure?.what.contains("'\(name)' of the candidate model is STRING") == true)
    }
  }

  @Test func asManyMustGoInAndComeOut() throws {
    let names = ["x", "v", "y"]
    let one = try model([(0, 2)], names: names, inputs: [0], outputs: [2])
    let twoInputs = try model([(0, 2)], names: names, inputs: [0, 1], outputs: [2])
    let twoOutputs = try model([(0, 2)], names: names, inputs: [0], outputs: [2, 2])
    #expect(
      #expect(throws: Diagnostic.self) { try ModelPairing(one, twoInputs) }?.what
        == "the reference model has 1 input, and the candidate has 2 inputs; the numbers must be equal"
    )
    #expect(
      #expect(throws: Diagnostic.self) { try ModelPairing(one, twoOutputs) }?.what
        == "the reference model has 1 output, and the candidate has 2 outputs; the numbers must be equal"
    )
  }

  @Test func aModelWithoutASubgraphCannotRun() throws {
    let bytes = try Flatc.model(#"{"version": 3, "buffers": [{}], "subgraphs": []}"#)
    let empty = Model(file: try ModelFile(bytes: bytes))
    let failure = #expect(throws: Diagnostic.self) { try ModelPairing(empty, empty) }
    #expect(failure?.what == "the reference model has no subgraph; there must be one to run")
  }
}
