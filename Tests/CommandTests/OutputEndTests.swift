import Foundation
import TestSupport
import Testing

/// What happens when nobody can take what is printed.
@Suite struct OutputEndTests {
  private static let commands = [
    "inspect digits_int8.tflite", "inspect digits_int8.tflite --format json",
    "dump digits_float32.tflite --data", "dump digits_float32.tflite --data --format ndjson",
    "hardswish digits_int8.tflite", "hardswish digits_int8.tflite --format json",
    "--help", "inspect --help", "--version",
  ]

  @Test(arguments: commands)
  func aReaderThatHasEnoughEndsItQuietly(command: String) throws {
    let outcome = try Shell.run("(\"$TFLENS\" \(command); echo status $? >&2) | head -n 1")
    #expect(outcome.text.split(separator: "\n").count == 1)
    #expect(outcome.errorText == "status 0\n")
  }

  @Test(arguments: commands)
  func aReaderThatIsGoneEndsItQuietly(command: String) throws {
    let outcome = try Shell.run("(sleep 0.1; \"$TFLENS\" \(command); echo status $? >&2) | :")
    #expect(outcome.errorText == "status 0\n")
  }

  @Test(arguments: commands)
  func aFullDiskIsAnError(command: String) throws {
    let outcome = try Shell.run("\"$TFLENS\" \(command) > /dev/full")
    #expect(outcome.status == 3)
    #expect(
      outcome.errorText == """
        error: the output cannot be written: No space left on device [not-writable]
          Check where standard output goes, and the free space there.

        """)
  }

  @Test(arguments: commands)
  func aClosedOutputIsAnError(command: String) throws {
    let outcome = try Shell.run("\"$TFLENS\" \(command) >&-")
    #expect(outcome.status == 3)
    #expect(
      outcome.errorText.hasPrefix(
        "error: the output cannot be written: Bad file descriptor [not-writable]\n"))
  }

  @Test func aFullStandardErrorChangesNoStatus() throws {
    let outcome = try Shell.run("\"$TFLENS\" inspect missing.tflite 2> /dev/full")
    #expect(outcome.status == 3)
  }
}
