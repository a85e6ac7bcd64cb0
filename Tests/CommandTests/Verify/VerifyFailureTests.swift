import Foundation
import TestSupport
import Testing

/// A runtime that refuses, dies, hangs or is not there is told of as that.
@Suite struct VerifyFailureTests {
  private typealias Pairs = ModelPairs

  private static func small() throws -> Data {
    try Pairs.chain(["RELU"], [Pairs.tensor("x"), Pairs.tensor("y")])
  }

  /// What LiteRT's ADD does with these scales is a check that ends the process
  /// (`add-multiplier-out-of-range`).
  @Test func tellsThatTheRuntimeDied() throws {
    func model(_ scale: Double) throws -> Data {
      try Pairs.adding(
        [
          Pairs.tensor("x", "INT8", (scale, 0)), Pairs.tensor("c", "INT8", (1, 0), buffer: 1),
          Pairs.tensor("y", "INT8", (0.0001, 0)),
        ], constant: [1, 2, 3, 4])
    }
    try Pairs.withFiles(model(0.0001), model(1000)) {
      let outcome = try Verify.run($0.path, $1.path, "--format", "json")
      #expect(outcome.status == 3)
      #expect(
        outcome.errorText.hasPrefix(
          "error: '\($1.path)': LiteRT died with signal 6 (SIGABRT) while allocating tensors of B "
            + "[runtime-died]\n"))
      let document = try outcome.document()
      #expect((document["error"] as? [String: Any])?["code"] as? String == "runtime-died")
      #expect(document["path"] as? String == $1.path)
      #expect(try Verify.run($1.path, $0.path).errorText.contains("tensors of A [runtime-died]"))
    }
  }

  @Test func tellsWhyTheRuntimeRefuses() throws {
    let hostile = Data(
      try Flatc.model(
        #"""
        {"version": 3, "operator_codes": [{"builtin_code": "CUSTOM", "custom_code": "\u001b[31mred"}],
         "buffers": [{}], "subgraphs": [{"inputs": [0], "outputs": [1],
           "tensors": [{"name": "x", "shape": [4]}, {"name": "y", "shape": [4]}],
           "operators": [{"inputs": [0], "outputs": [1]}]}]}
        """#))
    try Pairs.withFiles(hostile, Self.small()) {
      let outcome = try Verify.run($0.path, $1.path)
      #expect(outcome.status == 3)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errorText.contains("LiteRT refuses A while allocating tensors of A: "))
      #expect(outcome.errorText.contains(#"\x1b[31mred"#))
      #expect(!outcome.errorText.contains("\u{1b}"))
    }
  }

  @Test func givesUpOnARuntimeThatHangs() throws {
    try Pairs.withFiles(Pairs.endless(), Pairs.endless()) {
      let outcome = try Verify.run($0.path, $1.path, "--timeout", "1")
      #expect(outcome.status == 3)
      #expect(outcome.errorText.contains("LiteRT was still running A after 1 second "))
    }
  }

  /// The signal goes to the tool alone: what it started must end by itself.
  @Test(arguments: ["INT", "KILL"])
  func leavesNothingBehindWhenItIsEnded(signal: String) throws {
    try Pairs.withFiles(Pairs.endless(), Pairs.endless()) { first, _ in
      let mark = "TFLENS_MARK_\(UUID().uuidString.prefix(8))"
      let outcome = try Shell.run(
        """
        mkdir t; env \(mark)=1 TMPDIR="$PWD/t" timeout --preserve-status --foreground \
        -s \(signal) 3 "$TFLENS" verify a.tflite b.tflite --python "$PYTHON"
        echo $?
        for second in 1 2 3 4 5 6 7 8 9 10; do
          left=$(grep -ls \(mark)= /proc/[0-9]*/environ)
          test -z "$left" && break
          sleep 1
        done
        echo "left: $left"; ls -A t
        """, in: first.deletingLastPathComponent(), environment: ["PYTHON": Places.python.path])
      #expect(outcome.text == "\(signal == "INT" ? 130 : 137)\nleft: \n")
    }
  }

  @Test func aPipeIsNoModel() throws {
    try Pairs.withFiles(Self.small(), Self.small()) { first, _ in
      let outcome = try Shell.run(
        #"mkfifo p; cat b.tflite > p & "$TFLENS" verify a.tflite p --python "$PYTHON""#,
        in: first.deletingLastPathComponent(), environment: ["PYTHON": Places.python.path])
      #expect(outcome.status == 3)
      #expect(outcome.errorText.contains("'p': B is a pipe or a device; it must be a file"))
    }
  }

  @Test func looksForPythonInOrder() throws {
    try Places.withTemporaryFolder { folder in
      let model = Places.fixture("digits_int8")
      func run(_ environment: [String: String]) throws -> Outcome {
        try Program.run(
          Places.program, ["verify", model, model], in: folder,
          environment: ["TFLENS_PYTHON": ""].merging(environment) { $1 })
      }
      let nowhere = try run(["PATH": folder.path])
      #expect(nowhere.status == 3)
      #expect(
        nowhere.errorText == """
          error: LiteRT was not found: the project's .venv/bin/python is not there or cannot be \
          run; 'python3' on the PATH is not there or cannot be run [runtime-missing]
            Install it with `python3 -m pip install ai-edge-litert numpy`, or name a Python that \
          has it: --python.

          """)
      let bin = folder.appending(path: ".venv/bin")
      try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
      // A link to the project's own Python would lose sight of its modules.
      let script = bin.appending(path: "python")
      try Data("#!/bin/sh\nexec '\(Places.python.path)' \"$@\"\n".utf8).write(to: script)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: script.path)
      #expect(try run(["PATH": folder.path]).status == 0)
      let named = try run(["TFLENS_PYTHON": "/no/python"])
      #expect(named.errorText.hasPrefix("error: LiteRT was not found: '/no/python' is not there"))
    }
  }

  @Test func aProgramThatIsNoPythonIsToldOf() throws {
    let model = Places.fixture("digits_int8")
    for program in ["/bin/true", "/bin/false", "/bin/cat"] {
      let outcome = try Program.tflens("verify", model, model, "--python", program)
      #expect(outcome.status == 3)
      #expect(outcome.errorText.contains("[runtime-broken]"), "\(outcome.errorText)")
    }
  }

  @Test func aDamagedModelIsRefusedBeforeAnythingRuns() throws {
    let sound = try Self.small()
    try Pairs.withFiles(sound, sound.prefix(sound.count / 2)) {
      let outcome = try Verify.run($0.path, $1.path)
      #expect(outcome.status == 3)
      #expect(outcome.errorText.contains("'\($1.path)': "))
      #expect(outcome.errorText.contains("b.tflite"))
      #expect(!outcome.errorText.contains("LiteRT"))
    }
  }
}
