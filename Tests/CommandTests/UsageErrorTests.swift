import Foundation
import TestSupport
import Testing

/// Every failure that a command line can cause: the exit status, what is wrong, and what to do.
@Suite struct UsageErrorTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let arguments: [String]
    let status: Int32
    let first: String
    let fix: String
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: String, _ first: String, _ fix: String) {
      self.init(arguments, 2, first, fix)
    }

    init(_ arguments: String, _ status: Int32, _ first: String, _ fix: String) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      (self.status, self.first, self.fix) = (status, first, fix)
    }
  }

  private static let model = "digits_int8.tflite"

  /// What the parser does not know.
  static let words = [
    Case(
      "inspekt x", "unknown command 'inspekt' [unknown-command]",
      "Did you mean 'inspect'? `tflens --help` lists the commands."),
    Case(
      "inspect m --fromat json", "tflens inspect has no option '--fromat' [unknown-option]",
      "Did you mean '--format'? `tflens inspect --help` lists its options."),
    Case(
      "batch query q z --colour", "tflens batch query has no option '--colour' [unknown-option]",
      "Did you mean '--color'? `tflens batch query --help` lists its options."),
    Case(
      "dump m -z", "tflens dump has no option '-z' [unknown-option]",
      "`tflens dump --help` lists its options."),
    Case(
      "inspect m --format jsn",
      "'jsn' is not a valid value for --format; it must be text, json or ndjson [wrong-argument]",
      "Did you mean 'json'? `tflens inspect --help` explains --format."),
    Case(
      "audit m --format xml",
      "'xml' is not a valid value for --format; it must be text, json, ndjson, sarif, csv or github "
        + "[wrong-argument]", "`tflens audit --help` explains --format."),
    Case(
      "inspect m --subgraph one",
      "'one' is not a valid value for --subgraph; it must be a whole number [wrong-argument]",
      "`tflens inspect --help` explains --subgraph."),
    Case(
      "batch m --shard 4/3",
      "'4/3' is not a valid value for --shard; it must be I/N with I from 1 to N, as in 3/8 [wrong-argument]",
      "`tflens batch check --help` explains --shard."),
    Case(
      "audit m --runtime tfm",
      "'tfm' is not a valid value for --runtime; it must be litert or tflm, optionally with +flex, +mediapipe, "
        + "+edgetpu or +ethos-u [wrong-argument]",
      "Did you mean 'tflm'? `tflens audit --help` explains --runtime."),
    Case(
      "audit m --min-coverage 101%",
      "'101%' is not a valid value for --min-coverage; it must be a percentage from 0 to 100 [wrong-argument]",
      "`tflens audit --help` explains --min-coverage."),
    Case(
      "verify a b --seed -1",
      "'-1' is not a valid value for --seed; it must be a whole number from 0 to 4294967295 [wrong-argument]",
      "`tflens verify --help` explains --seed."
    ),
    Case(
      "verify a b --runs -3", "--runs is -3; it must be at least 1 [wrong-argument]",
      "Give --runs another value, or leave it out."),
    Case(
      "inspect m --top -2", "--top is -2; it must be at least 1 [wrong-argument]",
      "Give --top another value, or leave it out."),
    Case(
      "memory m --batch -1", "--batch is -1; it must be at least 1 [wrong-argument]",
      "Give --batch another value, or leave it out."),
    Case(
      "verify a b --tolerance -0.5", "--tolerance is -0.5; it must be at least 0 [wrong-argument]",
      "Give --tolerance another value, or leave it out."),
    Case(
      "verify a b --runtimes litert",
      "'litert' is not a valid value for --runtimes; it must be two runtimes, each litert or tflm, as in "
        + "litert,tflm [wrong-argument]",
      "`tflens verify --help` explains --runtimes."),
    Case(
      "inspect m --format", "--format needs a value [missing-argument]",
      "Write a value after it; one that begins with '-' as --format=VALUE. `tflens inspect --help` explains --format."
    ),
    Case(
      "inspect m --quiet=yes", "--quiet has the value 'yes'; it takes none [wrong-argument]",
      "Remove the value."),
    Case(
      "inspect", "the argument <models> ... is missing [missing-argument]",
      "`tflens inspect --help` explains the arguments."),
    Case(
      "rewrite a b", "unexpected argument 'b' [wrong-argument]",
      "Remove it; `tflens rewrite --help` lists the arguments."),
  ]

  /// Options that do not go together, or are out of range.
  static let options = [
    Case(
      "hardswish m --table csv", "--table needs --operator [options-together]",
      "Add --operator, or remove --table."),
    Case(
      "hardswish m --output f", "--output needs --table [options-together]",
      "Add --table, or remove --output."),
    Case(
      "hardswish a b --operator 1 --table csv",
      "2 models given; --table takes one [options-together]", "Name one model."),
    Case(
      "rewrite m -o f --plan-memory --reorder",
      "--reorder comes after --plan-memory; --plan-memory must be the last pass "
        + "[options-together]", "Put --plan-memory at the end."),
    Case(
      "inspect m --save csv", "--save needs --tensor [options-together]",
      "Add --tensor, or remove --save."),
    Case(
      "inspect m --tensor 1 --save csv --micro-resolver",
      "--save and --micro-resolver cannot be combined [options-together]",
      "Remove one of them."),
    Case(
      "audit m --min-coverage 95",
      "--min-coverage needs --target [options-together]",
      "Add --target, or remove --min-coverage."),
    Case(
      "targets --fail-on-unsupported --min-coverage 95",
      "--fail-on-unsupported and --min-coverage cannot be combined "
        + "[options-together]", "Remove one of them."),
    Case(
      "audit m --target coral_edgetpu --format csv",
      "--format csv and --target cannot be combined; with --target, it must be text, json or ndjson "
        + "[options-together]",
      "Choose another format, or remove --target."),
    Case(
      "targets --format yaml",
      "--format yaml needs a target [options-together]",
      "Add a target, or remove --format yaml."),
    Case(
      "audit m --select T001",
      "rule T001 needs a target whose profile states its memory [options-together]",
      "Add --target with a profile that has the key 'memory'."),
    Case(
      "rewrite m --dry-run --keep-per-channel auto",
      "--keep-per-channel needs --per-tensor-weights [options-together]",
      "Add --per-tensor-weights, or remove --keep-per-channel."),
    Case(
      "rewrite m --dry-run --per-tensor-weights --keep-per-channel 9-3",
      "the range 9-3 ends before it begins [wrong-argument]", "Write 3-9."),
    Case(
      "rewrite m --dry-run --per-tensor-weights --keep-per-channel auto=low",
      "--keep-per-channel is auto=low; it must be indices of operators, auto, or auto=DB with DB 0 or "
        + "more [wrong-argument]", "Give --keep-per-channel another value, or leave it out."),
    Case(
      "rewrite m", "no output file is given [missing-argument]",
      "Give one with -o FILE, or use --dry-run."),
    Case(
      "rewrite m -o -", "--output is standard output; it must be a file [wrong-argument]",
      "Give a file: --output FILE."),
    Case(
      "rewrite m --dry-run --operator 1",
      "--operator needs a pass [options-together]",
      "Add a pass, or remove --operator."),
    Case(
      "rewrite m --dry-run --fuse-hard-swish --operator 1-",
      "'1-' is not an operator index; it must be an index or a range of indices [wrong-argument]",
      "Give indices and ranges, separated by commas: 3,7-12."),
    Case(
      "rewrite m --dry-run --set-quantization 48=0.03",
      "'0.03' has no comma; it must be SCALE,ZERO_POINT [wrong-argument]",
      "Give a tensor, a scale and a zero point: --set-quantization 12=0.05,-128."),
    Case(
      "verify a b --runs 0", "--runs is 0; it must be at least 1 [wrong-argument]",
      "Give --runs another value, or leave it out."),
    Case(
      "verify a b --seed 1 --inputs f.npz",
      "--seed and --inputs cannot be combined [options-together]",
      "Remove one of them."),
    Case(
      "verify a b --std 2", "--std needs --inputs [options-together]",
      "Add --inputs, or remove --std."),
    Case(
      "verify a b --inputs f.npz --std 1,0",
      "--std is 0; it must be a number other than 0 [wrong-argument]",
      "Give --std another value, or leave it out."),
    Case(
      "verify - -",
      "standard input is named more than once; only one model can be [wrong-argument]",
      "Save the others to files."),
    Case(
      "targets --array g_model", "--array needs --model [options-together]",
      "Add --model, or remove --array."),
    Case(
      "rewrite m --dry-run --c-array g_model", "--c-array needs --output [options-together]",
      "Add --output, or remove --c-array."),
    Case(
      "rewrite m -o m.cc --c-array my-model",
      "'my-model' is not a C identifier; it must consist of letters, digits and '_', not begin with "
        + "a digit, and not be a keyword [wrong-argument]",
      "Name the array as the program does: --c-array g_model."),
    Case(
      "diff a", "1 model named; a comparison needs two [missing-argument]", "Name two models."),
    Case(
      "diff - -", "standard input is named more than once; only one model can be [wrong-argument]",
      "Save the others to files."),
    Case(
      "diff a b --quantization-only --fail-on weights",
      "--fail-on weights and --quantization-only cannot be combined [options-together]",
      "Remove one of them."),
    Case(
      "inspect m --values real", "--values needs --save [options-together]",
      "Add --save, or remove --values."),
    Case(
      "inspect m --micro-resolver --format json",
      "--format json and --micro-resolver cannot be combined [options-together]",
      "Remove one of them."),
    Case(
      "rewrite m --dry-run --allow-unbounded",
      "--allow-unbounded needs --max-error-codes [options-together]",
      "Add --max-error-codes, or remove --allow-unbounded."),
    Case(
      "rewrite m --dry-run --tables", "--tables needs --format json or --log [options-together]",
      "Add --format json or --log, or remove --tables."),
    Case(
      "inspect m --textconv --op ADD",
      "--textconv and --op cannot be combined [options-together]", "Remove one of them."),
    Case(
      "batch", "no model is given [missing-argument]",
      "Give files, folders or archives, or a list of them with --manifest."),
    Case(
      "batch m --null", "--null needs --manifest [options-together]",
      "Add --manifest, or remove --null."),
    Case(
      "batch m --jobs 0", "--jobs is 0; it must be 1 to 4096 [wrong-argument]",
      "Give --jobs another value, or leave it out."),
    Case(
      "inspect - -",
      "standard input is named more than once; only one model can be [wrong-argument]",
      "Save the others to files."),
    Case(
      "rewrite m -o b --log -", "--log is standard output; it must be a file [wrong-argument]",
      "Give a file: --log FILE."),
    Case(
      "rewrite m -o b --requantize activations --requantize hard-swish --ranges r.json",
      "--requantize is given twice; it can be given once [wrong-argument]",
      "Give it once, then run the command again on its result."),
    Case(
      "batch m --output a.ndjson --database ./a.ndjson", 3,
      "'a.ndjson': another argument of the command is the same file: './a.ndjson' [output-is-in-use]",
      "Choose another output file."),
    Case(
      "batch query a b c", "3 arguments; one or two are allowed [wrong-argument]",
      "Give a view or SQL, then the database; or the database alone."),
  ]

  /// Names of the tool's own things.
  static let names = [
    Case(
      "passes fuse-hardswish", "unknown pass 'fuse-hardswish' [unknown-pass]",
      "Did you mean 'fuse-hard-swish'? `tflens passes` lists the passes."),
    Case(
      "targets etos-u85",
      "unknown target 'etos-u85'; it must be a target's name or a YAML file [no-such-target]",
      "Did you mean 'ethos_u85', 'ethos-u55' or 'ethos-u65'? `tflens targets` lists the targets."),
    Case(
      "targets ./missing.yaml", 3,
      "'./missing.yaml': the profile cannot be read: No such file or directory "
        + "[profile-not-readable]",
      "Check the path; `tflens targets` lists the built-in targets."),
    Case(
      "audit m --config missing.yaml",
      "'missing.yaml': the configuration cannot be read: No such file or directory "
        + "[configuration-not-readable]",
      "Check the path and its permissions, or give another file with --config."),
    Case(
      "batch --manifest missing.txt", 3,
      "'missing.txt': the manifest cannot be read: No such file or directory "
        + "[manifest-not-readable]",
      "Check the path and its permissions, or use - for standard input."),
    Case(
      "batch query \(model)", 3,
      "'\(model)': the database cannot be used: file is not a database [database-not-usable]",
      "It must be a SQLite database that `tflens batch MODELS --database FILE` made."
    ),
  ]

  /// Parts that a model does not have, and files that are not there.
  static let parts = [
    Case(
      "inspect \(model) --tensor 500",
      "'\(model)': tensor 500 does not exist; the model has 92, with indices 0 to 91 [no-such-part]",
      "`tflens inspect` lists subgraphs, operators and tensors with their indices."),
    Case(
      "inspect \(model) --subgraph 1",
      "'\(model)': subgraph 1 does not exist; the model has 1, with index 0 [no-such-part]",
      "`tflens inspect` lists subgraphs, operators and tensors with their indices."),
    Case(
      "inspect \(model) --tensor zz",
      "'\(model)': no tensor is named 'zz' [no-such-part]",
      "`tflens inspect` lists indices and names."),
    Case(
      "inspect \(model) --op CONV2D",
      "'\(model)': no operator is named 'CONV2D' in the schema or the model [no-such-part]",
      "Did you mean 'CONV_2D' or 'CONV_3D'? `tflens inspect` lists the model's operators."),
    Case(
      "hardswish \(model) --operator 0",
      "'\(model)': operator 0 is not a HARD_SWISH; the HARD_SWISH operators are 1, 3, 5, 14, 16, 19, 21, 30, 32, "
        + "40, 43 [no-such-part]",
      "`tflens hardswish` without --operator lists all of them."),
    Case(
      "rewrite \(model) --dry-run --set-quantization zz=1,0",
      "'\(model)': no tensor is named 'zz' [no-such-part]",
      "`tflens inspect` lists indices and names."),
    Case(
      "inspect missing.tflite", 3, "'missing.tflite': the file does not exist [not-found]",
      "Check the spelling and the folder."),
    Case(
      "rewrite \(model) -o \(model)", 3,
      "'\(model)': the output is the model itself [output-is-the-model]",
      "Choose another output file."),
    Case(
      "rewrite \(model) -o digits_float32.tflite", 3,
      "'digits_float32.tflite': the file already exists [output-exists]",
      "Give another file, or replace this one with --force."),
    Case(
      "verify \(model) \(model) --inputs missing.npz --python missing/python", 3,
      "'missing.npz': the file does not exist [inputs-unusable]",
      "Check the spelling and the folder."),
    Case(
      "verify \(model) \(model) --inputs \(model) --labels missing.npy --python missing/python", 3,
      "'missing.npy': the file does not exist [labels-unusable]",
      "Check the spelling and the folder."),
    Case(
      "calibrate \(model) --inputs missing.npz -o r.json --python missing/python", 3,
      "'missing.npz': the file does not exist [inputs-unusable]",
      "Check the spelling and the folder."),
    Case(
      "verify \(model) \(model) --python missing/python", 3,
      "no Python was found: 'missing/python' does not exist or cannot be run [runtime-missing]",
      "Use --python to name a Python 3.9 or later that has LiteRT."),
  ]

  @Test(arguments: words + options + names + parts)
  func saysWhatIsWrongAndWhatToDo(_ c: Case) throws {
    let outcome = try Program.run(Places.program, c.arguments, in: Places.fixtures)
    let lines = outcome.errorText.split(separator: "\n").map(String.init)
    #expect(outcome.status == c.status)
    #expect(lines.first == "error: \(c.first)")
    #expect(lines.dropFirst().first == "  \(c.fix)")
  }

  /// What no file is to blame for, the usage of that command explains, not that of the program.
  @Test(arguments: [
    ("rules Q999", "Usage: tflens rules [<rules> ...]"),
    ("passes split", "Usage: tflens passes [<passes> ...]"),
    ("targets npu", "Usage: tflens targets [<options>] [<targets> ...]"),
    ("batch query a b c", "Usage: tflens batch query "),
    ("batch m --jobs 0", "Usage: tflens batch check "),
    ("inspekt", "Usage: tflens <subcommand>"),
  ])
  func showsTheUsageOfItsOwnCommand(typed: String, usage: String) throws {
    let words = typed.split(separator: " ").map(String.init)
    let lines = try Program.run(Places.program, words).errorText.split(separator: "\n")
    #expect(lines.count >= 3)
    #expect(lines.dropFirst(2).first?.hasPrefix(usage) == true, "\(lines)")
    // The help is named once: in the advice, or else at the end.
    #expect(lines.count { $0.contains("--help") } == 1, "\(lines)")
  }

  @Test func doesNotShowUsageForAFile() throws {
    let outcome = try Program.run(Places.program, ["inspect", "missing.tflite"])
    #expect(!outcome.errorText.contains("Usage:"))
  }

  /// First and last of each family; a long list is for `tflens rules`.
  @Test func anUnknownRuleNamesTheIDs() throws {
    let outcome = try Program.tflens("rules", "bias-scale-mismach")
    #expect(
      outcome.errorText.contains(
        #/^error: unknown rule 'bias-scale-mismach'; ids are D001 to D008, F001 to F\d+, G001 to G\d+, Q001 to Q\d+, T001 to T002, with gaps \[unknown-rule\]\n  Did you mean 'bias-scale-mismatch'\? `tflens rules` lists ids and names\.\n/#
      ), "\(outcome.errorText)")
  }

  /// A hostile word moves no cursor.
  @Test(arguments: [
    ["\u{1b}[31m"], ["inspect", "m", "--\u{1b}[31m"], ["inspect", "m", "--format", "\u{1b}[31m"],
    ["rules", "\u{1b}[31m"], ["passes", "\u{1b}[31m"], ["targets", "\u{1b}[31m"],
    ["rewrite", "a", "\u{1b}[31m"],
  ])
  func escapesWhatWasTyped(arguments: [String]) throws {
    let outcome = try Program.run(Places.program, arguments)
    #expect(outcome.status == 2)
    #expect(!outcome.errorText.contains("\u{1b}"))
  }
}
