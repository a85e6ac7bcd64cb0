import Foundation
import ModelFormat
import Rewriting
import Targeting
import TestSupport
import Testing

@Suite struct TargetRewriteTests {
  private func run(
    _ name: String, for target: String, _ selection: OperatorSelection = .all
  ) throws -> (TargetRewrite, PassRunner)? {
    guard let folder = Places.corpus else { return nil }
    let file = try ModelFile.open(FilePath(folder.appending(path: name + ".tflite").path))
    var runner = PassRunner(try EditableModel(file))
    return (try runner.run(for: try TargetProfile.named(target), among: selection), runner)
  }

  // Of its 54 layers with a scale for each channel, NNAPI takes all but one FULLY_CONNECTED.
  @Test func touchesOnlyWhatTheTargetDoesNotTake() throws {
    guard let (target, runner) = try run("smart-gallery__mobilenetv3", for: "nnapi_delegate") else {
      return
    }
    #expect(target.before.blocked.map(\.index) == [107])
    #expect(target.after.blocked.isEmpty)
    #expect(runner.steps.map(\.change.op) == [107])
    #expect(target.rolledBack == [])
  }

  @Test(arguments: [
    "smart-gallery__mobilenetv3", "smart-gallery__mobilenetv3_multilabel",
    "quantized-mobilenetv3-mnist-android__model_mnist",
  ])
  func leavesWhatNothingWouldFix(_ name: String) throws {
    guard let (target, runner) = try run(name, for: "coreml_delegate") else { return }
    #expect(target.after.coverage.mappedCount == target.before.coverage.mappedCount)
    #expect(runner.steps.isEmpty)
    #expect(throws: Never.self) { try runner.writer() }
  }

  @Test func aSelectionBoundsATarget() throws {
    let selection = OperatorSelection(op: 5)
    guard
      let (target, runner) = try run(
        "smart-gallery__mobilenetv3", for: "nnapi_delegate", selection)
    else { return }
    #expect(runner.steps.isEmpty && target.after.blocked.count == 1)
  }

  // Per-tensor weights would fix one of two reasons; as nothing fixes the other, they are not made.
  @Test func onePassThatFixesHalfIsNotRun() throws {
    guard let (target, runner) = try run("smart-gallery__mobilenetv3", for: "coreml_delegate")
    else { return }
    let kinds = target.before.blocked.compactMap { placed -> [String]? in
      guard case .blocked(let reasons) = placed.outcome else { return nil }
      return reasons.map(\.kind)
    }
    #expect(kinds.contains { $0.contains("per-channel-weights") && $0.count > 1 })
    #expect(!runner.steps.contains { $0.change.pass == "per-tensor-weights" })
  }

  @Test func whatOnlyPreparesForAnotherPassStays() throws {
    // UINT8 weights have one scale: to flatten them maps nothing by itself.
    guard let (target, runner) = try run("smart-gallery__mobilenetv3", for: "generic-uint8-npu")
    else { return }
    #expect(target.before.coverage.mappedCount == 0)
    #expect(target.after.coverage.mappedCount > 100)
    #expect(target.rolledBack == [])
    #expect(Set(runner.steps.map(\.change.pass)).contains("per-tensor-weights"))
    #expect(runner.steps.contains { $0.change.pass == "to-uint8" })
  }
}
