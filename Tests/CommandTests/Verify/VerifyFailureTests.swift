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
          "error: '\($1.path)': LiteRT crashed with signal 6 (SIGABRT) while allocating tensors of the "
            + "candidate model [runtime-died]\n"))
      let document = try outcome.document()
      #expect((document["error"] as? [String: Any])?["code"] as? String == "runtime-died")
      #expect(document["path"] as? String == $1.path)
      #expect(
        try Verify.run($1.path, $0.path).errorText.contains(
          "tensors of the reference model [runtime-died]"))
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
      #expect(
        outcome.errorText.contains(
          "LiteRT rejected the model while allocating tensors of the reference model: "))
      #expect(outcome.errorText.contains(#"\x1b[31mred"#))
      #expect(!outcome.errorText.contains("\u{1b}"))
    }
  }

  @Test func givesUpOnARuntimeThatHangs() throws {
    try Pairs.withFiles(Pairs.endless(), Pairs.endless()) {
      let outcome = try Verify.run($0.path, $1.path, "--timeout", "1")
      #expect(outcome.status == 3)
      #expect(
        outcome.errorText.contains("LiteRT was still running the reference model after 1 second "))
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
      #expect(
        outcome.errorText.contains(
          "'p': the candidate model is a pipe or a device; it must be a file"))
    }
  }

  /// A Python that hands on to the project's own; a link would lose sight of its modules.
  private static func python(at place: URL) throws {
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try script("exec '\(Places.python.path)' \"$@\"", at: place)
  }

  private static func script(_ text: String, at place: URL) throws {
    try Data("#!/bin/sh\n\(text)\n".utf8).write(to: place)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path)
  }

  @Test func looksForPythonInOrder() throws {
    try Places.withTemporaryFolder { folder in
      let model = Places.fixture("digits_int8")
      func run(_ environment: [String: String]) throws -> Outcome {
        try Program.run(
          Places.program, ["verify", model, model], in: folder,
          environment: ["TFLENS_PYTHON": "", "VIRTUAL_ENV": "", "PATH": folder.path]
            .merging(environment) { $1 })
      }
      let nowhere = try run([:])
      #expect(nowhere.status == 3)
      #expect(
        nowhere.errorText.hasPrefix(
          "error: no Python was found: 'python3' on the PATH does not exist or cannot be run "
            + "[runtime-missing]\n"))
      let active = folder.appending(path: "active")
      try Self.python(at: active.appending(path: "bin/python"))
      let found = try run(["VIRTUAL_ENV": active.path])
      #expect(found.status == 0, "\(found.errorText)")
      #expect(found.text.contains("\(active.path)/bin/python"))
      try Self.python(at: folder.appending(path: "python3"))
      let onPath = try run(["VIRTUAL_ENV": "/no/environment"])
      #expect(onPath.status == 0, "\(onPath.errorText)")
      #expect(onPath.text.contains("\(folder.path)/python3"))
      let named = try run(["TFLENS_PYTHON": "/no/python"])
      #expect(named.errorText.hasPrefix("error: no Python was found: '/no/python' does not exist"))
    }
  }

  /// Inside a checkout that nobody trusts, these are somebody else's programs.
  @Test(arguments: [".venv/bin/python", "python3", "venv/bin/python", ".venv/bin/python3"])
  func runsNoPythonThatOnlyLiesInTheFolder(program: String) throws {
    try Places.withTemporaryFolder { folder in
      let below = folder.appending(path: "below")
      try FileManager.default.createDirectory(at: below, withIntermediateDirectories: true)
      let place = folder.appending(path: program)
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Self.script("touch '\(folder.path)/was-run'", at: place)
      let model = Places.fixture("digits_int8")
      for here in [folder, below] {
        // Empty and relative parts of a PATH mean the current folder to a shell.
        let outcome = try Program.run(
          Places.program, ["verify", model, model], in: here,
          environment: ["TFLENS_PYTHON": "", "VIRTUAL_ENV": "venv", "PATH": ".::/no/folder"])
        #expect(outcome.status == 3)
        #expect(outcome.errorText.contains("[runtime-missing]"))
      }
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "was-run").path))
    }
  }

  /// One second is a step's timeout; five more and a slow machine's share are allowed.
  @Test(arguments: [
    ("prints without end", "yes", "printed more than", "runtime-broken"),
    ("prints errors without end", "exec yes >&2", "did not respond", "runtime-timeout"),
    ("shows signs of life without end", "exec cat /dev/zero", "printed more", "runtime-broken"),
    ("reads nothing and hangs", "exec sleep 1000", "did not respond", "runtime-timeout"),
    (
      "leaves a process that holds its output", "sleep 9 & exit 0", "ended without a result",
      "runtime-"
    ),
    ("answers with noise", "head -c 300000 /dev/urandom", "without a result", "runtime-broken"),
  ])
  func aHostilePythonIsAnErrorInTime(what: String, body: String, words: String, code: String) throws
  {
    try Places.withTemporaryFolder { folder in
      let program = folder.appending(path: "python")
      try Self.script(body, at: program)
      let model = Places.fixture("digits_int8")
      let begin = Date.now
      let outcome = try Shell.run(
        "exec \"$TFLENS\" verify '\(model)' '\(model)' --timeout 1 --python '\(program.path)'",
        in: folder)
      #expect(outcome.status == 3, "\(what)")
      #expect(outcome.errorText.contains(words), "\(what): \(outcome.errorText.prefix(500))")
      #expect(outcome.errorText.contains("[\(code)"), "\(what): \(outcome.errorText.prefix(500))")
      #expect(Date.now.timeIntervalSince(begin) < 25, "\(what)")
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
