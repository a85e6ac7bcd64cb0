import Foundation
import TestSupport
import Testing

/// Errors of `tflens audit` beside what LiteRT itself makes of real models.
@Suite struct AuditConformanceTests {
  /// What an audit and the runtime make of one model.
  private struct Verdict {
    let model: String
    /// What LiteRT makes of it with its reference and its default kernels.
    let reference, byDefault: Substring
    /// An error was found, or the file is no model.
    let isRejected: Bool

    var runsByDefault: Bool { byDefault == "runs" }
    var runsAnyhow: Bool { runsByDefault && reference == "runs" }
  }

  /// Models that LiteRT refuses for a reason that is not in the file.
  ///
  /// The shape of its result is an input of the graph, and a run that sets zeros asks for no result.
  private static let refusedForWhatItIsGiven = ["tflite-micro__transpose_conv4.tflite"]

  /// An error must mean that LiteRT does not run the model, by its reference or its default kernels,
  /// and every model that the default kernels do not run must have one.
  @Test(.enabled(if: Places.corpus != nil, "no folder of real models; TFLENS_CORPUS names one"))
  func errorsMeanThatLiteRTDoesNotRunTheModel() throws {
    let corpus = try #require(Places.corpus)
    let verdicts = try Self.verdicts(of: Self.models(in: corpus))
    for verdict in verdicts where verdict.runsAnyhow && verdict.isRejected {
      Issue.record("LiteRT runs \(verdict.model), and an audit says error")
    }
    for verdict in verdicts where !verdict.runsByDefault && !verdict.isRejected {
      if Self.refusedForWhatItIsGiven.contains(verdict.model) { continue }
      Issue.record("LiteRT does not run \(verdict.model), and an audit says no error")
    }
    Self.report(verdicts)
  }

  private static func report(_ verdicts: [Verdict]) {
    let rejected = verdicts.filter(\.isRejected)
    let right = rejected.count { !$0.runsAnyhow }
    let refused = verdicts.filter { !$0.runsByDefault }
    let found = refused.count(where: \.isRejected)
    print(
      """
      audit: \(verdicts.count) models
      precision \(right)/\(rejected.count): models with an error that LiteRT does not run
      recall \(found)/\(refused.count): models that LiteRT does not run that have an error
      """)
  }

  private static func models(in corpus: URL) throws -> [String] {
    try [corpus, corpus.appending(path: "malformed")].flatMap { folder -> [String] in
      guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        .filter { $0.hasSuffix(".tflite") || $0.hasSuffix(".bin") }
        .map { folder.appending(path: $0).path }
    }
  }

  private static func verdicts(of models: [String]) throws -> [Verdict] {
    let oracle = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Oracles/accept_model.py")
    let answers = try Program.run(Places.python, ["-B", oracle.path] + models)
    try #require(answers.status == 0, "\(answers.errorText)")
    return try answers.text.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 2)
      let audit = try Program.tflens(
        "audit", String(parts[2]), "--runtime", "litert", "--format", "csv")
      return Verdict(
        model: URL(filePath: String(parts[2])).lastPathComponent, reference: parts[0],
        byDefault: parts[1], isRejected: audit.status != 0)
    }
  }
}
