import Foundation
import TestSupport
import Testing

/// What a batch says of targets is what `tflens targets --model` says of each model.
@Suite struct BatchTargetTests {
  @Test(arguments: ["coral_edgetpu", "generic-uint8-npu"])
  func saysOfEachModelWhatTheModelAloneIsTold(target: String) throws {
    let models = ["digits_int8", "digits_float32", "two_signatures"].map(Places.fixture)
    let batch = try Program.run(
      Places.program, ["batch"] + models + ["--target", target, "--quiet"])
    #expect(batch.status == 0, "\(batch.errorText)")
    let records = try batch.text.split(separator: "\n").map { try object(Data($0.utf8)) }
    #expect(records.count == models.count)
    for record in records {
      let path = try #require(record["path"] as? String)
      let alone = try object(
        Program.tflens("targets", target, "--model", path, "--format", "json").output)
      #expect(try list(record, "targets") == list(alone, "targets"))
    }
  }

  @Test func anotherTargetMakesAnotherRecord() throws {
    let model = Places.fixture("two_signatures")
    let rules = try ["coral_edgetpu", "tflm_reference"].map { target in
      let batch = try Program.tflens("batch", model, "--target", target, "--quiet")
      return try #require(object(batch.output)["rules"] as? String)
    }
    #expect(rules[0] != rules[1])
  }

  /// Workers audit for the runtime and the memory that the batch was told of, as `tflens audit` does.
  @Test(arguments: [
    ["--runtime", "litert+flex"], ["--runtime", "tflm"], [],
    ["--target", Places.fixtures.appending(path: "board.yaml").path],
    ["--target", "small.yaml"],
  ])
  func findsWhatAnAuditFinds(options: [String]) throws {
    try Places.withTemporaryFolder { folder in
      let small = """
        {id: small, name: Small, kind: generic, evidence: declared, sources: {S: none}, operators: {},
         memory: {ram: 100, flash: 1Ki, source: S}}
        """
      try Data(small.utf8).write(to: folder.appending(path: "small.yaml"))
      let flex = try Flatc.model(
        """
        {version: 3, operator_codes: [{deprecated_builtin_code: 32, custom_code: "FlexErf", builtin_code: CUSTOM}],
         buffers: [{}], subgraphs: [{inputs: [0], outputs: [1],
           tensors: [{name: "a", shape: [1, 4]}, {name: "b", shape: [1, 4]}],
           operators: [{inputs: [0], outputs: [1]}]}]}
        """)
      try Data(flex).write(to: folder.appending(path: "m.tflite"))
      func findings(_ command: String, _ more: [String]) throws -> [String] {
        let run = try Program.run(
          Places.program, [command, "m.tflite"] + options + more, in: folder)
        return try list(object(run.output), "findings").map {
          let finding = try #require($0 as? [String: Any])
          return "\(finding["rule"] ?? "") \(finding["severity"] ?? "") \(finding["message"] ?? "")"
        }
      }
      let found = try findings("batch", ["--quiet"])
      #expect(try found == findings("audit", ["--format", "json"]))
      #expect(found.contains { $0.hasPrefix("T001 error") } == (options.last == "small.yaml"))
      #expect(found.contains { $0.hasPrefix("F006 error") } == (options.last != "litert+flex"))
    }
  }

  @Test func anotherRuntimeMakesAnotherRecord() throws {
    let model = Places.fixture("two_signatures")
    let rules = try [[], ["--runtime", "tflm"]].map { options in
      let batch = try Program.run(Places.program, ["batch", model, "--quiet"] + options)
      return try #require(object(batch.output)["rules"] as? String)
    }
    #expect(rules[0] != rules[1])
  }

  private func object(_ data: Data) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func list(_ object: [String: Any], _ key: String) throws -> NSArray {
    try #require(object[key] as? NSArray)
  }
}
