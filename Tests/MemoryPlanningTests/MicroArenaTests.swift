import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import MemoryPlanning

/// Compares arenas with what TFLite Micro's own interpreter allocates, in the Python package `tflite-micro`.
@Suite struct MicroArenaTests {
  /// What the interpreter says of a model.
  private struct Answer: Decodable {
    let path: String
    let error: String?
    let head: Int?
    let tail: Int?
    let minimum: Int?
  }

  @Test func isThatOfTheRuntimeForTheFixtures() throws {
    try compare(Self.models(in: Places.fixtures), atLeast: 23)
  }

  @Test(.enabled(if: Places.corpus != nil, "no folder of real models; TFLENS_CORPUS names one"))
  func isThatOfTheRuntimeForRealModels() throws {
    try compare(Self.models(in: #require(Places.corpus)), atLeast: 1)
  }

  @Test func isThatOfTheRuntimeForRandomGraphs() throws {
    try Places.withTemporaryFolder { folder in
      let seed = ProcessInfo.processInfo.environment["TFLENS_SEED"] ?? "15"
      let made = try Program.run(
        Places.python, ["-B", MemoryOracle.path("random_graphs.py"), folder.path, seed, "300"])
      try #require(made.status == 0, "\(made.errorText)")
      try compare(Self.models(in: folder), atLeast: 280)
    }
  }

  /// An arena of the smallest size that the runtime takes, found by bisection.
  @Test func knowsTheSmallestArenaThatIsEnough() throws {
    let models = try Self.models(in: Places.fixtures)
    let answers: [Answer] = try MemoryOracle.ask("micro_memory.py", ["--minimum"] + models)
    for answer in answers {
      guard let minimum = answer.minimum else { continue }
      let arena = try Self.arena(of: answer.path)
      #expect(abs(arena.minimumByteCount - minimum) <= 16, "\(answer.path)")
    }
  }

  private func compare(_ models: [String], atLeast count: Int) throws {
    let answers: [Answer] = try MemoryOracle.ask("micro_memory.py", models)
    try #require(answers.count == models.count)
    var compared = 0
    for answer in answers where answer.error == nil {
      let arena = try Self.arena(of: answer.path)
      #expect(arena.headByteCount == answer.head, "\(answer.path)")
      compared += 1
      // What custom operators keep is not known.
      guard arena.unknowns.isEmpty else { continue }
      #expect(arena.tailByteCount == answer.tail, "\(answer.path): \(arena.tail)")
    }
    #expect(compared >= count, "the runtime rejects too many models for a comparison")
  }

  private static func arena(of path: String) throws -> MicroArena {
    let model = Model(file: try ModelFile.open(FilePath(path)))
    let sizes = TensorSizes(model)
    return MicroArena(
      model, sizes, Lifetimes(model, sizes), .pythonPackage, plan: OfflinePlan(model))
  }

  private static func models(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { [".tflite", ".bin"].contains(where: $0.hasSuffix) }
      .sorted().map { folder.appending(path: $0).path }
  }
}
