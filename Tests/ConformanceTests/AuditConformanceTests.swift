import Foundation
import TestSupport
import Testing

/// Errors of `tflens audit` beside what LiteRT itself makes of real models.
@Suite struct AuditConformanceTests {
  /// An error must mean that LiteRT does not run the model, by its reference or its default kernels.
  ///
  /// Models that LiteRT refuses for reasons outside the file, an operator that is not linked in say,
  /// may go without.
  @Test(.enabled(if: Places.corpus != nil, "no folder of real models; TFLENS_CORPUS names one"))
  func errorsMeanThatLiteRTDoesNotRunTheModel() throws {
    let corpus = try #require(Places.corpus)
    let models = try FileManager.default.contentsOfDirectory(atPath: corpus.path).sorted()
      .filter { $0.hasSuffix(".tflite") || $0.hasSuffix(".bin") }
      .map { corpus.appending(path: $0).path }
    let oracle = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Oracles/accept_model.py")
    let answers = try Program.run(Places.python, ["-B", oracle.path] + models)
    try #require(answers.status == 0, "\(answers.errorText)")

    var counts = (right: 0, wrong: 0, missed: 0)
    for line in answers.text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      let hasError = try Program.tflens("audit", parts[1], "--format", "csv").status == 1
      switch (parts[0] == "runs", hasError) {
      case (true, true):
        counts.wrong += 1
        Issue.record("LiteRT runs \(parts[1]), and an audit says error")
      case (false, true): counts.right += 1
      case (false, false): counts.missed += 1
      case (true, false): break
      }
    }
    print(
      "audit: \(counts.right) errors of \(counts.right + counts.wrong) mean that LiteRT does not "
        + "run the model; \(counts.missed) models that it does not run have none")
  }
}
