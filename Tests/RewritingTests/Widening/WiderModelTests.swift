import Foundation
import ModelFormat
import Rewriting
import TestSupport
import Testing

/// Models in which operators compute in a wider type, held to float operators in LiteRT.
@Suite struct WiderModelTests {
  private static let fixture = Places.fixture("digits_int8")

  @Test(arguments: [(WiderType.float, 45), (.int16, 34)])
  func aWiderOperatorComputesWhatAFloatOneComputes(type: WiderType, count: Int) throws {
    let file = try ModelFile.open(FilePath(Self.fixture))
    let all = try WiderModel(file, [WiderChoice(.all, type)])
    #expect(all.widened.count == count)
    #expect(all.leftAlone.count == 45 - count)
    try Places.withTemporaryFolder { folder in
      for op in all.widened.map(\.op) {
        let wider = try WiderModel(
          file, [WiderChoice(.indices(OperatorIndices("\(op)")), type)])
        let path = folder.appending(path: "\(op).tflite").path
        let output = try OutputFile(FilePath(path), from: file, replacing: false)
        try ModelWriter(EditableModel(wider.model.file)).write(to: output)
      }
      let outcome = try RuntimeOracle.run("check_wider.py", [Self.fixture, folder.path])
      #expect(outcome.status == 0, "\(outcome.errorText)")
      #expect(outcome.text == "\(count) agree\n", "\(outcome.text)")
    }
  }

  /// Wide tensors are passed on; at the ends, and towards other operators, there are codes.
  @Test func neighboursPassWideTensorsOn() throws {
    let file = try Self.model()
    #expect(
      try Self.operators(file, "0,1=float") == [
        "DEQUANTIZE", "RELU", "RELU6", "QUANTIZE", "LOGISTIC",
      ])
    #expect(
      try Self.operators(file, "0=float") == [
        "DEQUANTIZE", "RELU", "QUANTIZE", "RELU6", "LOGISTIC",
      ])
    // The kernel of LOGISTIC writes a fixed int16 scale.
    #expect(
      try Self.operators(file, "all=int16") == [
        "QUANTIZE", "RELU", "RELU6", "LOGISTIC", "QUANTIZE", "QUANTIZE",
      ])
    // Of two choices, the later one counts.
    #expect(
      try Self.operators(file, "all=float", "2=int16") == [
        "DEQUANTIZE", "RELU", "RELU6", "QUANTIZE", "QUANTIZE", "LOGISTIC", "QUANTIZE", "QUANTIZE",
      ])
  }

  @Test func inputsAndOutputsStay() throws {
    let file = try ModelFile.open(FilePath(Self.fixture))
    let before = Model(file: file)
    let wider = try WiderModel(file, [WiderChoice(.all, .float)])
    let (old, new) = (before.subgraphs[0], wider.model.subgraphs[0])
    #expect(wider.model.signatures.map { $0.key?.text } == before.signatures.map { $0.key?.text })
    for (a, b) in [(old.inputs, new.inputs), (old.outputs, new.outputs)] {
      #expect(
        a.map { old.tensors[$0.position].name?.text }
          == b.map { new.tensors[$0.position].name?.text })
      #expect(b.allSatisfy { new.tensors[$0.position].type == .int8 })
    }
    // One DEQUANTIZE of the input, one QUANTIZE of the output.
    #expect(new.operators.count == 47)
  }

  @Test func whatCannotBeWidenedIsToldWithTheReason() throws {
    let file = try ModelFile.open(FilePath(Self.fixture))
    for (choice, reason) in [
      (
        "1=int16",
        "it cannot compute in int16: LiteRT has no kernel of HARD_SWISH from INT16 to INT16"
      ),
      ("45=float", "operator 45 does not exist"),
      ("no such=float", "no tensor is named 'no such'"),
    ] {
      let error = try #require(throws: Diagnostic.self) { try Self.operators(file, choice) }
      #expect(error.what.contains(reason), "\(error.what)")
      #expect(error.code == .wrongArgument || error.code == .noSuchPart)
    }
    let wider = try WiderModel(file, [WiderChoice(.indices(OperatorIndices("0-3")), .int16)])
    #expect(wider.widened.map(\.op) == [0, 2])
    #expect(wider.leftAlone.map(\.op) == [1, 3])
    let float = try ModelFile.open(FilePath(Places.fixture("digits_float32")))
    do {
      _ = try WiderModel(float, [WiderChoice(.all, .float)])
      Issue.record("a float model has nothing to widen")
    } catch { #expect(error.what == "no chosen operator can compute in a wider type") }
  }

  @Test func anOperatorIsFoundByTheNameOfItsOutput() throws {
    #expect(
      try Self.operators(Self.model(), "y=float") == [
        "RELU", "DEQUANTIZE", "RELU6", "QUANTIZE", "LOGISTIC",
      ])
  }

  /// The names of the operators after choices, as they are typed.
  private static func operators(_ file: ModelFile, _ choices: String...) throws -> [String] {
    let parsed = try choices.map { text in
      let parts = text.split(separator: "=").map(String.init)
      let type = try #require(WiderType(rawValue: parts[1]))
      if parts[0] == "all" { return WiderChoice(.all, type) }
      guard let indices = try? OperatorIndices(parts[0]) else {
        return WiderChoice(.output(parts[0]), type)
      }
      return WiderChoice(.indices(indices), type)
    }
    return try WiderModel(file, parsed).model.subgraphs[0].operators.map(\.builtin.name)
  }

  /// RELU, RELU6 and LOGISTIC in a row on int8.
  private static func model() throws -> ModelFile {
    let tensors = ["x", "h", "y", "z"].map {
      let grid =
        $0 == "z" ? "[0.00390625], \"zero_point\": [-128]" : "[0.05], \"zero_point\": [-10]"
      return
        #"{"name": "\#($0)", "type": "INT8", "shape": [1, 4], "quantization": {"scale": \#(grid)}}"#
    }
    let codes = ["RELU", "RELU6", "LOGISTIC"].map { #"{"builtin_code": "\#($0)", "version": 2}"# }
    let operators = (0..<3).map {
      #"{"opcode_index": \#($0), "inputs": [\#($0)], "outputs": [\#($0 + 1)]}"#
    }
    return try ModelFile(
      bytes: Flatc.model(
        """
        {"version": 3, "operator_codes": [\(codes.joined(separator: ", "))], "buffers": [{}],
         "subgraphs": [{"inputs": [0], "outputs": [3], "tensors": [\(tensors.joined(separator: ", "))],
           "operators": [\(operators.joined(separator: ", "))]}]}
        """))
  }
}
