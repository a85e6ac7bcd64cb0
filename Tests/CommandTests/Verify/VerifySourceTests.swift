import Foundation
import TestSupport
import Testing

/// LiteRT reads files; a model that has none of its own gets one, of which nothing is left or shown.
@Suite struct VerifySourceTests {
  private static let file = "error|/tmp|/proc|/dev/fd"

  @Test func takesWhatOtherCommandsTake() throws {
    try ModelSourceTests.inFolder { folder in
      let outcome = try Shell.run(
        """
        mkdir tmp; export TMPDIR="$PWD/tmp"
        for a in app.apk!m.tflite m.cc several.h!g_model lm.litertlm!1 -; do
          "$TFLENS" verify "$a" lm.task --runs 1 --python "$PYTHON" < m.tflite > report 2>&1
          echo "$? $(head -1 report)"
          "$TFLENS" verify m.tflite "$a" --runs 1 --python "$PYTHON" --format json < m.tflite \
            > report 2>&1
          echo "$? $(grep -c '"within_tolerance": true' report) $(grep -Ec '\(Self.file)' report)"
        done
        ls -A tmp
        """, in: folder, environment: ["PYTHON": Places.python.path])
      let names = ["app.apk!m.tflite", "m.cc", "several.h!g_model", "lm.litertlm!1", "-"]
      #expect(
        outcome.text
          == names.map {
            "0 lm.task!TF_LITE_EMBEDDER: PASS: outputs identical to \($0)\n0 1 0\n"
          }.joined())
      #expect(outcome.errorText.isEmpty)
    }
  }

  @Test func aFullDiskIsAnError() throws {
    try ModelSourceTests.inFolder { folder in
      let outcome = try Shell.run(
        """
        mkdir tmp; export TMPDIR="$PWD/tmp"; trap '' XFSZ; ulimit -f 10
        "$TFLENS" verify m.tflite m.cc --python "$PYTHON"; echo status $?; ls -A tmp
        """, in: folder, environment: ["PYTHON": Places.python.path])
      #expect(outcome.text == "status 3\n")
      #expect(
        outcome.errorText.hasPrefix(
          "error: 'm.cc': the model cannot be copied to a file for the runtime: File too large "
            + "[not-writable]\n"))
    }
  }

  /// Whatever ends the program, its copies end with it.
  @Test func aKilledComparisonLeavesNothing() throws {
    try ModelSourceTests.inFolder { folder in
      let outcome = try Shell.run(
        """
        mkdir tmp; export TMPDIR="$PWD/tmp"
        "$TFLENS" verify m.cc app.apk!m.tflite --runs 100000 --python "$PYTHON" &
        sleep 2; kill -KILL $!; wait $! 2> /dev/null; echo $?
        for i in 1 2 3 4 5 6 7 8 9; do test -z "$(ls -A tmp)" && break; sleep 1; done; ls -A tmp
        """, in: folder, environment: ["PYTHON": Places.python.path])
      #expect(outcome.text == "137\n")
    }
  }
}
