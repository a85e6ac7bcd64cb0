import Foundation
import ModelFormat
import Targeting
import TestSupport
import Testing

/// The profile of the XNNPACK delegate beside what LiteRT itself gives to the delegate.
@Suite struct DelegateConformanceTests {
  /// What LiteRT answers for a model.
  private struct Answer: Decodable {
    let path: String
    let operators: Int?
    let segments: [[Int]]?
    let hidden: [Int]?
  }

  /// The segments of a model's first subgraph, without the operators that the oracle cannot see.
  private struct Comparison {
    let name: String
    let ours: Set<[Int]>
    let theirs: Set<[Int]>

    var words: String {
      "\(name): not in LiteRT \(overClaimed.sorted()), only in LiteRT \(missed.sorted()), "
        + "segments \(ours.count) for \(theirs.count)"
    }

    var isSame: Bool { ours == theirs }
    /// Operators that we place on the delegate and LiteRT does not.
    var overClaimed: Set<Int> { Set(ours.joined()).subtracting(theirs.joined()) }
    /// Operators that LiteRT places on the delegate and we do not.
    var missed: Set<Int> { Set(theirs.joined()).subtracting(ours.joined()) }
  }

  /// Models whose segments differ, each with the reason.
  private static let explained: [String: String] = [:]

  @Test(.enabled(if: Places.corpus != nil, "no folder of real models; TFLENS_CORPUS names one"))
  func segmentsOfRealModelsAreThoseOfLiteRT() throws {
    let corpus = try #require(Places.corpus)
    let folders = [corpus, Places.fixtures, corpus.appending(path: "../cases/real")]
    let comparisons = try Self.comparisons(of: folders.flatMap(Self.models))
    #expect(comparisons.count > 20)
    for comparison in comparisons where Self.explained[comparison.name] == nil {
      #expect(comparison.isSame, "\(comparison.words)")
    }
    let same = comparisons.count(where: \.isSame)
    print("XNNPACK: segments of \(same) of \(comparisons.count) real models as in LiteRT")
  }

  /// One operator each, of many types, shapes and options, drawn with the run's seed.
  @Test func oneOperatorModelsAreDelegatedAsLiteRTDoes() throws {
    let comparisons = try Places.withTemporaryFolder { folder in
      let models = try Program.run(
        Places.python,
        ["-B", Self.oracle("delegate_models.py"), folder.path, "\(Seed.value % 1_000_000)", "300"])
      try #require(models.status == 0, "\(models.errorText)")
      return try Self.comparisons(of: Self.models(in: folder))
    }
    let delegated = comparisons.count { !$0.theirs.isEmpty }
    let said = comparisons.count { !$0.ours.isEmpty }
    let overClaimed = comparisons.filter { !$0.overClaimed.isEmpty }.map(\.name)
    let missed = comparisons.filter { !$0.missed.isEmpty }.map(\.name)
    print(
      "XNNPACK: \(comparisons.count) one-operator models, seed \(Seed.value); said and not so: "
        + "\(overClaimed) of \(said); so and not said: \(missed) of \(delegated)")
    #expect(comparisons.count > 250)
    #expect(overClaimed.count * 50 <= said)
    #expect(missed.count * 50 <= delegated)
  }

  /// Weights and biases that the delegate checks together: whole bytes in a row of 4-bit and 2-bit
  /// weights, and FLOAT16 that a DEQUANTIZE gives to one of both.
  @Test func layersAreDelegatedAsLiteRTDoes() throws {
    let comparisons = try Places.withTemporaryFolder { folder in
      let models = try Program.run(
        Places.python, ["-B", Self.oracle("delegate_weights.py"), folder.path])
      try #require(models.status == 0, "\(models.errorText)")
      return try Self.comparisons(of: Self.models(in: folder))
    }
    #expect(comparisons.count == 26)
    #expect(comparisons.contains { $0.theirs.isEmpty })
    for comparison in comparisons { #expect(comparison.isSame, "\(comparison.words)") }
  }

  private static func oracle(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracles/\(name)").path
  }

  private static func models(in folder: URL) throws -> [String] {
    guard let files = FileManager.default.enumerator(atPath: folder.path) else { return [] }
    return files.compactMap { $0 as? String }.sorted()
      .filter { $0.hasSuffix(".tflite") && !$0.hasPrefix("malformed") }
      .map { folder.appending(path: $0).path }
  }

  private static func comparisons(of models: [String]) throws -> [Comparison] {
    let run = try Program.run(
      Places.python, ["-B", oracle("delegate_nodes.py")],
      input: Data(models.joined(separator: "\n").utf8))
    try #require(run.status == 0, "\(run.errorText)")
    let profile = try TargetProfile.named("xnnpack_delegate")
    return try run.text.split(separator: "\n").compactMap { line in
      let answer = try JSONDecoder().decode(Answer.self, from: Data(line.utf8))
      guard let segments = answer.segments else { return nil }
      let model = Model(file: try ModelFile.open(FilePath(answer.path)))
      let hidden = Set(answer.hidden ?? [])
      var ours: [Int: [Int]] = [:]
      for op in Placement(of: model, on: profile).operators where op.subgraph == 0 {
        if let segment = op.segment, !hidden.contains(op.index) {
          ours[segment, default: []].append(op.index)
        }
      }
      let theirs = segments.map { $0.filter { !hidden.contains($0) } }.filter { !$0.isEmpty }
      return Comparison(
        name: URL(filePath: answer.path).lastPathComponent, ours: Set(ours.values),
        theirs: Set(theirs))
    }
  }
}
