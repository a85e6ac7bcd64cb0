import Foundation
import TestSupport
import Testing

/// Broken files from the wild: each is an error or a model, never a crash.
@Suite struct MalformedModelTests {
  static let files: [URL] = {
    guard let folder = Places.corpus?.appending(path: "malformed") else { return [] }
    let all = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (all ?? []).filter { $0.pathExtension != "csv" }.sorted { $0.path < $1.path }
  }()

  @Test(
    .enabled(if: !files.isEmpty, "no folder of real models; TFLENS_CORPUS names one"),
    arguments: files, ["inspect", "dump", "hardswish"])
  func isAnErrorOrAModel(file: URL, command: String) throws {
    let outcome = try Program.tflens(command, file.path, "--format", "json")
    #expect([0, 3].contains(outcome.status))
    #expect(outcome.errors.isEmpty == (outcome.status == 0))
    let document = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
    #expect(document?["schema"] as? String == "tflens.\(command)/2")
    #expect((document?["error"] != nil) == (outcome.status == 3))
  }

  /// Places in a model of 79 kB to cut it at: all over the tables, and some of the data.
  @Test(arguments: [7, 8, 100, 4_000, 40_000, 70_000, 78_000, 78_900, 78_967])
  func aModelCutShortIsAnError(byteCount: Int) throws {
    let model = try Data(contentsOf: Places.fixtures.appending(path: "digits_int8.tflite"))
    let outcome = try Program.tflens("inspect", "-", input: model.prefix(byteCount))
    #expect(outcome.status == 3)
    #expect(outcome.output.isEmpty)
  }
}
