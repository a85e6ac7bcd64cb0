import Foundation
import ModelFormat
import Reporting
import Rewriting
import TestSupport
import Testing

@Suite struct NewFaultsTests {
  private func run(_ pass: any Pass, on file: ModelFile) throws -> PassRunner {
    var runner = PassRunner(try EditableModel(file), check: .audit)
    try runner.run(pass)
    return runner
  }

  // The accuracy of the digits model falls from 447 of 450 to 70: HARD_SWISH may not widen so far.
  @Test func refusesWhatARuleCallsAnError() throws {
    let file = try ModelFile.open(FilePath(Places.fixture("digits_int8")))
    let error = #expect(throws: Diagnostic.self) {
      try run(SetQuantization(.index(48), scale: 50, zeroPoint: -128), on: file)
    }
    #expect(error?.code == .makesError)
    #expect(error?.what.contains("Q035") == true)
    #expect(error?.place.description == "subgraph 0 / operator 1 (HARD_SWISH)")
  }

  private static let stress =
    Places.project.appending(path: "../shared/cases/stress").standardized

  // LiteRT runs both and dies of what came of them.
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: stress.path), "the folder of cases is absent"),
    arguments: ["c18_setq_kills_litert", "mutants/litertrefuses_939b4b0240"])
  func doesNotWriteWhatKillsTheRuntime(_ name: String) throws {
    let file = try ModelFile.open(FilePath(Self.stress.appending(path: "\(name).tflite").path))
    let error = #expect(throws: Diagnostic.self) {
      try run(SetQuantization(.index(2), scale: 1e38, zeroPoint: 255), on: file)
    }
    #expect(error?.code == .notApplicable)
    #expect(
      error?.what.contains("it cannot have this scale and zero point: operator 1 (ADD)") == true)
  }

  @Test func saysWhatWasWrongBefore() throws {
    // A bias of twice the accumulator's steps.
    let model = MatrixModel(biasScales: "scale: [0.25, 0.125], zero_point: [0, 0],")
    let runner = try run(FixBias(), on: model.file)
    #expect(runner.faultsBefore?.map(\.rule) == ["Q003"])
    #expect(runner.faults?.isEmpty == true)
  }

  // MARK: Places

  /// A HARD_SWISH and a RELU behind it.
  private static let chain = GridModel(
    tensors: [.int8("x", 0.1, 3), .int8("y", 0.5, 0), .int8("z", 0.5, 0)],
    operators: [("HARD_SWISH", [0], [1], ""), ("RELU", [1], [2], "")])

  /// Runs a pass on the chain, with faults of one rule at operators that `places` chooses.
  private func run(
    _ pass: any Pass, code: String? = nil, faultsAt places: @escaping @Sendable (Subgraph) -> [Int]
  ) throws -> PassRunner {
    let check = FaultCheck { model in
      places(model.subgraphs[0]).map {
        ModelFault(rule: "Q999", subgraph: 0, op: $0, tensor: nil, code: code, message: "odd")
      }
    }
    let file = try ModelFile(bytes: Flatc.model(Self.chain.json))
    var runner = PassRunner(try EditableModel(file), check: check)
    try runner.run(pass)
    return runner
  }

  private static let coarser = SetQuantization(.name("y"), scale: 0.6, zeroPoint: 0)
  private static let split = SplitHardSwish(.strategy(.relu6))

  @Test func oneFaultLessElsewhereDoesNotMakeUpForANewOne() throws {
    let error = #expect(throws: Diagnostic.self) {
      try run(Self.coarser) { [$0.tensors[1].quantization?.scales.first == 0.5 ? 0 : 1] }
    }
    #expect(error?.code == .makesError)
    #expect(error?.place.description == "subgraph 0 / operator 1 (RELU)")
  }

  @Test func aFaultOfEveryOperatorOfAKindHasNoPlace() throws {
    let runner = try run(Self.coarser, code: "RELU") {
      [$0.tensors[1].quantization?.scales.first == 0.5 ? 0 : 1]
    }
    #expect(runner.faults?.count == 1)
  }

  @Test func anOperatorMayMove() throws {
    let runner = try run(Self.split) { [$0.operators.count - 1] }
    #expect(runner.edited.operatorCount > 2)
    #expect(runner.faultsBefore?.map(\.op) == [1] && runner.faults?.count == 1)
  }

  @Test func whatStandsInThePlaceOfAnOperatorIsKnownByIt() throws {
    #expect(try run(Self.split) { _ in [0] }.faults?.count == 1)
    // Two of the new operators are one fault more than before.
    let error = #expect(throws: Diagnostic.self) {
      try run(Self.split) { $0.operators.count > 2 ? [0, 1] : [0] }
    }
    #expect(error?.place.description.hasPrefix("subgraph 0 / operator 1") == true)
  }

  @Test func nothingIsLookedForWhereNothingChanges() throws {
    let check = FaultCheck { _ in
      Issue.record("an audit")
      return []
    }
    let file = try ModelFile(bytes: Flatc.model(Self.chain.json))
    var runner = PassRunner(try EditableModel(file), check: check)
    try runner.run(FuseHardSwish())
    #expect(runner.steps.isEmpty && runner.faults == nil && runner.faultsBefore == nil)
  }
}
