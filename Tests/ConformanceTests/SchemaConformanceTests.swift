import Foundation
import TestSupport
import Testing

/// schema/tflite.fbs beside the schema that the newest runtime ships.
@Suite struct SchemaConformanceTests {
  @Test func hasEveryFieldOfTheRuntimesSchema() throws {
    let script = Places.project.appending(path: "scripts/compare-schema")
    let run = try Program.run(script, [Places.python.path])
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
    #expect(run.text.contains("0 differences"))
  }
}
