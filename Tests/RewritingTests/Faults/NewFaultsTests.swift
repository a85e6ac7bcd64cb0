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
    let error = #expect(throws: RewriteError.self) {
      try run(SetQuantization(.index(48), scale: 50, zeroPoint: -128), on: file)
    }
    #expect(error?.code == .makesError)
    #expect(error?.what.contains("Q035") == true)
    #expect(error?.place.description == "subgraph 0 / operator 1 (HARD_SWISH)")
  }

  // LiteRT runs both and dies of what came of them.
  @Test(arguments: ["c18_setq_kills_litert", "mutants/litertrefuses_939b4b0240"])
  func doesNotWriteWhatKillsTheRuntime(_ name: String) throws {
    let path = Places.project.appending(path: "../shared/cases/stress/\(name).tflite").standardized
    guard FileManager.default.fileExists(atPath: path.path) else { return }
    let file = try ModelFile.open(FilePath(path.path))
    #expect(throws: RewriteError.self) {
      try run(SetQuantization(.index(2), scale: 1e38, zeroPoint: 255), on: file)
    }
  }

  @Test func saysWhatWasWrongBefore() throws {
    // A bias of twice the accumulator's steps.
    let model = MatrixModel(biasScales: "scale: [0.25, 0.125], zero_point: [0, 0],")
    let runner = try run(FixBias(), on: model.file)
    #expect(runner.faultsBefore.map(\.rule) == ["Q003"])
    #expect(runner.faults.isEmpty)
  }

}
