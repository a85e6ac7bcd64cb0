import Foundation
import TestSupport
import Testing

/// What people typed, and what they meant by it.
@Suite struct TypedTests {
  private static let model = Places.fixture("digits_int8")

  @Test func auditsEveryModelOfAFolder() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        """
        mkdir -p models/inner empty && cp "$MODEL" models/a.tflite && cp "$MODEL" models/inner/b.lite
        echo no model > models/readme.txt
        "$TFLENS" audit models --format ndjson --fail-on never | grep -o '"path": "[^"]*"'
        "$TFLENS" audit models/inner --format json --fail-on never | head -c 1
        "$TFLENS" audit empty
        """, in: folder, environment: ["MODEL": Self.model])
      #expect(
        outcome.text == #"""
          "path": "models/a.tflite"
          "path": "models/inner/b.lite"
          [
          """#)
      #expect(outcome.status == 3 && outcome.errorText.contains("the folder contains no model"))
    }
  }

  @Test func inspectsSeveral() throws {
    let outcome = try Program.tflens("inspect", Self.model, Self.model, "--format", "ndjson")
    #expect(outcome.status == 0)
    #expect(outcome.text.split(separator: "\n").count == 2)
  }

  @Test func readsAMemberOfAnArchive() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        """
        cp "$MODEL" m.tflite && python3 -m zipfile -c app.apk m.tflite
        "$TFLENS" inspect 'app.apk!m.tflite' --format json > member
        "$TFLENS" inspect m.tflite --format json > file
        sed 's/app.apk!m.tflite/m.tflite/' member | cmp - file && echo same
        "$TFLENS" rewrite 'app.apk!m.tflite' -o new.tflite > report && cmp new.tflite m.tflite \
          || "$TFLENS" verify m.tflite new.tflite --runs 1 --python "$PYTHON" | head -1
        "$TFLENS" inspect 'app.apk!other.tflite'
        """, in: folder, environment: ["MODEL": Self.model, "PYTHON": Places.python.path])
      #expect(outcome.text.hasPrefix("same\n"), "\(outcome.text) \(outcome.errorText)")
      #expect(
        outcome.status == 3
          && outcome.errorText.contains("the archive has no member with this name"))
    }
  }

  private static let overlapping = Places.project
    .appending(path: "../shared/cases/stress/c14_overlapping_members.zip").standardized.path

  @Test(.enabled(if: FileManager.default.fileExists(atPath: overlapping), "no folder of cases"))
  func saysWhatIsWrongWithAnArchive() throws {
    let outcome = try Program.tflens("inspect", Self.overlapping)
    #expect(outcome.status == 3)
    #expect(outcome.errorText.contains("members 0 and 1 of the archive use the same bytes"))
  }

  @Test(
    arguments: [
      (["audit", model, "--select", "Q003,Q004", "--fail-on", "never"], 0, ""),
      (["audit", model, "--select", "Q003,bias-zero-piont"], 2, "Did you mean 'bias-zero-point'?"),
      (["rules", "Q003,Q004"], 0, ""),
      (["inspect", model, "--op", "hard_swish"], 0, ""),
      (["inspect", model, "--op", "Hard-Swish"], 0, ""),
      (["inspect", model, "--op", "hardswisch"], 2, "Did you mean 'HARD_SWISH'?"),
      (["inspect", model, "--tensor", "no such name"], 2, "no tensor is named"),
      (["targets", "nnapi"], 2, "Did you mean 'nnapi_delegate'?"),
      (["targets", "etos-u55"], 2, "Did you mean 'ethos-u55'"),
      (["passes", "fuse-hardswish"], 2, "Did you mean 'fuse-hard-swish'?"),
      (["passes", "--", "--fuse-hard-swish"], 0, ""),
      (["inspekt", model], 2, "Did you mean 'inspect'?"),
      (["rewrite", model, "--dry-run", "--split-hard-swish"], 0, ""),
      (["rewrite", model, "--split-hard-swish"], 2, "-o FILE, or use --dry-run"),
      (["inspect", model, "--save", "csv"], 2, "--save needs --tensor"),
      (["inspect", model, "--tensor", "0", "--save", "csv"], 2, "its data is not in the file"),
    ] as [([String], Int32, String)])
  func doesWhatWasMeant(arguments: [String], status: Int32, words: String) throws {
    let outcome = try Program.run(Places.program, arguments)
    #expect(outcome.status == status, "\(outcome.errorText)")
    #expect(words.isEmpty ? outcome.errors.isEmpty : outcome.errorText.contains(words))
  }

  @Test func findsATensorByItsName() throws {
    let whole = try Program.tflens("inspect", Self.model, "--tensor", "0", "--format", "json")
    let document = try JSONSerialization.jsonObject(with: whole.output) as? [String: Any]
    let subgraph = (document?["subgraphs"] as? [[String: Any]])?.first
    let name = try #require(
      (subgraph?["tensors"] as? [[String: Any]])?.first?["name"] as? String)
    let named = try Program.tflens("inspect", Self.model, "--tensor", name, "--format", "json")
    #expect(named.output == whole.output)
  }

  @Test func quietSaysNothingWhereNothingIsWrong() throws {
    let clean = try Program.tflens("audit", Self.model, "--select", "Q038", "--quiet")
    #expect(clean.status == 0 && clean.output.isEmpty && clean.errors.isEmpty)
    let folded = Places.fixture("decomposed_folded_int8")
    let found = try Program.tflens("audit", Self.model, folded, "--select", "Q038", "--quiet")
    #expect(found.text.contains("1 note") && !found.text.contains("no findings"))
  }

  @Test func countsOneInTheSingular() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        """
        cp "$MODEL" m.tflite && "$TFLENS" batch m.tflite --select Q038 > records
        """, in: folder, environment: ["MODEL": Places.fixture("decomposed_folded_int8")])
      #expect(
        outcome.errorText.wholeMatch(of: #/1 model in \d+ s: 1 finding in 1 model\n/#) != nil,
        "\(outcome.errorText)")
    }
  }

  @Test func showsHowManyRunsAreDone() throws {
    let shown = try Shell.onTerminal(
      "\"$TFLENS\" verify \(Self.model) \(Self.model) --runs 3 --python \(Places.python.path)",
      columns: 200)
    // Runs that end while tflens waits for a processor are shown as one; the line goes before the report.
    let lines = shown.matches(of: /\rrun (\d) of 3\x1b\[K/).map { String($0.1) }
    #expect(lines.last == "3" && lines == lines.sorted(), "\(shown)")
    #expect(shown.contains("\rrun 3 of 3\u{1b}[K\r\u{1b}[K"), "\(shown)")
  }

  /// With files of inputs, the number of samples is known only to the reader of the files.
  @Test func showsHowManySamplesThereAre() throws {
    let images = Places.fixtures.appending(path: "digits_test.npz").path
    let shown = try Places.withTemporaryFolder { folder in
      try Shell.onTerminal(
        "\"$TFLENS\" calibrate \(Self.model) --inputs image=\(images) --std 16 "
          + "-o \(folder.path)/r.json --python \(Places.python.path)", columns: 200)
    }
    #expect(shown.contains("\rrun 450 of 450\u{1b}[K"), "\(shown)")
  }

  /// Ctrl-C ends the runtime's processes too, and leaves no file.
  @Test(arguments: ["calibrate", "verify"])
  func canBeInterrupted(command: String) throws {
    try Places.withTemporaryFolder { folder in
      let oracles = Places.project.appending(path: "Tests/CommandTests/Oracles").path
      let drawn = try Program.run(
        Places.python,
        ["-c", "import numpy as np; np.save('x.npy', np.zeros((100_000, 8, 8, 1), np.uint8))"],
        in: folder)
      try #require(drawn.status == 0)
      let what = command == "calibrate" ? ["-o", "r.json"] : [Self.model]
      let outcome = try Program.run(
        Places.python,
        [
          "-B", "\(oracles)/interrupt.py", Places.program.path, command, Self.model, "--inputs",
          "image=x.npy", "--python", Places.python.path,
        ] + what, in: folder)
      let numbers = outcome.text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
      try #require(numbers.count == 3, "\(outcome.text)\(outcome.errorText)")
      // By SIGINT, or with the status that shells give it.
      #expect([-2, 130].contains(numbers[0]) && numbers[1] >= 3 && numbers[2] == 0, "\(numbers)")
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(left == ["x.npy"])
    }
  }

  /// NumPy reads what is saved; real numbers are those of LiteRT's own DEQUANTIZE formula.
  @Test func savesATensor() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        """
        for kind in codes real; do
          "$TFLENS" inspect "$MODEL" --tensor 46 --save npy --values $kind -o $kind.npy --quiet
          "$TFLENS" inspect "$MODEL" --tensor 46 --save csv --values $kind -o $kind.csv --quiet
        done
        "$PYTHON" - "$MODEL" 2> /dev/null <<'END'
        import sys
        import numpy as np
        from ai_edge_litert.interpreter import Interpreter
        model = Interpreter(sys.argv[1])
        model.allocate_tensors()
        codes = model.get_tensor(46)
        detail = next(t for t in model.get_tensor_details() if t["index"] == 46)
        parameters = detail["quantization_parameters"]
        shape = [1] * codes.ndim
        shape[parameters["quantized_dimension"]] = -1
        scales = parameters["scales"].reshape(shape)
        real = scales * (codes - parameters["zero_points"].reshape(shape)).astype(np.float32)
        for name, values in (("codes", codes), ("real", real)):
            array = np.load(name + ".npy")
            table = np.loadtxt(name + ".csv", delimiter=",", ndmin=2).astype(values.dtype)
            print(array.dtype, np.array_equal(array, values),
                  np.array_equal(table.reshape(values.shape), values))
        END
        """, in: folder, environment: ["MODEL": Self.model, "PYTHON": Places.python.path])
      #expect(outcome.text == "int8 True True\nfloat32 True True\n", "\(outcome.errorText)")
    }
  }

  @Test func writesTheResolverOfAModel() throws {
    let outcome = try Program.tflens("inspect", Self.model, "--micro-resolver")
    #expect(
      outcome.text == """
        // The operators of digits_int8.tflite, for
        // tensorflow/lite/micro/micro_mutable_op_resolver.h.
        static tflite::MicroMutableOpResolver<7> resolver;
        resolver.AddConv2D();
        resolver.AddHardSwish();
        resolver.AddDepthwiseConv2D();
        resolver.AddMean();
        resolver.AddMul();
        resolver.AddAdd();
        resolver.AddFullyConnected();

        """)
  }

  /// Suppressions and profiles are named from the folder of the configuration, wherever one stands.
  @Test func pathsCountFromTheConfiguration() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        """
        mkdir -p models deep/er && cp "$MODEL" models/coarse.tflite
        "$TFLENS" targets coral_edgetpu --format yaml > models/own.yaml
        cat > .tflens.yaml <<'END'
        targets: models/own.yaml
        fail_on: note
        select: Q038
        suppressions:
          - {rule: Q038, model: models/coarse.tflite, reason: accepted}
        END
        "$TFLENS" audit models/coarse.tflite > 1; echo $?
        (cd models && "$TFLENS" audit coarse.tflite > ../2; echo $?)
        (cd deep/er && "$TFLENS" audit ../../models/coarse.tflite > ../../3; echo $?)
        cp models/coarse.tflite other.tflite; "$TFLENS" audit other.tflite > 4; echo $?
        sed 1d 1 > a; sed 1d 2 > b; sed 1d 3 > c; cmp a b && cmp a c && grep -c '^coral_edgetpu: ' a
        """, in: folder, environment: ["MODEL": Places.fixture("decomposed_folded_int8")])
      #expect(outcome.text.hasPrefix("0\n0\n0\n1\n"), "\(outcome.text)\(outcome.errorText)")
      #expect(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
    }
  }

  /// A second run without `--target` says nothing new of targets, and loses nothing.
  @Test func coverageOutlastsARunWithoutTargets() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        """
        cp "$MODEL" m.tflite
        for target in '--target coral_edgetpu' '' '--target tflm_reference'; do
          "$TFLENS" batch m.tflite --database zoo.sqlite $target --quiet
          "$TFLENS" batch query 'SELECT target FROM coverage_by_target' zoo.sqlite --format csv | sed 1d | tr '\\r\\n' '  '
          echo
        done
        cp "$OTHER" m.tflite && "$TFLENS" batch m.tflite --database zoo.sqlite --quiet
        "$TFLENS" batch query 'SELECT count(*) FROM target_coverage' zoo.sqlite --format csv
        """, in: folder,
        environment: ["MODEL": Self.model, "OTHER": Places.fixture("decomposed_clip_int8")])
      let lines = outcome.text.split(separator: "\n").map {
        $0.split(separator: " ").joined(separator: " ")
      }
      #expect(
        lines.prefix(3) == ["coral_edgetpu", "coral_edgetpu", "coral_edgetpu tflm_reference"],
        "\(outcome.text)\(outcome.errorText)")
      #expect(outcome.text.hasSuffix("0\r\n") || outcome.text.hasSuffix("0\n"))
    }
  }

  @Test func findingsAreInTheOrderOfSeverityThenPlace() throws {
    let outcome = try Program.tflens(
      "audit", Places.fixture("decomposed_folded_int8"), Places.fixture("digits_int8"),
      Places.fixture("digits_float16"), "--format", "json", "--fail-on", "never")
    let reports =
      try JSONSerialization.jsonObject(with: outcome.output) as? [[String: Any]] ?? []
    #expect(reports.count == 3)
    for report in reports {
      let keys = (report["findings"] as? [[String: Any]] ?? []).map { finding -> [Int] in
        let severity = ["error", "warning", "note"].firstIndex(
          of: finding["severity"] as? String ?? "")
        return [severity ?? 3]
          + ["subgraph", "operator", "tensor"].map { finding[$0] as? Int ?? -1 }
      }
      #expect(keys == keys.sorted { $0.lexicographicallyPrecedes($1) })
    }
  }
}
