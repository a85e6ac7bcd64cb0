import Foundation
import TestSupport
import Testing

/// The documents of `tflens audit`, read by other programs.
@Suite struct AuditFormatTests {
  /// A name that is a formula, a command of a workflow and an escape sequence at once.
  private static let hostile = "=1+1,\"x\"\n::error::\u{1b}[31m%0A"

  /// Tensors whose scale is 0, an error each, with names that mean harm.
  private static func model(_ count: Int = 3) throws -> [UInt8] {
    let name = String(decoding: try JSONEncoder().encode(hostile), as: UTF8.self)
    let tensors = (0..<count).map { _ in
      #"{"name": \#(name), "type": "INT8", "shape": [1], "#
        + #""quantization": {"scale": [0.0], "zero_point": [0]}}"#
    }
    return try Flatc.model(
      """
      {"version": 3, "buffers": [{}],
       "subgraphs": [{"tensors": [\(tensors.joined(separator: ","))]}]}
      """)
  }

  private func audit(
    _ format: String, _ bytes: [UInt8], _ more: String..., name: String = "m.tflite"
  ) throws -> Outcome {
    try Places.withTemporaryFolder { folder in
      try Data(bytes).write(to: folder.appending(path: name))
      return try Program.run(
        Places.program, ["audit", name, "--select", "Q001", "--format", format] + more, in: folder)
    }
  }

  private func sarif(_ outcome: Outcome) throws -> [String: Any] {
    let log = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
    return try #require((log?["runs"] as? [[String: Any]])?.first)
  }

  private static let readsSARIF =
    (try? Program.run(Places.python, ["-c", "import pydantic_sarif"]).status) == 0

  @Test(.enabled(if: readsSARIF, "no pydantic-sarif; `make test` installs it"))
  func sarifIsWhatItsSchemaSays() throws {
    let outcome = try audit("sarif", try Self.model())
    #expect(outcome.status == 1)
    let lines = try Places.withTemporaryFolder { folder in
      let log = folder.appending(path: "a.sarif")
      try outcome.output.write(to: log)
      let script = CommandCase.folder.deletingLastPathComponent()
        .appending(path: "Oracles/read_sarif.py")
      let read = try Oracle.python([script.path, log.path])
      #expect(read.status == 0, "\(read.errorText)")
      return read.text.split(separator: "\n")
    }
    #expect(lines.count == 3 && lines.allSatisfy { $0.hasPrefix("Q001 error ") })
    #expect(Set(lines).count == 3)
  }

  @Test func fingerprintsAreOfNamesNotOfPlaces() throws {
    func fingerprints(_ outcome: Outcome) throws -> [String] {
      let results = try #require(try sarif(outcome)["results"] as? [[String: Any]])
      return results.compactMap {
        ($0["partialFingerprints"] as? [String: String])?.values.first
      }
    }
    let three = try fingerprints(try audit("sarif", try Self.model()))
    let elsewhere = try fingerprints(
      try audit("sarif", try Self.model(4), name: "another name.tflite"))
    #expect(three.count == 3)
    #expect(Array(elsewhere.prefix(3)) == three)
  }

  @Test func sarifHoldsAtMost5000AndCountsTheRest() throws {
    let run = try sarif(try audit("sarif", try Self.model(5_020)))
    #expect((run["results"] as? [Any])?.count == 5_000)
    let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
    let notes = invocation["toolExecutionNotifications"] as? [[String: Any]]
    let text = (notes?.first?["message"] as? [String: String])?["text"] ?? ""
    #expect(notes?.count == 1 && text.hasPrefix("20 more results"))
  }

  @Test func csvIsReadBackByPython() throws {
    let outcome = try audit("csv", try Self.model(1))
    let read = try Oracle.python([
      "-c",
      """
      import csv, io, sys
      rows = list(csv.DictReader(io.StringIO(\(try Self.literal(outcome.text)), newline="")))
      print(len(rows), rows[0]["rule"], rows[0]["tensor"], rows[0]["tensor_name"])
      """,
    ])
    #expect(read.text == "1 Q001 0 '=1+1,\"x\"\\n::error::\\x1b[31m%0A\n", "\(read.errorText)")
  }

  @Test func annotationsAreOneLineEach() throws {
    let outcome = try audit("github", try Self.model(2), name: "a,b:c%.tflite")
    let lines = outcome.text.split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines {
      #expect(line.hasPrefix("::error file=a%2Cb%3Ac%25.tflite,title=Q001 unusable-scale::"))
      // The name's own %0A may not become a line break.
      #expect(line.contains("[31m%250A"))
      #expect(!line.contains("\u{1b}"))
    }
  }

  /// JSON's strings are Python's, where only ASCII is escaped.
  private static func literal(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self).replacing("\\/", with: "/")
  }
}
