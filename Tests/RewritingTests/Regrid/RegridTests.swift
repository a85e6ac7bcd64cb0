import Foundation
import ModelFacts
import QuantMath
import TestSupport
import Testing

@testable import ModelFormat
@testable import Rewriting

/// What follows when the output of a HARD_SWISH gets another grid, and what keeps it from that.
@Suite struct RegridTests {
  /// A model of a HARD_SWISH from tensor 0, `x`, to tensor 1, `y`, and what reads that.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let model: GridModel
    let reason: String

    init(
      _ why: String, _ tensors: [GridModel.Tensor], _ operators: [GridModel.Step],
      _ reason: String = "", _ change: (inout GridModel) -> Void = { _ in }
    ) {
      testDescription = why
      model = RegridTests.model(tensors, operators, change)
      self.reason = reason
    }
  }

  private static func model(
    _ tensors: [GridModel.Tensor], _ operators: [GridModel.Step],
    _ change: (inout GridModel) -> Void = { _ in }
  ) -> GridModel {
    var model = GridModel(
      tensors: [.int8("x", 0.1, 3), .int8("y", 0.5, 0)] + tensors,
      operators: [("HARD_SWISH", [0], [1], "")] + operators)
    change(&model)
    return model
  }

  @Test(arguments: [
    Case("an ADD takes any grid", [.int8("o", 0.5, 0)], [("ADD", [1, 0], [2], "")]),
    Case("so does a MUL by itself", [.int8("o", 0.5, 0)], [("MUL", [1, 1], [2], "")]),
    Case("and one that rescales on its way out", [.int8("o", 0.3, 0)], [("MEAN", [1], [2], "")]),
    Case("a matrix of activations", [.int8("o", 0.3, 0)], [("BATCH_MATMUL", [1, 0], [2], "")]),
    Case(
      "a convolution without a bias", [.weights, .int8("o", 0.3, 0)],
      [("CONV_2D", [1, 2], [3], "")]),
    Case(
      "a RESHAPE carries it on", [.int8("r", 0.5, 0), .int8("o", 0.3, 0)],
      [("RESHAPE", [1], [2], ""), ("ABS", [2], [3], "")]),
    Case(
      "and a SPLIT to each of its outputs",
      [
        .of("name: \"axis\", type: \"INT32\", shape: [], buffer: 3"), .int8("r", 0.5, 0),
        .int8("s", 0.5, 0), .int8("o", 0.3, 0),
      ],
      [("SPLIT", [2, 1], [3, 4], ""), ("ADD", [3, 4], [5], "")]),
  ])
  func follows(_ c: Case) throws {
    let run = try PassRun(RequantizeHardSwish(.tight), onJSON: c.model.json)
    #expect(run.reasons == [] && run.runner.steps.count == 1)
    let tensors = run.after.subgraphs[0].tensors
    let scale = tensors[1].quantization?.scales.first
    #expect(scale != 0.5)
    // Everything that had the old grid of `y` has the new one; nothing else has changed.
    for (old, new) in zip(run.before.subgraphs[0].tensors, tensors) {
      let followed = old.quantization?.scales == [0.5]
      let isFree = ["o", "x"].contains(old.name?.text)
      #expect(
        new.quantization?.scales.first
          == (followed && !isFree ? scale : old.quantization?.scales.first))
    }
  }

  @Test(arguments: [
    Case(
      "callers read it", [], [],
      "it is an output of the model, whose scale and zero point callers rely on"),
    Case(
      "callers read what carries it", [.int8("r", 0.5, 0)], [("RESHAPE", [1], [2], "")],
      "tensor 2 (r), which has the same codes, is an output of the model, whose scale and zero point "
        + "callers rely on"),
    Case(
      "a signature gives it away", [.int8("o", 0.5, 0)], [("ABS", [1], [2], "")],
      "it is an output of the model, whose scale and zero point callers rely on"
    ) {
      $0.more = """
        signature_defs: [{signature_key: "s", inputs: [{name: "x", tensor_index: 0}],
          outputs: [{name: "y", tensor_index: 1}]}],
        """
    },
    Case(
      "a CONCATENATION reads something else as well", [.int8("o", 0.5, 0)],
      [("CONCATENATION", [1, 0], [2], "")],
      "operator 1 (CONCATENATION) passes codes on between tensors with different scales or zero points"
    ),
    Case(
      "a PADV2 has a constant among its operands", [.int8("o", 0.5, 0)],
      [("PADV2", [1, 0, 0], [2], "")],
      "operator 1 (PADV2) passes codes on between tensors with different scales or zero points"),
    Case(
      "what carries it has another grid already", [.int8("r", 0.4, 0), .int8("o", 0.5, 0)],
      [("RESHAPE", [1], [2], ""), ("ABS", [2], [3], "")],
      "operator 1 (RESHAPE) passes codes on between tensors with different scales or zero points"),
    Case(
      "what carries it has no grid",
      [.of("name: \"r\", type: \"INT8\", shape: [16]"), .int8("o", 0.5, 0)],
      [("RESHAPE", [1], [2], ""), ("ABS", [2], [3], "")],
      "operator 1 (RESHAPE) passes codes on between tensors with different scales or zero points"),
    Case(
      "a LOCAL_RESPONSE_NORMALIZATION is unknown", [.int8("o", 0.5, 0)],
      [("LOCAL_RESPONSE_NORMALIZATION", [1], [2], "")],
      "operator 1 (LOCAL_RESPONSE_NORMALIZATION) is not known to work with another scale and zero point"
    ),
    Case(
      "it is somebody's weights", [.int8("o", 0.5, 0)], [("CONV_2D", [0, 1], [2], "")],
      "operator 1 (CONV_2D) reads it as input 1, which is not a data input"),
    Case(
      "two operators write it", [.int8("o", 0.5, 0)],
      [("ABS", [0], [1], ""), ("ABS", [1], [2], "")], "it is written by two operators"),
    Case(
      "it is kept from run to run", [.int8("o", 0.5, 0)], [("ABS", [1], [2], "")],
      "it keeps its value between runs"
    ) { $0.tensors[1] = .int8("y", 0.5, 0, ", is_variable: true") },
    Case(
      "a bias is computed", [.weights, .bias("b", 0.5), .int8("o", 0.3, 0)],
      [("ABS", [0], [3], ""), ("CONV_2D", [1, 2, 3], [4], "")],
      "the bias of operator 2 (CONV_2D) is not a constant in this file"),
    Case(
      "a bias is shorter than its shape says", [.weights, .bias("b", 0.5), .int8("o", 0.3, 0)],
      [("CONV_2D", [1, 2, 3], [4], "")],
      "the bias of operator 1 (CONV_2D) is INT32, 12 bytes; it must be INT32 or INT64, one value per element"
    ) { $0.bias = [1, 2, 3] },
    Case(
      "a code of a bias would not fit", [.weights, .bias("b", 0.5), .int8("o", 0.3, 0)],
      [("CONV_2D", [1, 2, 3], [4], "")],
      "a code of the bias of operator 1 (CONV_2D) would not fit in its type"
    ) { $0.bias = [1, 2, .min, 4] },
    Case(
      "a bias has scales for other channels",
      [
        .weights,
        .of(
          "name: \"b\", type: \"INT32\", shape: [4], buffer: 2, "
            + "quantization: {scale: [1, 2, 3], zero_point: [0, 0, 0]}"),
        .int8("o", 0.3, 0),
      ], [("CONV_2D", [1, 2, 3], [4], "")],
      "the bias of operator 1 (CONV_2D) has 3 scales, and the weights have 4"),
    Case(
      "a multiplier that XNNPACK refuses",
      [.weights, .int8("o", 0.000_01, 0)], [("CONV_2D", [1, 2], [3], "")],
      "operator 1 (CONV_2D): input scale x weight scale / output scale would be 2485.2942; it must "
        + "be below 256"
    ) {
      // y reaches from -0.375 to 12.3, so its scale becomes 0.0499.
      $0.tensors[0] = .int8("x", 0.1, 4)
    },
  ])
  func staysWithItsReason(_ c: Case) throws {
    let run = try PassRun(RequantizeHardSwish(.tight), onJSON: c.model.json)
    #expect(run.runner.steps.isEmpty)
    #expect(run.reasons == [c.reason])
    // Asked for by its position, it is an error with the same reason.
    do {
      _ = try PassRun(
        RequantizeHardSwish(.tight, selection: OperatorSelection(op: 0)), onJSON: c.model.json)
      Issue.record("no error")
    } catch let error as Diagnostic {
      #expect(error == .notApplicable("", at: Place(), fix: ""))
      #expect(error.what.hasSuffix(c.reason))
    }
  }

  @Test func aBodyOfControlFlowKeepsItsEnds() throws {
    let model = Self.model([], [])
    let body = model.json.components(separatedBy: "subgraphs: [{")[1]
    let json = model.json.replacing(
      "subgraphs: [{",
      with: """
        subgraphs: [{inputs: [0], outputs: [1],
          tensors: [\(model.tensors.map(\.json).joined(separator: ","))],
          operators: [{opcode_index: 1, inputs: [0], outputs: [1], builtin_options_type: "CallOptions",
            builtin_options: {subgraph: 1}}]}, {
        """
    ).replacing("operator_codes: [", with: "operator_codes: [")
    let whole = json.replacing("version: 2}],", with: "version: 2}, {builtin_code: \"CALL\"}],")
    #expect(!body.isEmpty)
    let run = try PassRun(RequantizeHardSwish(.tight), onJSON: whole)
    #expect(
      run.reasons == [
        "it is passed between subgraphs, and each has its own scale and zero point"
      ])
  }

  /// A bias that two convolutions read, one of them on the grid that changes.
  @Test func aSharedBiasIsCopied() throws {
    let model = Self.model(
      [.weights, .bias("b", 0.5), .int8("o", 0.3, 0), .int8("z", 0.5, 0), .int8("p", 0.3, 0)],
      [
        ("CONV_2D", [1, 2, 3], [4], ""), ("ABS", [0], [5], ""), ("CONV_2D", [5, 2, 3], [6], ""),
      ]
    ) { $0.outputs = [4, 6] }
    let run = try PassRun(RequantizeHardSwish(.tight), onJSON: model.json)
    #expect(run.reasons == [] && run.runner.steps.count == 1)
    let after = run.after.subgraphs[0]
    let (changed, kept) = (after.operators[1].inputs[2], after.operators[3].inputs[2])
    #expect(kept.rawValue == 3 && changed.rawValue == 7)
    #expect(try codes(kept, of: run.after) == [7, -900, 100_000, 3])
    #expect(after.tensors[3].quantization?.scales == [0.25, 0.125, 0.0625, 0.03125])
    // numpy: np.float32((hswish(.1*(127-3)) + .375)/255) and round(code * .5 / scale).
    let scale = try #require(after.tensors[1].quantization?.scales.first)
    let expected = [7.0, -900, 100_000, 3].map { Int32(($0 * 0.5 / Double(scale)).rounded()) }
    #expect(try codes(changed, of: run.after) == expected)
    #expect(
      after.tensors[7].quantization?.scales == [0.5, 0.25, 0.125, 0.0625].map { $0 * scale })
    #expect(after.tensors[7].name?.text == "b_2")
    // The weights are one tensor still, in the buffer that it had.
    #expect(after.operators[1].inputs[1] == after.operators[3].inputs[1])
  }

  /// A buffer that another tensor uses as well is left as it is.
  @Test func dataThatTwoTensorsShareIsCopied() throws {
    let model = Self.model(
      [.weights, .bias("b", 0.5), .int8("o", 0.3, 0), .bias("c", 0.5), .int8("p", 0.3, 0)],
      [("CONV_2D", [1, 2, 3], [4], ""), ("CONV_2D", [0, 2, 5], [6], "")]
    ) { $0.outputs = [4, 6] }
    let run = try PassRun(RequantizeHardSwish(.tight), onJSON: model.json)
    #expect(run.reasons == [] && run.runner.steps.count == 1)
    #expect(try codes(TensorIndex(rawValue: 5), of: run.after) == [7, -900, 100_000, 3])
    #expect(try codes(TensorIndex(rawValue: 3), of: run.after) != [7, -900, 100_000, 3])
    #expect(run.after.subgraphs[0].tensors.count == run.before.subgraphs[0].tensors.count)
  }

  /// Data is made piece by piece, from wherever a piece begins.
  @Test func rescaledDataIsTheSameInAnyPieces() throws {
    let run = try PassRun(
      RequantizeHardSwish(.tight), onJSON: Self.convolution.json)
    let bias = try codes(TensorIndex(rawValue: 3), of: run.after)
    let buffers = try #require(run.runner.edited.root.buffers)
    let found = buffers.compactMap { buffer -> ComputedData? in
      guard case .computed(let data)? = buffer.data else { return nil }
      return data
    }
    let computed = try #require(found.first)
    let whole = bias.flatMap { code in withUnsafeBytes(of: code.littleEndian) { Array($0) } }
    for start in 0..<16 {
      for end in start...16 {
        var piece = [UInt8](repeating: 0xaa, count: end - start)
        piece.withUnsafeMutableBytes { computed.fill(start, $0) }
        #expect(piece == Array(whole[start..<end]))
      }
    }
  }

  /// Each site costs what follows from it, not what the model holds: 4,000 take 4 seconds in a build
  /// for debugging, and would take many minutes if any step looked at all of them.
  @Test(.timeLimit(.minutes(3))) func manySitesCostWhatTheyAre() throws {
    let count = 4000
    var model = GridModel(tensors: [.int8("x", 0.1, 3)], operators: [])
    for i in 0..<count {
      let first = model.tensors.count
      model.tensors += [.int8("y\(i)", 0.5, 0), .int8("o\(i)", 0.3, 0)]
      model.operators += [("HARD_SWISH", [0], [first], ""), ("ABS", [first], [first + 1], "")]
    }
    let file = try ModelFile(bytes: Flatc.model(model.json))
    var draft = Draft(try EditableModel(file), as: Model(file: file))
    #expect(try RequantizeHardSwish(.tight).run(on: &draft).changes.count == count)
  }

  static let convolution = model(
    [.weights, .bias("b", 0.5), .int8("o", 0.3, 0)], [("CONV_2D", [1, 2, 3], [4], "")])

  private func codes(_ tensor: TensorIndex, of model: Model) throws -> [Int32] {
    let data = try #require(model.subgraphs[0].tensors[tensor.position].data)
    return Array(data.scalars(of: Int32.self))
  }
}
