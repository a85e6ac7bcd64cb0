import Foundation
import TestSupport
import Testing

/// Reordered models compute the same in both runtimes, and need no more memory in either.
@Suite struct ReorderTests {
  private struct Answer: Decodable {
    let head: Int?
  }

  /// Models with several inputs and outputs, variables, control flow and scratch buffers.
  @Test func computesTheSameInBothRuntimes() throws {
    try Places.withTemporaryFolder { folder in
      let random = try Self.python(
        "MemoryPlanningTests", "random_graphs", [folder.path, "23", "60"])
      try #require(random.status == 0, "\(random.errorText)")
      let small = try Self.python(
        "CommandTests", "best_order", ["make", folder.path, "3", "30"])
      try #require(small.status == 0, "\(small.errorText)")
      let models = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      var pairs: [String] = []
      for name in models {
        let path = folder.appending(path: name).path
        let new = folder.appending(path: "new_\(name)").path
        if try Self.reorder(path, to: new).contains(": 1 change, max change 0 codes") {
          pairs += [path, new]
        }
      }
      #expect(pairs.count >= 2 * 20)
      let heads = try Self.heads(of: pairs)
      for pair in stride(from: 0, to: pairs.count, by: 2) {
        #expect(heads[pair + 1] <= heads[pair], "\(pairs[pair])")
        let run = try Self.python("CommandTests", "compare_micro", Array(pairs[pair...pair + 1]))
        #expect(run.status == 0, "\(pairs[pair]): \(run.text)\(run.errorText)")
      }
      let run = try Self.python("CommandTests", "compare_litert", pairs)
      #expect(run.status == 0, "\(run.text)\(run.errorText)")
    }
  }

  /// Eight branches of 160 bytes at once, again and again; all but the last leave 16 behind.
  @Test(.timeLimit(.minutes(1))) func orders10000Operators() throws {
    try Places.withTemporaryFolder { folder in
      let (old, new) = (
        folder.appending(path: "m.tflite").path, folder.appending(path: "n.tflite").path
      )
      let made = try Self.python("CommandTests", "best_order", ["wide", old, "10000"])
      try #require(made.status == 0, "\(made.errorText)")
      let said = try Self.reorder(old, to: new)
      #expect(said.contains("1296 -> 288 bytes; no order has a lower one"), "\(said)")
    }
  }

  /// Both subgraphs of an IF have branches that can run one after the other.
  @Test func ordersSubgraphsThatAreCalled() throws {
    try Places.withTemporaryFolder { folder in
      let (old, new) = (
        folder.appending(path: "m.tflite").path, folder.appending(path: "n.tflite").path
      )
      let made = try Self.python("CommandTests", "best_order", ["called", old])
      try #require(made.status == 0, "\(made.errorText)")
      let said = try Self.reorder(old, to: new)
      #expect(said.contains(": 2 changes, max change 0 codes"), "\(said)")
      let heads = try Self.heads(of: [old, new])
      // In the first subgraph, its input and six tensors of 160 bytes were in use at once: now the input, one of 160 and five of
      // 16.
      #expect(said.contains("976 -> 256 bytes; no order has a lower one"), "\(said)")
      #expect(heads[0] - heads[1] == 976 - 256, "\(heads)")
      for runtime in ["compare_micro", "compare_litert"] {
        let run = try Self.python("CommandTests", runtime, [old, new])
        #expect(run.status == 0, "\(run.text)\(run.errorText)")
      }
    }
  }

  /// Two tensors that are in use together only in the new order may share their place in the old plan.
  @Test func doesNotKeepAPlanForTheOldOrder() throws {
    try Places.withTemporaryFolder { folder in
      let made = try Self.python("CommandTests", "best_order", ["make", folder.path, "15", "60"])
      try #require(made.status == 0, "\(made.errorText)")
      var compared = 0
      for number in 10..<60 {
        let path = folder.appending(path: "order_0\(number).tflite").path
        let planned = folder.appending(path: "planned.tflite").path
        let new = folder.appending(path: "new.tflite").path
        let plan = try Program.tflens("rewrite", path, "-o", planned, "--plan-memory", "--force")
        guard plan.text.contains(": 1 change"),
          try Self.reorder(planned, to: new).contains(": 1 change, max change 0 codes")
        else { continue }
        compared += 1
        let heads = try Self.heads(of: [planned, new])
        #expect(heads[1] <= heads[0], "\(path)")
        let run = try Self.python("CommandTests", "compare_micro", [path, new])
        #expect(run.status == 0, "\(path): \(run.text)\(run.errorText)")
      }
      #expect(compared >= 1)
    }
  }

  /// What `rewrite --reorder` prints.
  private static func reorder(_ model: String, to new: String) throws -> String {
    let run = try Program.tflens("rewrite", model, "-o", new, "--reorder", "--force")
    try #require(run.status == 0, "\(model): \(run.errorText)")
    return run.text
  }

  private static func heads(of models: [String]) throws -> [Int] {
    let run = try python("MemoryPlanningTests", "micro_memory", models)
    return try run.text.split(separator: "\n").map {
      try #require(JSONDecoder().decode(Answer.self, from: Data($0.utf8)).head, "\($0)")
    }
  }

  private static func python(
    _ tests: String, _ script: String, _ arguments: [String]
  ) throws -> Outcome {
    let path = Places.project.appending(path: "Tests/\(tests)/Oracles/\(script).py").path
    return try Program.run(Places.python, ["-B", path] + arguments)
  }
}
