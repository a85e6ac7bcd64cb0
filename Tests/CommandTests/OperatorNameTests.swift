import Foundation
import TestSupport
import Testing

/// A custom operator has the same name in every document.
@Suite struct OperatorNameTests {
  private static let model = """
    {version: 3, operator_codes: [{deprecated_builtin_code: 117, builtin_code: "HARD_SWISH"},
       {deprecated_builtin_code: 32, builtin_code: "CUSTOM", custom_code: "My \\"op\\""}],
     buffers: [{}],
     subgraphs: [{inputs: [0], outputs: [2], tensors: [
         {name: "x", shape: [1, 4]}, {name: "y", shape: [1, 4]}, {name: "z", shape: [1, 4]}],
       operators: [{inputs: [0], outputs: [1]}, {opcode_index: 1, inputs: [1], outputs: [2]}]}]}
    """
  private static let name = #"My "op""#

  private func document(_ arguments: String..., in folder: URL) throws -> [String: Any] {
    let outcome = try Program.run(
      Places.program, arguments + ["m.tflite", "--format", "json"], in: folder)
    let document = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
    return try #require(document, "\(outcome.errorText)")
  }

  @Test func isItsOwnNameEverywhere() throws {
    try Places.withTemporaryFolder { folder in
      try Data(Flatc.model(Self.model)).write(to: folder.appending(path: "m.tflite"))
      let totals = try document("inspect", in: folder)["totals"] as? [String: Any]
      #expect(totals?["by_op"] as? [String: Int] == ["HARD_SWISH": 1, Self.name: 1])

      let sites = try document("hardswish", in: folder)["sites"] as? [[String: Any]]
      let consumers = sites?.first?["consumers"] as? [[String: Any]]
      #expect(consumers?.map { $0["op"] as? String } == [Self.name])

      let findings = try document("audit", in: folder)["findings"] as? [[String: Any]]
      let custom = findings?.filter { $0["operator"] as? Int == 1 } ?? []
      #expect(Set(custom.map { $0["op"] as? String }) == [Self.name])

      let placed = try document("targets", "generic-uint8-npu", "--model", in: folder)
      let target = (placed["targets"] as? [[String: Any]])?.first
      let blocked = target?["blocked"] as? [[String: Any]] ?? []
      #expect(blocked.map { $0["op"] as? String } == ["HARD_SWISH", Self.name])
    }
  }
}
