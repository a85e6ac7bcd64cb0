import Foundation
import TestSupport
import Testing

/// Real git with tflens as the driver of its diffs.
@Suite struct GitDiffTests {
  /// A repository with two commits: a model, and the same with `edit` made to a copy of it.
  private static func repository(
    _ configuration: String, _ edit: String, then command: String
  ) throws -> Outcome {
    try Places.withTemporaryFolder { folder in
      try Shell.run(
        """
        set -e
        git init --quiet . && git config user.name a && git config user.email a@example.org
        \(configuration)
        echo '*.tflite diff=tflite' > .gitattributes
        cp '\(Places.fixture("digits_int8"))' m.tflite
        git add . && git commit --quiet -m first
        cp m.tflite old.tflite
        \(edit)
        rm old.tflite
        git add . && git commit --quiet -m second
        \(command)
        """, in: folder,
        environment: ["HOME": folder.path, "GIT_CONFIG_NOSYSTEM": "1", "GIT_PAGER": "cat"])
    }
  }

  private static let textconv = "git config diff.tflite.textconv \"'$TFLENS' inspect --textconv\""
  private static let driver = "git config diff.tflite.command \"'$TFLENS' diff\""

  /// Changes one weight, by the offset of the data of a tensor that Python finds.
  private static let otherWeights = """
    python3 -c "
    data = bytearray(open('m.tflite', 'rb').read())
    place = data.index(bytes.fromhex('\(weights)'))
    data[place + 3] ^= 0x40
    open('m.tflite', 'wb').write(data)"
    """

  /// The first 16 weights of the first convolution, as the ai-edge-litert reader has them.
  private static let weights: String = {
    let script = """
      from ai_edge_litert.interpreter import Interpreter
      model = Interpreter('\(Places.fixture("digits_int8"))')
      tensors = {t['name']: t['index'] for t in model.get_tensor_details()}
      data = model.get_tensor(tensors['functional_1/conv2d_1/convolution'])
      print(data.tobytes()[:16].hex(), end='')
      """
    return (try? Program.run(Places.python, ["-c", script]).text) ?? ""
  }()

  private static let split = """
    "$TFLENS" rewrite old.tflite -o m.tflite --force --split-hard-swish=relu6 --operator 1 --quiet
    """

  /// Lines that were added or removed, without the file's own header.
  private static func changed(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
      .filter { ($0.hasPrefix("+") || $0.hasPrefix("-")) }
      .filter { !$0.hasPrefix("+++") && !$0.hasPrefix("---") }
  }

  @Test(arguments: ["git diff HEAD~", "git log -p -1"])
  func textconvShowsWeightsThatChanged(command: String) throws {
    let outcome = try Self.repository(Self.textconv, Self.otherWeights, then: command)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let changed = Self.changed(outcome.text)
    #expect(changed.count == 2, "\(outcome.text)")
    #expect(changed.allSatisfy { $0.contains("data 144 B sha256 ") })
    #expect(!outcome.text.contains("/tmp"))
  }

  @Test func textconvShowsASplitWithoutTheOperatorsBehindIt() throws {
    let outcome = try Self.repository(Self.textconv, Self.split, then: "git diff --unified=0 HEAD~")
    let changed = Self.changed(outcome.text)
    #expect(changed.contains { $0.contains("HARD_SWISH") })
    #expect(changed.count { $0.contains("MUL ->") } == 2)
    // Three operators with their constants, and none of the 43 behind them.
    #expect(changed.count < 60, "\(changed.count)")
  }

  @Test func gitDiffCallsTheDriver() throws {
    let outcome = try Self.repository(Self.driver, Self.split, then: "git diff HEAD~")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.hasPrefix("m.tflite: 1 operator replaced"))
    #expect(outcome.text.contains("HARD_SWISH -> ADD, MUL, MUL"))
    #expect(!outcome.text.contains("/tmp"))
  }

  @Test func gitLogCallsTheDriverForAddedModelsToo() throws {
    let outcome = try Self.repository(
      Self.driver, Self.otherWeights, then: "git log -p --ext-diff --format=%s")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.contains("m.tflite: 1 constant changed"))
    #expect(outcome.text.contains("m.tflite: added"))
  }

  @Test func aBlobThatIsNoModelDoesNotEndGit() throws {
    let outcome = try Self.repository(
      Self.driver, "echo no model > m.tflite; cp old.tflite z.tflite",
      then: "git diff HEAD~")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.contains("m.tflite': "))
    // The other path is reached.
    #expect(outcome.text.contains("z.tflite: added"))
  }

  @Test func aRenamedModelHasBothNames() throws {
    let outcome = try Self.repository(
      Self.driver, "\(Self.otherWeights)\ngit mv m.tflite n.tflite", then: "git diff -M HEAD~")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.hasPrefix("m.tflite -> n.tflite: 1 constant changed"))
  }

  @Test func difftoolComparesTwoFiles() throws {
    let configuration =
      "git config difftool.tflens.cmd \"'$TFLENS' diff \\\"\\$LOCAL\\\" \\\"\\$REMOTE\\\"\""
    let outcome = try Self.repository(
      configuration, Self.split, then: "git difftool --no-prompt --tool=tflens HEAD~ || true")
    #expect(outcome.text.contains("1 operator replaced"), "\(outcome.text)\(outcome.errorText)")
  }
}
