import Foundation
import TestSupport
import Testing

/// A folder of everything that stands in the way: one right row each, and exit status 4.
@Suite struct HorrorsTests {
  private static let expected = [
    "horrors/good.tflite": "ok", "horrors/good.lite": "ok", "horrors/model.bin": "ok",
    "horrors/inner/link.tflite": "ok", "horrors/folder.tflite/inside.tflite": "ok",
    #"horrors/\xff\xfe.tflite"#: "ok", "horrors/two\nlines.tflite": "ok",
    "horrors/empty.tflite": "unreadable empty", "horrors/text.tflite": "unreadable not-a-model",
    "horrors/cut.tflite": "unreadable",
    "horrors/pipe.tflite": "skipped not-a-file",
    "horrors/loop.tflite": "unreadable not-readable",
    "horrors/dangling.tflite": "unreadable not-found",
    "horrors/secret.tflite": "unreadable not-readable",
    "horrors/locked": "unreadable not-readable",
    "horrors/app.apk!assets/stored.tflite": "ok", "horrors/app.apk!assets/packed.tflite": "ok",
    "horrors/app.apk!assets/large.tflite": "ok", "horrors/app.apk!assets/weights.bin": "ok",
    "horrors/app.apk!assets/empty.tflite": "unreadable empty",
    "horrors/bomb.zip!bomb.tflite": "unreadable too-large",
    "horrors/more.zip!m.tflite": "unreadable archive-not-readable",
    "horrors/fewer.zip!m.tflite": "unreadable archive-not-readable",
    "horrors/broken.zip": "unreadable archive-not-readable",
    "horrors/secret.zip!m.tflite": "unreadable archive-not-readable",
  ]

  @Test func eachHasOneRightRow() throws {
    try Places.withTemporaryFolder { folder in
      try BatchProgram.script("make_horrors", folder.appending(path: "horrors").path)
      // The superuser reads what nobody may.
      let script = """
        run="$TFLENS batch horrors --recursive --quiet"
        if [ $(id -u) = 0 ]; then
          run="setpriv --reuid 65534 --regid 65534 --clear-groups $run"
        fi
        $run
        """
      let outcome = try Program.run(
        URL(filePath: "/bin/sh"), ["-c", script], in: folder,
        environment: ["TFLENS": Places.program.path])
      #expect(outcome.status == 4)
      // What is quantized oddly is no matter here.
      #expect(outcome.text.contains("a member is encrypted, or compressed with an unknown method"))
      let answers = try BatchProgram.answers(outcome.output).mapValues { answer in
        answer == "findings" ? "ok" : answer.hasPrefix("unreadable trunc") ? "unreadable" : answer
      }
      #expect(Set(answers.keys) == Set(Self.expected.keys))
      for (id, answer) in Self.expected {
        #expect(answers[id]?.hasPrefix(answer) == true, "\(id): \(answers[id] ?? "nothing")")
      }
      _ = try Program.run(URL(filePath: "/bin/chmod"), ["-R", "u+rwX", "horrors"], in: folder)
    }
  }

  @Test(.enabled(if: Places.corpus != nil, "real models, see CONTRIBUTING.md"))
  func realModelsHaveOneRowEach() throws {
    let corpus = try #require(Places.corpus)
    let outcome = try BatchProgram.run(
      [".", "--recursive", "--quiet", "--glob", "*"], in: corpus)
    let files = try Program.run(URL(filePath: "/usr/bin/find"), [".", "-type", "f"], in: corpus)
    let ids = try BatchProgram.records(outcome.output).compactMap { $0["id"] as? String }
    #expect(ids.sorted() == files.text.split(separator: "\n").map(String.init).sorted())
    #expect(outcome.status == 4)
  }

  @Test func aMemberSaysWhatItsFileSays() throws {
    try Places.withTemporaryFolder { folder in
      try BatchProgram.script("make_horrors", folder.appending(path: "horrors").path)
      let members = try BatchProgram.run(
        [
          "horrors/app.apk!assets/stored.tflite", "horrors/app.apk!assets/packed.tflite",
          Places.fixture("digits_int8"), "--quiet",
        ], in: folder)
      let records = try BatchProgram.records(members.output)
      let hashes = Set(records.compactMap { $0["sha256"] as? String })
      let sum = try Program.run(
        URL(filePath: "/usr/bin/sha256sum"), [Places.fixture("digits_int8")])
      #expect(records.count == 3)
      #expect(hashes == [String(sum.text.prefix(64))])
      #expect(Set(records.map { "\($0["findings"] ?? "")" }).count == 1)
      _ = try Program.run(URL(filePath: "/bin/chmod"), ["-R", "u+rwX", "horrors"], in: folder)
    }
  }

  @Test(arguments: [
    ("nothing.zip", "skipped no-models-in-archive"), ("notes.txt", "unreadable not-a-model"),
  ])
  func whatIsNamedHasARecord(name: String, answer: String) throws {
    try Places.withTemporaryFolder { folder in
      try BatchProgram.script("make_horrors", folder.appending(path: "horrors").path)
      let outcome = try BatchProgram.run(["horrors/\(name)", "--quiet"], in: folder)
      #expect(try BatchProgram.answers(outcome.output) == ["horrors/\(name)": answer])
      _ = try Program.run(URL(filePath: "/bin/chmod"), ["-R", "u+rwX", "horrors"], in: folder)
    }
  }
}
