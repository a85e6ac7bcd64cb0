import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import MemoryPlanning

/// Compares plans with the addresses at which LiteRT's own interpreter places tensors, without a delegate.
@Suite struct LiteRTArenaTests {
  /// Where the interpreter places the tensors of a model: address and size, by index.
  private struct Answer: Decodable {
    let path: String
    let places: [String: [Int]]?
  }

  @Test func placesTensorsAsTheRuntimeDoesInTheFixtures() throws {
    try compare(Self.models(in: Places.fixtures), atLeast: 20)
  }

  @Test func placesTensorsAsTheRuntimeDoesInRandomGraphs() throws {
    try Places.withTemporaryFolder { folder in
      let made = try Program.run(
        Places.python, ["-B", MemoryOracle.path("random_graphs.py"), folder.path, "16", "100"])
      try #require(made.status == 0, "\(made.errorText)")
      try compare(Self.models(in: folder), atLeast: 25)
    }
  }

  /// LiteRT dequantizes constants once and keeps the results, in an arena of their own.
  @Test func dequantizedConstantsStandElsewhere() throws {
    let path = Places.fixture("digits_float16")
    let model = Model(file: try ModelFile.open(FilePath(path)))
    let arena = LiteRTArena(model)
    let answers: [Answer] = try MemoryOracle.ask("litert_memory.py", [path])
    let places = try #require(answers.first?.places)
    let placed = arena.offsets.indices.filter { arena.offsets[$0] != nil }
      .compactMap { places["\($0)"] }
    let low = try #require(placed.map { $0[0] }.min())
    let high = try #require(placed.map { $0[0] + $0[1] }.max())
    #expect(placed.count > 20 && (0..<64).contains(arena.arenaByteCount - (high - low)))
    let kept = model.subgraphs[0].operators.filter { $0.builtin == .dequantize }
      .compactMap { places["\($0.outputs[0].rawValue)"] }
    #expect(kept.count == 45 && kept.allSatisfy { !(low..<high).contains($0[0]) })
    let byteCount = kept.reduce(0) { $0 + $1[1] }
    #expect((byteCount..<byteCount + 64 * kept.count).contains(arena.persistentByteCount))
  }

  /// A custom operator may allocate what it likes: TFLite_Detection_PostProcess does.
  @Test func customOperatorsAreNamed() throws {
    let json = """
      {version: 3, operator_codes: [{deprecated_builtin_code: 32, custom_code: "Mine", builtin_code: CUSTOM}],
       buffers: [{}], subgraphs: [{inputs: [0], outputs: [1],
         tensors: [{name: "a", shape: [1, 4]}, {name: "b", shape: [1, 4]}],
         operators: [{inputs: [0], outputs: [1]}]}]}
      """
    let model = Model(file: try ModelFile(bytes: Flatc.model(json)))
    #expect(LiteRTArena(model).operatorsWithTemporaries == ["CUSTOM"])
  }

  /// Holds plans in which nothing is left out to be exact, but for one in five: the order of small buffers is not always
  /// known.
  private func compare(_ models: [String], atLeast wanted: Int) throws {
    var compared = 0
    var differences: [String] = []
    let answers: [Answer] = try MemoryOracle.ask("litert_memory.py", models)
    for answer in answers {
      guard let places = answer.places else { continue }
      let model = Model(file: try ModelFile.open(FilePath(answer.path)))
      let sizes = TensorSizes(model)
      let arena = LiteRTArena(model, sizes, Lifetimes(model, sizes))
      guard arena.operatorsWithTemporaries.isEmpty else { continue }
      compared += 1
      if let difference = Self.difference(arena.offsets, places) {
        differences.append("\(answer.path): \(difference)")
      }
    }
    #expect(compared >= wanted)
    #expect(differences.count * 5 <= compared, "\(differences.joined(separator: "\n"))")
  }

  /// The first tensor that has another place, counted from the first that has one.
  private static func difference(_ offsets: [Int?], _ places: [String: [Int]]) -> String? {
    var base: Int?
    for (tensor, offset) in offsets.enumerated() {
      guard let offset, let place = places["\(tensor)"] else { continue }
      base = base ?? place[0] - offset
      if let base, place[0] - base != offset {
        return "tensor \(tensor) at \(place[0] - base), not at \(offset)"
      }
    }
    return nil
  }

  private static func models(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".tflite") }.sorted().map { folder.appending(path: $0).path }
  }
}
