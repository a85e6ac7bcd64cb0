import Foundation
import TestSupport
import Testing

/// Every command takes a model from wherever it is, and says of it what it says of its file.
@Suite struct ModelSourceTests {
  /// A folder with one model as a file, in a folder, in archives, in a container and as C source.
  static func inFolder<R>(_ body: (URL) throws -> R) throws -> R {
    try Places.withTemporaryFolder { folder in
      let setup = try Shell.run(
        """
        set -e
        cp "$MODEL" m.tflite; mkdir models; cp m.tflite models/one.tflite
        "$PYTHON" -m zipfile -c app.apk m.tflite models; cp m.tflite reference.tflite
        cp m.tflite TF_LITE_EMBEDDER; "$PYTHON" -m zipfile -c lm.task TF_LITE_EMBEDDER
        "$PYTHON" -B "$MAKE" lm.litertlm unpacked prefill_decode=m.tflite embedder=m.tflite
        xxd -i m.tflite > m.cc
        sed 's/unsigned char m_tflite/const uint8_t g_model/; 1s/^/uint8_t other[] = {1};\\n/' m.cc \
          > several.h
        """, in: folder,
        environment: [
          "MODEL": Places.fixture("digits_int8"), "PYTHON": Places.python.path,
          "MAKE": CommandCase.folder.deletingLastPathComponent()
            .appending(path: "Oracles/make_container.py").path,
        ])
      try #require(setup.status == 0, "\(setup.errorText)")
      return try body(folder)
    }
  }

  static let sources = [
    "models/one.tflite", "app.apk!m.tflite", "app.apk!models/*.tflite", "lm.task",
    "lm.task!TF_LITE_EMBEDDER", "lm.litertlm!tf_lite_prefill_decode", "lm.litertlm!2",
    "lm.litertlm!Section1_TFLiteModel_tf_lite_prefill_decode.tflite", "m.cc", "m.cc!m_tflite",
    "several.h!g_model", "several.h --array g_model", "models", "mod*/o?e.tflite",
  ]

  /// `%` stands for the model.
  static let commands = [
    "inspect %", "dump %", "hardswish %", "audit %", "targets ethos-u55 --model %",
    "hardswish % --operator 1 --table csv", "inspect % --tensor 2 --save csv",
    "inspect % --textconv", "diff % m.tflite", "diff m.tflite %", "rewrite % --dry-run",
  ]

  @Test func everyCommandTakesEverySource() throws {
    try Self.inFolder { folder in
      for command in Self.commands {
        func run(_ source: String) throws -> Outcome {
          let words = command.replacing("%", with: source).split(separator: " ").map(String.init)
          return try Program.run(Places.program, words, in: folder)
        }
        let file = try run("reference.tflite")
        try #require(file.status == 0 && !file.output.isEmpty, "\(file.errorText)")
        for source in Self.sources {
          let outcome = try run(source)
          #expect(outcome.status == 0, "\(command), \(source): \(outcome.errorText)")
          // Only the name that is shown differs, which may be the last part of the path.
          let name = Self.shown(source)
          let last = name.split(separator: "/").last ?? ""
          let text = outcome.text.replacing(name, with: "reference.tflite")
            .replacing(last, with: "reference.tflite")
          #expect(text == file.text, "\(command), \(source)")
          #expect(outcome.errorText.isEmpty)
        }
      }
    }
  }

  /// The name under which a source is reported.
  private static func shown(_ source: String) -> String {
    switch source {
    case "models", "mod*/o?e.tflite": "models/one.tflite"
    case "app.apk!models/*.tflite": "app.apk!models/one.tflite"
    case "lm.task": "lm.task!TF_LITE_EMBEDDER"
    case "several.h --array g_model": "several.h!g_model"
    default: source
    }
  }

  @Test func aBatchHasARecordOfEach() throws {
    try Self.inFolder { folder in
      let outcome = try Program.run(
        Places.program,
        [
          "batch", "models", "app.apk", "lm.task", "lm.litertlm", "m.cc", "several.h!g_model",
          "lm.litertlm!1", "--quiet",
        ], in: folder)
      let records = try outcome.text.split(separator: "\n").map {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
      #expect(
        records.map { $0?["id"] as? String } == [
          "models/one.tflite", "app.apk!m.tflite", "app.apk!models/one.tflite",
          "lm.task!TF_LITE_EMBEDDER", "lm.litertlm!tf_lite_prefill_decode",
          "lm.litertlm!tf_lite_embedder", "m.cc", "several.h!g_model", "lm.litertlm!1",
        ])
      #expect(Set(records.map { $0?["sha256"] as? String }).count == 1)
      #expect(Set(records.map { $0?["bytes"] as? Int }) == [78968])
    }
  }

  /// In folders, source counts only where a pattern says so.
  @Test func aBatchTakesSourceWhenAsked() throws {
    try Self.inFolder { folder in
      let outcome = try Shell.run(
        """
        mkdir src; cp m.cc m.tflite lm.litertlm src; cd src
        "$TFLENS" batch . --quiet | grep -o '"id": "[^"]*"'; echo
        "$TFLENS" batch . --quiet --glob '*.cc' | grep -o '"id": "[^"]*"'
        """, in: folder)
      #expect(
        outcome.text == """
          "id": "./lm.litertlm!tf_lite_prefill_decode"
          "id": "./lm.litertlm!tf_lite_embedder"
          "id": "./m.tflite"

          "id": "./m.cc"

          """)
    }
  }

  /// Google's own reader unpacks what we read in place.
  @Test func sectionsAreWhatTheirOwnReaderUnpacks() throws {
    try Self.inFolder { folder in
      let outcome = try Shell.run(
        """
        "$PYTHON" -B "$MAKE" own.litertlm own embedder="$F/two_signatures.tflite" \
          aux="$F/decomposed_clip_int8.tflite" embedder="$F/outside_tables.tflite" || exit 9
        "$TFLENS" batch own.litertlm --quiet | grep -o '"id": "[^"]*"'
        for file in own/*.tflite; do
          name=$(basename $file)
          "$TFLENS" dump "own.litertlm!$name" --format json --data | sed 4d > a
          "$TFLENS" dump $file --format json --data | sed 4d > b
          cmp a b && test $(wc -l < a) -gt 30 && echo same
        done
        """, in: folder,
        environment: [
          "PYTHON": Places.python.path, "F": Places.fixtures.path,
          "MAKE": CommandCase.folder.deletingLastPathComponent()
            .appending(path: "Oracles/make_container.py").path,
        ])
      #expect(
        outcome.text == """
          "id": "own.litertlm!Section1_TFLiteModel_tf_lite_embedder.tflite"
          "id": "own.litertlm!tf_lite_aux"
          "id": "own.litertlm!Section3_TFLiteModel_tf_lite_embedder.tflite"
          same
          same
          same

          """)
    }
  }

  private static let failures = [
    (
      "dump app.apk!other",
      "'app.apk!other': the archive has no member with this name [no-such-member]"
    ),
    (
      "inspect lm.litertlm!tf_lite_aux",
      "'lm.litertlm!tf_lite_aux': the container has no model 'tf_lite_aux'; its models are "
        + "'tf_lite_prefill_decode', 'tf_lite_embedder' [no-such-section]"
    ),
    (
      "inspect lm.litertlm!0",
      "'lm.litertlm!0': section 0 holds SP_Tokenizer; it must be TFLiteModel [no-such-section]"
    ),
    ("audit several.h", "'several.h': array 'other': only 1 byte; a model has at least 8"),
    (
      "rewrite app.apk --dry-run",
      "'app.apk': 2 models; this argument must name one [several-models]"
    ),
    (
      "diff m.tflite lm.litertlm",
      "'lm.litertlm': 2 models; this argument must name one [several-models]"
    ),
    ("inspect nothing*", "'nothing*': no file matches this pattern [not-found]"),
    ("inspect nothing", "'nothing': the file does not exist [not-found]"),
    (
      "inspect m.cc!x",
      "'m.cc!x': no array of bytes is named 'x'; the only one is 'm_tflite' [no-c-array]"
    ),
    (
      "inspect m.tflite several.h --array nothing",
      "'several.h!nothing': no array of bytes is named 'nothing'; the arrays are 'other', 'g_model' [no-c-array]"
    ),
    (
      "inspect empty",
      "'empty': the folder contains no model; models are *.tflite and *.lite files, "
        + "*.bin files that begin like a model, and parts of archives and containers [no-models-in-folder]"
    ),
  ]

  @Test func saysWhatIsWrong() throws {
    try Self.inFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appending(path: "empty"), withIntermediateDirectories: false)
      for (command, first) in Self.failures {
        let words = command.split(separator: " ").map(String.init)
        let outcome = try Program.run(Places.program, words, in: folder)
        #expect(outcome.status == (first.contains("several-models") ? 2 : 3), "\(command)")
        #expect(outcome.errorText.hasPrefix("error: \(first)"), "\(outcome.errorText)")
      }
    }
  }

  @Test func tooLargeAMemberIsToBeUnpacked() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        """
        head -c 41943041 /dev/zero > m.tflite
        "$PYTHON" -m zipfile -c bomb.zip m.tflite
        "$TFLENS" inspect bomb.zip
        """, in: folder, environment: ["PYTHON": Places.python.path])
      #expect(outcome.status == 3)
      #expect(
        outcome.errorText == """
          error: 'bomb.zip!m.tflite': the member inflates to 41943041 bytes or more; 41943040 are allowed, but there is no \
          limit if it is unpacked or stored uncompressed [too-large]
            Unpack the member, and give the path of the file.

          """)
    }
  }

  @Test func aDeclarationSaysWhereItIs() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        """
        printf '#pragma once\\r\\nextern const unsigned char g_model[];\\r\\n' > model.h
        "$TFLENS" inspect model.h
        """, in: folder)
      #expect(outcome.status == 3)
      #expect(
        outcome.errorText == """
          error: model.h:2:28: 'g_model' is only declared; its values must be in the file [c-array-declared]
            Give the file that defines it, often the .cc or .c file beside the header.

          """)
    }
  }

  @Test func standardInputMayBeSource() throws {
    try Self.inFolder { folder in
      let outcome = try Shell.run(
        """
        "$TFLENS" dump - --array m_tflite --format json < m.cc | sed 4d > a
        "$TFLENS" dump m.tflite --format json | sed 4d | cmp - a && echo same
        "$TFLENS" dump - < m.cc 2>&1 | head -1
        "$TFLENS" dump - < lm.litertlm 2>&1 | head -1
        """, in: folder)
      #expect(
        outcome.text == """
          same
          error: '-': this is C source, not a model [not-a-model]
          error: '-': this is a LiteRT-LM container, not a model [not-a-model]

          """)
    }
  }
}
