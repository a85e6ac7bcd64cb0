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

  /// A command whose exit status is an answer gives it although nobody reads the report.
  @Test(arguments: [
    "audit decomposed_clip_int8.tflite --fail-on note --format json",
    "memory digits_int8.tflite --budget 1",
    "memory digits_int8.tflite --budget 1 --format csv",
    "diff digits_int8.tflite digits_float32.tflite",
    "diff digits_int8.tflite digits_float32.tflite --format json",
    "targets coral_edgetpu --model digits_int8.tflite --fail-on-unsupported",
    "rewrite digits_int8.tflite -o no.tflite --split-hard-swish=relu6 --max-error-codes 0 --format json",
    "batch decomposed_clip_int8.tflite --fail-on note",
  ])
  func aReaderThatIsGoneChangesNoAnswer(command: String) throws {
    let outcome = try Shell.run("(sleep 0.1; \"$TFLENS\" \(command); echo status $? >&2) | :")
    #expect(outcome.errorText.hasSuffix("status 1\n"), "\(outcome.errorText)")
  }

  /// What has failed before the reader goes is not forgotten.
  @Test func aReaderThatIsGoneHidesNoError() throws {
    let outcome = try Shell.run(
      "(sleep 0.1; \"$TFLENS\" inspect missing.tflite digits_int8.tflite; echo status $? >&2) | :")
    #expect(outcome.errorText.contains("[not-found]"))
    #expect(outcome.errorText.hasSuffix("status 3\n"))
  }

  /// The database has every model, whoever reads the records.
  @Test func aReaderThatIsGoneStopsNoBatch() throws {
    try Places.withTemporaryFolder { folder in
      let database = folder.appending(path: "zoo.sqlite").path
      let outcome = try Shell.run(
        """
        (sleep 0.1; "$TFLENS" batch digits_*.tflite --database '\(database)' --format ndjson --exit-zero) | :
        "$TFLENS" batch query 'SELECT count(*) AS models FROM models' '\(database)' --format json
        ls digits_*.tflite | wc -l
        """)
      let count = try #require(outcome.text.split(separator: "\n").last)
      #expect(outcome.text.contains("\"models\": \(count)"), "\(outcome.text)")
    }
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
