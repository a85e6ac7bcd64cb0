import Foundation
import TestSupport
import Testing

/// The same input gives the same bytes.
@Suite struct StabilityTests {
  @Test(arguments: [
    "inspect", "inspect --format json", "dump", "dump --format json", "dump --format ndjson --data",
    "hardswish", "hardswish --format json",
  ])
  func printsTheSame(command: String) throws {
    let script = "\"$TFLENS\" \(command) - < \"$FIXTURES/digits_int8.tflite\""
    let place = ["FIXTURES": Places.fixtures.path]
    let first = try Shell.run(script, environment: place)
    #expect(first.status == 0)

    #expect(try Shell.run(script, environment: place).output == first.output, "a second time")
    let elsewhere = try Shell.run(script, in: URL(filePath: "/"), environment: place)
    #expect(elsewhere.output == first.output, "in another folder")
    let abroad = place.merging(["LC_ALL": "C", "TZ": "Asia/Tokyo", "HOME": "/"]) { $1 }
    #expect(try Shell.run(script, environment: abroad).output == first.output, "in another locale")
  }

  @Test func namesThePathAsItWasTyped() throws {
    let outcome = try Shell.run(
      "cd .. && \"$TFLENS\" dump ./fixtures/../fixtures/two_signatures.tflite --format json")
    #expect(outcome.text.contains("\"path\": \"./fixtures/../fixtures/two_signatures.tflite\""))
  }
}
