import Foundation
import TestSupport
import Testing

/// Memory plans are obeyed by TFLite Micro's own interpreter, which computes the same with them.
@Suite struct PlanMemoryTests {
  private struct Answer: Decodable {
    let head: Int?
  }

  /// Where the planner wastes memory, the new plan takes at most 2 % more than is live at the peak, scratch buffers included.
  @Test(
    .enabled(if: Places.corpus != nil, "no folder of real models; TFLENS_CORPUS names one"),
    arguments: [
      "TinyMaix__vww96_q", "TinyMaix__mbnet96_0.25_q", "ruhmi-framework-mcu__vww4_128_128_INT8",
    ])
  func takesLittleMoreThanIsLive(name: String) throws {
    let path = try #require(Places.corpus).appending(path: "\(name).tflite").path
    try Places.withTemporaryFolder { folder in
      let planned = folder.appending(path: "planned.tflite").path
      let run = try Program.tflens("rewrite", path, "-o", planned, "--plan-memory")
      try #require(run.status == 0, "\(run.errorText)")
      let heads = try heads(of: [path, planned])
      let live = try live(of: path)
      #expect(heads[1] < heads[0])
      #expect(Double(heads[1]) <= 1.02 * Double(live) + 64, "\(heads), \(live) live")
      try compareOutputs(path, planned)
    }
  }

  /// A model is written only with a plan that takes less in the runtime too.
  @Test func neverTakesMore() throws {
    try Places.withTemporaryFolder { folder in
      let made = try Program.run(
        Places.python,
        ["-B", Self.oracle("MemoryPlanningTests", "random_graphs"), folder.path, "17", "60"])
      try #require(made.status == 0, "\(made.errorText)")
      var better = 0
      for number in 0..<60 {
        let path = folder.appending(path: "random_0\(number < 10 ? "0" : "")\(number).tflite").path
        let planned = folder.appending(path: "planned.tflite").path
        let run = try Program.tflens("rewrite", path, "-o", planned, "--plan-memory", "--force")
        try #require(run.status == 0, "\(run.errorText)")
        let heads = try heads(of: [path, planned])
        #expect(heads[1] <= heads[0], "\(path)")
        if heads[1] < heads[0] {
          better += 1
          try compareOutputs(path, planned)
        }
      }
      #expect(better >= 3)
    }
  }

  /// A plan names tensors by index: a later rewrite that adds some would leave one that the runtime refuses.
  @Test func aLaterRewriteTakesThePlanAway() throws {
    try Places.withTemporaryFolder { folder in
      let made = try Program.run(
        Places.python,
        ["-B", Self.oracle("MemoryPlanningTests", "random_graphs"), folder.path, "17", "30"])
      try #require(made.status == 0, "\(made.errorText)")
      let path = folder.appending(path: "random_029.tflite").path
      let (planned, split, fixed) = (
        folder.appending(path: "planned.tflite").path, folder.appending(path: "split.tflite").path,
        folder.appending(path: "fixed.tflite").path
      )
      let plan = try Program.tflens("rewrite", path, "-o", planned, "--plan-memory")
      try #require(plan.text.contains(": 1 change"), "\(plan.text)\(plan.errorText)")
      let run = try Program.tflens("rewrite", planned, "-o", split, "--split-hard-swish=relu6")
      try #require(run.status == 0 && run.text.contains(": 1 change"), "\(run.text)")
      #expect(
        run.text.contains(
          "the memory plan 'OfflineMemoryAllocation' is not for the changed model; it was removed"))
      #expect(try heads(of: [split]).count == 1)
      // What changes no tensor's place keeps the plan.
      let same = try Program.tflens("rewrite", planned, "-o", fixed, "--fix-bias")
      try #require(same.status == 0, "\(same.errorText)")
      #expect(try heads(of: [fixed]) == heads(of: [planned]))
    }
  }

  /// A plan in which all tensors begin at 0 is accepted by the runtime, and makes its results wrong.
  @Test(.enabled(if: Places.corpus != nil, "no folder of real models; TFLENS_CORPUS names one"))
  func aWrongPlanIsReplaced() throws {
    let path = try #require(Places.corpus).appending(path: "TinyMaix__vww96_q.tflite").path
    try Places.withTemporaryFolder { folder in
      let (planned, wrong, mended) = (
        folder.appending(path: "planned.tflite"), folder.appending(path: "wrong.tflite"),
        folder.appending(path: "mended.tflite").path
      )
      let made = try Program.tflens("rewrite", path, "-o", planned.path, "--plan-memory")
      try #require(made.status == 0, "\(made.errorText)")
      let spoiled = try Program.run(
        Places.python,
        ["-B", Self.oracle("CommandTests", "overlap_plan"), planned.path, wrong.path])
      try #require(spoiled.status == 0, "\(spoiled.errorText)")
      let memory = try Program.tflens("memory", wrong.path, "--budget", "1Mi")
      #expect(memory.status == 1 && memory.text.contains("UNKNOWN: at least"), "\(memory.text)")
      let audit = try Program.tflens("audit", wrong.path, "--select", "F018")
      #expect(audit.status == 1 && audit.text.contains("the same bytes"), "\(audit.text)")
      let run = try Program.tflens("rewrite", wrong.path, "-o", mended, "--plan-memory")
      #expect(run.text.contains(": 1 change"), "\(run.text)")
      try compareOutputs(path, mended)
      let verified = try Program.tflens(
        "verify", path, mended, "--runtime", "tflm", "--python", Places.python.path)
      #expect(verified.status == 0 && verified.text.contains("outputs identical"))
      let resized = try Program.tflens("memory", planned.path, "--batch", "4", "--format", "json")
      let original = try Program.tflens("memory", path, "--batch", "4", "--format", "json")
      #expect(
        try Self.arena(resized.output) == Self.arena(original.output),
        "a plan is for the stored shapes")
    }
  }

  /// The smallest arena of a report, without the metadata of the plan itself.
  private static func arena(_ json: Data) throws -> Int {
    let document = try JSONSerialization.jsonObject(with: json) as? [String: Any]
    return try #require((document?["tflm"] as? [String: Any])?["arena_head_bytes"] as? Int)
  }

  private func heads(of models: [String]) throws -> [Int] {
    let run = try Program.run(
      Places.python, ["-B", Self.oracle("MemoryPlanningTests", "micro_memory")] + models)
    return try run.text.split(separator: "\n").map {
      try #require(JSONDecoder().decode(Answer.self, from: Data($0.utf8)).head, "\($0)")
    }
  }

  private func live(of model: String) throws -> Int {
    let run = try Program.tflens("memory", model, "--format", "json")
    let document = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    return try #require(document?["live_peak_bytes"] as? Int)
  }

  private func compareOutputs(_ a: String, _ b: String) throws {
    let run = try Program.run(
      Places.python, ["-B", Self.oracle("CommandTests", "compare_micro"), a, b])
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
  }

  private static func oracle(_ tests: String, _ name: String) -> String {
    Places.project.appending(path: "Tests/\(tests)/Oracles/\(name).py").path
  }
}
