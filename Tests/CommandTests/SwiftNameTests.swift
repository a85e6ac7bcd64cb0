import Foundation
import TestSupport
import Testing

/// Nothing that users read names a Swift type, or shows a value as Swift prints it.
@Suite struct SwiftNameTests {
  /// What the argument parser says of a command.
  struct Command: Decodable, CustomTestStringConvertible, Sendable {
    struct Argument: Decodable, Sendable {
      struct Name: Decodable, Sendable {
        let kind: String
        let name: String
      }
      let kind: String
      let names: [Name]?
    }
    let commandName: String
    let superCommands: [String]?
    let arguments: [Argument]?
    let subcommands: [Command]?

    /// The words that name it.
    var words: [String] { ((superCommands ?? []) + [commandName]).dropFirst().map(\.self) }
    var testDescription: String { commandName }
    /// The command and all below it.
    var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }
    /// The long names of options with a value.
    var options: [String] {
      (arguments ?? []).filter { $0.kind == "option" }
        .compactMap { $0.names?.first { $0.kind == "long" }?.name }
    }
    /// How many arguments it has that are no options.
    var positionals: Int { (arguments ?? []).count { $0.kind == "positional" } }
  }

  private static func commands() throws -> [Command] {
    struct Document: Decodable { let command: Command }
    let outcome = try Program.tflens("--experimental-dump-help")
    return try JSONDecoder().decode(Document.self, from: outcome.output).command.all
  }

  @Test func helpHasNone() throws {
    let commands = try Self.commands()
    for name in ["inspect", "audit", "rewrite", "report"] {
      #expect(commands.contains { $0.commandName == name })
    }
    for command in commands {
      let outcome = try Program.run(
        Places.program, command.words + ["--help"], environment: ["COLUMNS": "80"])
      #expect(outcome.status == 0 && !outcome.text.isEmpty)
      expectNone(in: outcome.text, "\(command.words) --help")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionScriptsHaveNone(shell: String) throws {
    let outcome = try Program.run(
      Places.program, ["--generate-completion-script", shell], environment: [:])
    #expect(outcome.status == 0)
    expectNone(in: outcome.text, shell)
  }

  /// Every option of every command, with a value that is none of its own.
  @Test func errorsOfWrongValuesHaveNone() throws {
    let commands = try Self.commands()
    let options = commands.flatMap { command in command.options.map { (command, $0) } }
    #expect(options.count > 80)
    try Places.withTemporaryFolder { folder in
      for (command, option) in options {
        for value in ["wrong?", ""] {
          let models = Array(repeating: "missing.tflite", count: command.positionals)
          let arguments = command.words + models + ["--\(option)=\(value)"]
          let outcome = try Program.run(
            Places.program, arguments, in: folder, input: Data())
          // A path may be any word; then the model is what is wrong.
          #expect(outcome.status != 0 || option == "output", "\(arguments)")
          expectNone(in: outcome.errorText, "\(arguments)")
        }
      }
    }
  }

  @Test func goldensHaveNone() throws {
    for name in CommandCase.names {
      let this = try CommandCase(name: name)
      expectNone(in: this.expected("out"), name)
      expectNone(in: this.expected("err"), name)
    }
  }

  /// What the search finds, and what it leaves alone.
  @Test(arguments: [
    ("(default: Shard(number: 1, count: 1))", true),
    ("strategy(Rewriting.SplitStrategy.relu6)", true), ("Optional(3)", true),
    ("a ModelFile", true), ("Rewriting.all", true), ("the value is nil", true),
    ("relu6(x + 3), CONV_2D (operator 3)", false), ("Rewriting. Next", false),
    ("t46 -> t47: scale 0.03 (z 3)", false),
  ])
  func theSearchFindsSwift(text: String, isSwift: Bool) {
    #expect(Self.swift(in: text).isEmpty == !isSwift)
  }

  private func expectNone(in text: String, _ origin: String) {
    let found = Self.swift(in: text)
    #expect(found.isEmpty, "\(origin): \(found)")
  }

  private static func swift(in text: String) -> [String] {
    let forms = text.matches(of: #/\w+\([a-z]\w*: |Optional\(|\bnil\b|\b[A-Z]\w+\.[a-z]\w*\(/#)
      .map { String($0.0) }
    let modules = text.matches(of: #/\b([A-Z]\w+)\.[A-Za-z]/#).map { String($0.1) }
      .filter(Self.modules.contains)
    let words = text.matches(of: #/\w+/#).map { String($0.0) }
    return forms + modules + words.filter(types.contains)
  }

  private static let modules: Set<String> = Set(
    (try? FileManager.default.contentsOfDirectory(
      atPath: Places.project.appending(path: "Sources").path)) ?? [])

  /// The names of the types that the sources declare, of two words or more, as one word may be English; a type
  /// that has the name of a table of the schema is meant by nobody.
  private static let types: Set<String> = {
    let sources = Places.project.appending(path: "Sources")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var types: Set<String> = []
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      for match in text.matches(of: #/\b(?:struct|enum|class|protocol) ([A-Z]\w*[a-z][A-Z]\w*)/#) {
        types.insert(String(match.1))
      }
    }
    let schema = Places.project.appending(path: "schema/tflite.fbs")
    let tables = ((try? String(contentsOf: schema, encoding: .utf8)) ?? "")
      .matches(of: #/(?m)^table (\w+)/#).map { String($0.1) }
    return types.subtracting(tables)
  }()
}
