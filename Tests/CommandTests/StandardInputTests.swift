import Foundation
import TestSupport
import Testing

/// `-` stands for standard input, whatever is behind it.
@Suite struct StandardInputTests {
  @Test(arguments: [
    "\"$TFLENS\" dump - --format json < digits_int8.tflite",
    "cat digits_int8.tflite | \"$TFLENS\" dump - --format json",
    "(head -c 1000 digits_int8.tflite; sleep 0.1; tail -c +1001 digits_int8.tflite)"
      + " | \"$TFLENS\" dump - --format json",
  ])
  func readsTheSameModel(script: String) throws {
    let named = try Shell.run("\"$TFLENS\" dump digits_int8.tflite --format json")
    let piped = try Shell.run(script)
    #expect(piped.status == 0)
    #expect(piped.errors.isEmpty)
    #expect(piped.text == named.text.replacing("\"digits_int8.tflite\"", with: "\"-\""))
  }

  @Test func aFileNamedDashHasAPath() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        "cp \"$FIXTURES/digits_int8.tflite\" - && \"$TFLENS\" dump ./- --format json < /dev/null",
        in: folder, environment: ["FIXTURES": Places.fixtures.path])
      #expect(outcome.status == 0)
      #expect(outcome.text.contains("\"path\": \"./-\""))
    }
  }

  @Test func aClosedInputIsAnError() throws {
    let outcome = try Shell.run("\"$TFLENS\" inspect - <&-")
    #expect(outcome.status == 3)
    #expect(outcome.errorText.hasPrefix("error: '-': "))
  }
}
