import Foundation
import TestSupport
import Testing

/// `rewrite` and what it leaves behind, whatever happens.
@Suite struct RewriteTests {
  /// Runs a script in an empty folder with a copy of a fixture in it as `m.tflite`.
  private func run(_ script: String, on fixture: String = "digits_int8") throws -> Outcome {
    try Places.withTemporaryFolder { folder in
      try Shell.run(
        "cp \"$MODEL\" m.tflite\n\(script)", in: folder,
        environment: ["MODEL": Places.fixture(fixture)])
    }
  }

  @Test func replacesAFileOnlyWhenForced() throws {
    let outcome = try run(
      """
      echo old > b.tflite
      "$TFLENS" rewrite m.tflite -o b.tflite 2>/dev/null; echo status $?; cat b.tflite
      "$TFLENS" rewrite m.tflite -o b.tflite --force > report; echo status $?
      "$TFLENS" rewrite m.tflite -o c.tflite --quiet > report; cmp b.tflite c.tflite; ls -A
      """)
    #expect(
      outcome.text == "status 3\nold\nstatus 0\nb.tflite\nc.tflite\nm.tflite\nreport\n")
  }

  /// The limit that the advice names is enough for all changes of the pass, and one less is not.
  @Test(arguments: ["--per-tensor-weights", "--split-hard-swish=relu6"])
  func theAdvisedLimitIsEnough(pass: String) throws {
    func rewrite(_ limit: Int) throws -> Outcome {
      try Program.tflens(
        "rewrite", Places.fixture("digits_int8"), "-o", "none", "--dry-run", pass,
        "--max-error-codes", "\(limit)")
    }
    let refused = try rewrite(0)
    #expect(refused.status == 1)
    let advice = try #require(
      refused.errorText.firstMatch(of: /Raise the limit with --max-error-codes (\d+)/))
    let limit = try #require(Int(advice.1))
    #expect(try rewrite(limit).status == 0)
    #expect(try rewrite(limit - 1).status == 1)
  }

  @Test(arguments: ["m.tflite", "./m.tflite", "hard", "soft", "../$(basename \"$PWD\")/m.tflite"])
  func neverWritesOverTheModel(output: String) throws {
    let outcome = try run(
      """
      ln m.tflite hard; ln -s m.tflite soft
      "$TFLENS" rewrite m.tflite -o "\(output)" --force; echo status $?
      "$TFLENS" rewrite - -o "\(output)" --force < m.tflite; echo status $?
      cmp m.tflite "$MODEL"; ls -A
      """)
    #expect(outcome.text == "status 3\nstatus 3\nhard\nm.tflite\nsoft\n")
    #expect(outcome.errorText.contains("[output-is-the-model]"))
  }

  /// Each file that a command reads or writes stays, whatever the others are called.
  @Test func neverReplacesAnotherFileOfTheCommand() throws {
    let outcome = try run(
      """
      cp m.tflite b.tflite; ln -s b.tflite b.log
      for log in b.tflite ./b.tflite b.log; do
        "$TFLENS" rewrite m.tflite -o b.tflite --log "$log" --force --per-tensor-weights; echo $?
      done
      "$TFLENS" rewrite m.tflite -o c.tflite --log none/c.json; echo $?
      echo '{}' > r.json
      "$TFLENS" rewrite m.tflite -o r.json --force --requantize activations --ranges r.json; echo $?
      "$TFLENS" calibrate m.tflite --inputs image=r.json -o r.json --force; echo $?
      "$TFLENS" calibrate --merge r.json r.json -o ./r.json --force; echo $?
      cmp m.tflite b.tflite; cat r.json; ls -A
      """)
    #expect(
      outcome.text == "3\n3\n3\n3\n3\n3\n3\n{}\nb.log\nb.tflite\nm.tflite\nr.json\n")
    #expect(outcome.errorText.components(separatedBy: "[output-is-in-use]").count == 6)
  }

  /// What an audit offers can be pasted, whatever the model is called and however wide the terminal is.
  @Test func anOfferedCommandRunsAsItIs() throws {
    let outcome = try run(
      """
      mkdir bin; ln -s "$TFLENS" bin/tflens; export PATH="$PWD/bin:$PATH"
      mv m.tflite "an o'clock \\$x.tflite"
      "$TFLENS" audit "an o'clock \\$x.tflite" | sed -n 's/.*: tflens/tflens/p' > command
      grep -c . command; sh ./command > report; echo $?; "$TFLENS" audit fixed.tflite | head -1
      """, on: "decomposed_clip_int8")
    #expect(outcome.text == "1\n0\nfixed.tflite: no findings\n", "\(outcome.errorText)")
  }

  /// A log, a table, a tensor, ranges and a page are no models; C source is not one either.
  @Test func onlyAModelReplacesAModel() throws {
    let outcome = try run(
      """
      cp m.tflite other.tflite
      "$TFLENS" rewrite m.tflite -o b.tflite --log other.tflite --force; echo $?
      "$TFLENS" rewrite m.tflite -o other.tflite --c-array g_model --force; echo $?
      "$TFLENS" hardswish m.tflite --operator 1 --table csv -o other.tflite; echo $?
      "$TFLENS" inspect m.tflite --tensor 3 --save npy -o other.tflite; echo $?
      "$TFLENS" calibrate m.tflite --inputs none.npz -o other.tflite --force; echo $?
      "$TFLENS" report m.tflite -o other.tflite; echo $?
      cmp m.tflite other.tflite; ls -A
      """)
    #expect(outcome.text == "3\n3\n3\n3\n3\n3\nm.tflite\nother.tflite\n")
    #expect(outcome.errorText.components(separatedBy: "[output-is-the-model]").count == 7)
  }

  @Test func aLinkToNothingIsAFileThatIsThere() throws {
    let outcome = try run(
      "ln -s nowhere b.tflite; \"$TFLENS\" rewrite m.tflite -o b.tflite; echo status $?; ls -A")
    #expect(outcome.text == "status 3\nb.tflite\nm.tflite\n")
  }

  @Test(arguments: [
    ("/dev/full", "it is not a regular file"), ("/dev/null", "it is not a regular file"),
    ("/", "the output is a folder; it must be a file"),
  ])
  func neverReplacesWhatIsNoFile(output: String, why: String) throws {
    let outcome = try run(
      "\"$TFLENS\" rewrite m.tflite -o \(output) --force; echo status $?; test ! -f \(output)")
    #expect(outcome.text == "status 3\n" && outcome.status == 0)
    #expect(outcome.errorText.contains("\(why) [not-writable]"))
  }

  /// A limit on the size of files stands in for a full disk: the same call fails.
  @Test func aFullDiskLeavesNoFile() throws {
    let outcome = try run(
      """
      trap '' XFSZ; ulimit -f 20
      "$TFLENS" rewrite m.tflite -o b.tflite; echo status $?; ls -A
      """)
    #expect(outcome.text == "status 3\nm.tflite\n")
    #expect(outcome.errorText.contains("the file cannot be written: File too large"))
  }

  @Test func aRehearsalWritesNothing() throws {
    let outcome = try run(
      """
      "$TFLENS" rewrite m.tflite -o b.tflite --dry-run --format json > dry; ls -A
      "$TFLENS" rewrite m.tflite -o b.tflite --format json | cmp - dry; stat -c %a b.tflite
      """)
    #expect(outcome.text == "dry\nm.tflite\n644\n")
  }

  @Test func standardInputIsAModelToo() throws {
    let outcome = try run(
      """
      "$TFLENS" rewrite m.tflite -o b.tflite > report
      cat m.tflite | "$TFLENS" rewrite - -o c.tflite > report; cmp b.tflite c.tflite && echo same
      """)
    #expect(outcome.text == "same\n")
  }

  @Test func dataOutsideTheTablesOfAHugeFileStaysOutside() throws {
    let outcome = try run(
      """
      "\(Places.python.path)" "\(Places.fixtures.path)/outside_tables.py" m.tflite far.tflite \
        --gap 2469606192
      "$TFLENS" rewrite far.tflite -o near.tflite > report; echo status $?
      for file in m far near; do "$TFLENS" dump $file.tflite --format json | sed 1,4d > $file; done
      cmp m far && cmp m near && echo same
      "$TFLENS" inspect near.tflite --format json | grep -c '"outside_tables": 0'
      test $(stat -c %s near.tflite) -lt 100000
      """)
    #expect(outcome.text == "status 0\nsame\n0\n")
    #expect(outcome.errorText == "" && outcome.status == 0)
  }

  /// flatc makes the model by a schema that has a field more than ours.
  @Test func fieldsNewerThanTheSchemaAreRefusedOrDropped() throws {
    let schema = Places.project.appending(path: "schema/tflite.fbs").path
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        """
        sed '/external_buffers: *\\[ExternalBuffer\\]/a newer: uint;' "\(schema)" > newer.fbs
        echo '{version: 3, newer: 9, subgraphs: [{name: "main"}]}' > m.json
        flatc --binary newer.fbs m.json || exit 9
        "$TFLENS" rewrite m.tflite -o b.tflite; echo status $?
        "$TFLENS" rewrite m.tflite -o b.tflite --format json | grep '"code"'
        "$TFLENS" rewrite m.tflite -o b.tflite --drop-unknown-fields > report; echo status $?
        "$TFLENS" rewrite b.tflite -o c.tflite > report; echo status $?; ls *.tflite
        """, in: folder)
      #expect(
        outcome.text == """
          status 1
              "code": "unknown-fields",
          status 0
          status 0
          b.tflite
          c.tflite
          m.tflite

          """)
      #expect(
        outcome.errorText.contains(
          "'m.tflite': fields newer than the schema would be lost: field 10 [unknown-fields]"))
      #expect(outcome.errorText.contains("warning: dropped, newer than the schema: field 10\n"))
    }
  }

  /// A model whose one constant lies outside the tables and has so many bytes.
  private func json(dataSize: Int) -> String {
    """
    {
      version: 3, operator_codes: [{builtin_code: ABS}],
      buffers: [{}, {offset: 65536, size: \(dataSize)}],
      subgraphs: [{tensors: [{name: "w", shape: [1], type: INT8, buffer: 1}]}]
    }
    """
  }

  @Test func dataPast2GiBIsCopiedAndItsHolesStayHoles() throws {
    let size = 2_469_606_400
    try Places.withTemporaryFolder { folder in
      try Data(Flatc.model(json(dataSize: size))).write(to: folder.appending(path: "m.tflite"))
      let outcome = try Shell.run(
        """
        truncate -s \(65536 + size) m.tflite
        printf end | dd of=m.tflite bs=1 seek=\(65536 + size - 3) conv=notrunc status=none
        "$TFLENS" rewrite m.tflite -o b.tflite > report; echo status $?
        tail -c 3 b.tflite; echo; stat -c %b b.tflite
        "$TFLENS" inspect b.tflite --format json | grep -o '"outside_tables": [0-9]*'
        """, in: folder)
      let lines = outcome.text.split(separator: "\n")
      try #require(lines.count == 4, "\(outcome.text)\(outcome.errorText)")
      #expect(lines[0] == "status 0" && lines[1] == "end")
      #expect(lines[3] == "\"outside_tables\": \(size)")
      // Blocks of 512 bytes; a file system without holes would have millions.
      #expect(Int(lines[2]) ?? .max < 100_000)
    }
  }

  @Test func anInterruptLeavesNoFile() throws {
    let size = 200 << 20
    try Places.withTemporaryFolder { folder in
      try Data(Flatc.model(json(dataSize: size))).write(to: folder.appending(path: "m.tflite"))
      let made = try Shell.run(
        "truncate -s 65536 m.tflite; head -c \(size) /dev/zero >> m.tflite", in: folder)
      try #require(made.status == 0)

      // Swift's threads hold signals back, and what they start inherits that; Python lets them go.
      let program = """
        import os, signal, subprocess, sys, time
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        interrupted = 0
        for delay in (0.02, 0.04, 0.06, 0.1, 0.15):
            process = subprocess.Popen(
                [sys.argv[1], "rewrite", "m.tflite", "-o", "b.tflite", "--force", "--quiet"],
                stdout=subprocess.DEVNULL, cwd=sys.argv[2])
            time.sleep(delay)
            process.send_signal(signal.SIGINT)
            names = lambda: sorted(os.listdir(sys.argv[2]))
            assert process.wait() in (0, -signal.SIGINT), process.returncode
            if "b.tflite" in names():
                # It was done before the signal came, or between its last step and its end; the file is whole.
                subprocess.run([sys.argv[1], "inspect", "b.tflite"], stdout=subprocess.DEVNULL,
                               cwd=sys.argv[2], check=True)
                os.remove(os.path.join(sys.argv[2], "b.tflite"))
            else:
                assert process.returncode == -signal.SIGINT, process.returncode
                interrupted += 1
            assert names() == ["m.tflite"], names()
        print(interrupted)
        """
      let outcome = try Oracle.python(["-c", program, Places.program.path, folder.path])
      #expect(outcome.status == 0, "\(outcome.errorText)")
      #expect(Int(outcome.text.split(separator: "\n").first ?? "") ?? 0 > 0)
    }
  }
}
