import Foundation
import ModelFacts
import ModelFormat
import QuantMath
import TestSupport
import Testing

@testable import Rewriting

@Suite struct SetQuantizationTests {
  private static let model = GridModel(
    tensors: [
      .int8("x", 0.1, 3), .int8("y", 0.5, 0), .int8("s", 0.5, 0), .weights, .bias("b", 0.5),
      .int8("o", 0.3, 0),
    ],
    operators: [
      ("HARD_SWISH", [0], [1], ""), ("RELU", [1], [2], ""), ("CONV_2D", [2, 3, 4], [5], ""),
    ])

  @Test func aHardSwishIsComparedWithTheRealFunctionToo() throws {
    let run = try PassRun(
      SetQuantization(.name("y"), scale: 0.05, zeroPoint: -120), onJSON: Self.model.json)
    let change = try #require(run.runner.steps.first?.change)
    #expect(change.pass == "set-quantization" && change.op == 0 && change.operators == [])
    #expect(change.detail == "tensor 1 (y): scale 0.5 -> 0.05, zero point 0 -> -120")
    let codes = try codes(of: run)
    #expect(codes.codes == 256 && codes.reference.maxErrorCodesVsReal == 1)
    // Half of an old step is five of the new ones, but one of the coarser grid's is as far as it is.
    #expect((0.4...1.1).contains(codes.reference.maxErrorCodes))
    #expect(run.after.subgraphs[0].tensors[1].quantization?.zeroPoints == [-120])
  }

  @Test func anotherElementwiseMakerHasItsTable() throws {
    let run = try PassRun(
      SetQuantization(.index(2), scale: 0.25, zeroPoint: -128), onJSON: Self.model.json)
    let codes = try codes(of: run)
    #expect(codes.reference.maxErrorCodesVsReal == nil && codes.paths[.defaultX86] != nil)
    // RELU of -64...63.5 in steps of 0.5 is exact on steps of 0.25 but for what is past 63.75.
    #expect(codes.reference.maxErrorCodes == 0 && codes.reference.codesChanged == 0)
    let detail = "tensor 2 (s): scale 0.5 -> 0.25, zero point 0 -> -128; 1 bias rescaled"
    #expect(run.runner.steps.map(\.change.detail) == [detail])
    let bias = try #require(run.after.subgraphs[0].tensors[4].data)
    #expect(Array(bias.scalars(of: Int32.self)) == [14, -1800, 200_000, 6])
  }

  /// The kernel rounds its own sums again: on a wider scale the old codes clamp what the new ones do
  /// not.
  @Test func aMatrixOperatorIsBoundedByItsSums() throws {
    let run = try PassRun(
      SetQuantization(.name("o"), scale: 0.6, zeroPoint: 10), onJSON: Self.model.json)
    // By hand: weights 1...4, 5...8, ... times 0.5, 0.25, 0.125, 0.0625 and inputs of -64...63.5 in all
    // four channels reach past both ends, -38.4...38.1 and -82.8...70.2: 44.4 apart at the lower one.
    // Factors of 0.25 / 0.3 and 0.25 / 0.6 leave kernels that cut off before they round a whole step of
    // each: 0.3 + 0.6; together 151 old steps and 75.5 new ones.
    let found = try bound(of: run)
    #expect(abs((found.maxErrorCodes ?? 0) - 151) < 0.01)
    #expect(abs((found.maxErrorNewSteps ?? 0) - 75.5) < 0.005)
    #expect(found.basis == .bounded)
    #expect(
      run.runner.steps[0].change.detail
        == "tensor 5 (o): scale 0.3 -> 0.6, zero point 0 -> 10; callers of the model see "
        + "the new scale and zero point")
  }

  /// ADD, SUB and MUL of two tensors are computed, by every kernel, also where one is repeated.
  @Test(arguments: ["ADD", "SUB", "MUL"])
  func aPairOfInputsIsComputed(op: String) throws {
    let row = GridModel.Tensor.of(
      "name: \"r\", type: \"INT8\", shape: [4], quantization: {scale: [0.1], zero_point: [0]}")
    let model = GridModel(
      tensors: [.int8("x", 0.1, 3), row, .int8("o", 0.5, 0)], operators: [(op, [0, 1], [2], "")],
      inputs: [0, 1])
    let run = try PassRun(
      SetQuantization(.name("o"), scale: 0.25, zeroPoint: 0), onJSON: model.json)
    let codes = try codes(of: run)
    #expect(codes.codes == 65_536)
    #expect(Set(codes.paths.keys) == Set(RuntimeKernels.allCases).subtracting([.reference]))
  }

  /// The caller rounds its values to the new scale: half a step of each, and what the old one clamped.
  @Test func anInputOfTheModelMayBeChosen() throws {
    let run = try PassRun(
      SetQuantization(.name("x"), scale: 0.2, zeroPoint: 3), onJSON: Self.model.json)
    #expect(run.runner.steps.map(\.change.op) == [nil])
    // -13.1...12.4 and -26.2...24.8: 13.1 apart at the lower end, then 0.05 + 0.1.
    #expect(abs((try bound(of: run).maxErrorCodes ?? 0) - 132.5) < 0.02)
  }

  /// Every tensor of the digits model that may have another grid gets one, one after the other.
  @Test func aWholeNetworkStillRuns() throws {
    let file = try ModelFile.open(FilePath(Places.fixture("digits_int8")))
    var runner = PassRunner(try EditableModel(file))
    var refused: [String] = []
    for tensor in Model(file: file).subgraphs[0].tensors where !tensor.isConstant {
      guard let scale = tensor.quantization?.scales.first,
        let zeroPoint = tensor.quantization?.zeroPoints.first
      else { continue }
      do throws(Diagnostic) {
        try runner.run(
          SetQuantization(
            .index(Int(tensor.index.rawValue)), scale: scale * 1.05, zeroPoint: zeroPoint))
      } catch {
        refused.append(error.what)
      }
    }
    #expect(refused == [] && runner.steps.count == 46)
    let outcome = try Places.withTemporaryFolder { folder in
      let (new, facts) = (folder.appending(path: "new"), folder.appending(path: "facts"))
      let output = try OutputFile(FilePath(new.path), from: file, replacing: false)
      try ModelWriter(runner.edited).write(to: output)
      try Data("[]".utf8).write(to: facts)
      let images = Places.fixtures.appending(path: "digits_test.npz").path
      return try RuntimeOracle.run(
        "check_requantized.py",
        [Places.fixture("digits_int8"), new.path, facts.path, images])
    }
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
    print("all scales 5 % larger: \(outcome.text)")
  }

  @Test func changesNothingTheSecondTime() throws {
    let pass = SetQuantization(.name("s"), scale: 0.25, zeroPoint: -128)
    let once = try PassRun([pass], on: ModelFile(bytes: Flatc.model(Self.model.json)))
    #expect(try PassRun([pass], on: once.after.file).runner.steps.isEmpty)
  }

  /// The convolution applies a function that the schema does not have.
  private static let withNewActivation = GridModel(
    tensors: model.tensors,
    operators: model.operators.dropLast() + [
      (
        "CONV_2D", [2, 3, 4], [5],
        #", builtin_options_type: "Conv2DOptions", builtin_options: {fused_activation_function: 6}"#
      )
    ])

  @Test func doesNotBoundAnUnknownActivation() throws {
    let model = Model(file: try ModelFile(bytes: Flatc.model(Self.withNewActivation.json)))
    let graph = GraphIndex(model.subgraphs[0])
    do throws(Reason) {
      _ = try LayerOperands(graph.subgraph.operators[2], in: graph)
      Issue.record("no reason")
    } catch {
      #expect(error.words == "its activation UNKNOWN(6) is not known")
    }
  }

  struct Refusal: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let pass: SetQuantization
    let what: String
    var error = Diagnostic.notApplicable("", at: Place(), fix: "")
    var model = SetQuantizationTests.model
  }

  @Test(arguments: [
    Refusal(
      testDescription: "constants", pass: SetQuantization(.name("w"), scale: 1, zeroPoint: 0),
      what:
        "it cannot have this scale and zero point: it is a constant, whose codes would have to change too"
    ),
    Refusal(
      testDescription: "plain integers", pass: SetQuantization(.name("b"), scale: 1, zeroPoint: 0),
      what: "it cannot have this scale and zero point: it is INT32; it must be INT8, UINT8 or INT16"
    ),
    Refusal(
      testDescription: "a zero point that is no code",
      pass: SetQuantization(.name("y"), scale: 1, zeroPoint: 128),
      what:
        "it cannot have this scale and zero point: the zero point would be 128; it must be a code, -128 to 127"
    ),
    Refusal(
      testDescription: "no code in 64 bits either",
      pass: SetQuantization(.name("y"), scale: 1, zeroPoint: .min),
      what:
        "it cannot have this scale and zero point: the zero point would be -9223372036854775808; it must be a "
        + "code, -128 to 127"),
    Refusal(
      testDescription: "no scale", pass: SetQuantization(.name("y"), scale: 0, zeroPoint: 0),
      what:
        "it cannot have this scale and zero point: the scale would be 0.0; it must be a positive number"
    ),
    Refusal(
      testDescription: "a scale too fine for a float to be normal",
      pass: SetQuantization(.name("y"), scale: Float("1e-40") ?? 0, zeroPoint: 0),
      what:
        "it cannot have this scale and zero point: the scale would be 1e-40; it must be a positive number, "
        + "not a subnormal"),
    Refusal(
      testDescription: "a ratio that HARD_SWISH refuses",
      pass: SetQuantization(.name("y"), scale: 0.000_5, zeroPoint: 0),
      what:
        "it cannot have this scale and zero point: operator 0 (HARD_SWISH): the input scale must be less than "
        + "128 times the output scale: input scale 0.1, output scale 0.0005"),
    Refusal(
      testDescription: "an activation newer than the schema",
      pass: SetQuantization(.name("o"), scale: 0.6, zeroPoint: 0),
      what:
        "it cannot have this scale and zero point: operator 2 (CONV_2D): its activation UNKNOWN(6) is not known",
      model: withNewActivation),
    Refusal(
      testDescription: "a name that nobody has",
      pass: SetQuantization(.name("q\u{1b}"), scale: 1, zeroPoint: 0),
      what: "no tensor is named 'q\\x1b'", error: .noSuchPart("")),
    Refusal(
      testDescription: "a position past the end",
      pass: SetQuantization(.index(6), scale: 1, zeroPoint: 0),
      what: "tensor 6 does not exist; subgraph 0 has 6, with indices 0 to 5", error: .noSuchPart("")
    ),
    Refusal(
      testDescription: "a subgraph that is not there",
      pass: SetQuantization(.index(0), subgraph: 1, scale: 1, zeroPoint: 0),
      what: "subgraph 1 does not exist; the model has 1, with index 0", error: .noSuchPart("")),
    Refusal(
      testDescription: "what a LOGISTIC writes",
      pass: SetQuantization(.index(1), scale: 1, zeroPoint: 0),
      what:
        "it cannot have this scale and zero point: operator 0 (LOGISTIC) always has the output scale 1/256",
      model: two("LOGISTIC")),
    Refusal(
      testDescription: "an ADD that would crash the process",
      pass: SetQuantization(.name("a"), scale: 100_000, zeroPoint: 0),
      what: "it cannot have this scale and zero point: operator 0 (ADD): "
        + "the larger input scale must be less than 2^19 (8 bits) or 2^14 (16 bits) times the output "
        + "scale, and all three scales more than 0; the process crashes: "
        + "scales 100000.0 + 100000.0 -> 0.1", model: two("ADD")),
    Refusal(
      testDescription: "two tensors of one name",
      pass: SetQuantization(.name("a"), scale: 1, zeroPoint: 0),
      what: "2 tensors are named 'a': tensor 0 of subgraph 0, tensor 1 of subgraph 0"
        + "; the name must be unique",
      error: .noSuchPart(""),
      model: GridModel(tensors: [.int8("a", 1, 0), .int8("a", 2, 0)], operators: [])),
  ])
  func saysWhyNot(_ r: Refusal) throws {
    do {
      _ = try PassRun(r.pass, onJSON: r.model.json)
      Issue.record("no error")
    } catch let error as Diagnostic {
      #expect(error == r.error && error.what == r.what)
    }
  }

  private static func two(_ op: String) -> GridModel {
    let inputs = op == "ADD" ? [0, 0] : [0]
    return GridModel(
      tensors: [.int8("a", 0.1, 0), .int8("b", 0.1, 0)], operators: [(op, inputs, [1], "")])
  }

  private func bound(of run: PassRun) throws -> BoundCertificate {
    guard case .bound(let bound)? = run.runner.steps.first?.certificate else {
      Issue.record("no bound")
      throw CancellationError()
    }
    return bound
  }

  private func codes(of run: PassRun) throws -> CodesCertificate {
    guard case .codes(let codes)? = run.runner.steps.first?.certificate else {
      Issue.record("no codes")
      throw CancellationError()
    }
    return codes
  }
}
