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

  private func object(_ data: Data) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func list(_ object: [String: Any], _ key: String) throws -> NSArray {
    try #require(object[key] as? NSArray)
  }
}
