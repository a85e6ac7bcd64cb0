import Testing
import YAML

@Suite struct YAMLNodeTests {
  /// A tree on one line, with the place of each scalar.
  private func shown(_ node: YAMLNode?) -> String {
    switch node?.content {
    case .scalar(let text): "\(text)@\(node?.mark.line ?? 0):\(node?.mark.column ?? 0)"
    case .sequence(let elements): "[" + elements.map(shown).joined(separator: " ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\(shown($0.key))=\(shown($0.value))" }.joined(separator: " ") + "}"
    case nil: "nothing"
    }
  }

  @Test(arguments: [
    ("a: 1\nb: [x, 'y z']\n", "{a@1:1=1@1:4 b@2:1=[x@2:5 y z@2:8]}"),
    ("- é: \"\\u00e9\"\n", "[{é@1:3=é@1:6}]"),
    ("a: &x [1]\nb: *x\n", "{a@1:1=[1@1:8] b@2:1=[1@1:8]}"),
    ("a: |\n  two\n  lines\n", "{a@1:1=two\nlines\n@1:4}"),
    ("a:\n", "{a@1:1=@1:3}"), ("# nothing\n", "nothing"), ("", "nothing"),
    ("? [k]\n: v\n", "{[k@1:4]=v@2:3}"),
  ])
  func readsTheTree(text: String, tree: String) throws {
    #expect(try shown(YAMLNode.root(of: text)) == tree)
  }

  private func failure(_ text: String) throws -> (words: String, mark: YAMLMark) {
    let failure = try #require(throws: YAMLFailure.self) { try YAMLNode.root(of: text) }
    let words =
      switch failure.reason {
      case .grammar(let words), .limit(let words): words
      case .repeatedKey(let key): "twice: \(key)"
      }
    return (words, failure.mark)
  }

  @Test(arguments: [
    ("a: [1\nb: 2\n", "expected ',' or ']'", 2, 2), ("a: 1\na: 2\n", "twice: a", 2, 1),
    ("a: *x\n", "'*x' refers to no anchor", 1, 4),
    ("a: &x [*x]\n", "'*x' refers to no anchor", 1, 8),
    ("a: 1\n---\nb: 2\n", "second document", 2, 1), ("a: b\u{1}\n", "control characters", 1, 5),
    ("é: \"\u{1}\n", "control characters", 1, 5),
  ])
  func saysWhatIsWrongAndWhere(text: String, words: String, line: Int, column: Int) throws {
    let failure = try failure(text)
    #expect(failure.words.contains(words), "\(failure.words)")
    #expect(failure.mark == YAMLMark(line: line, column: column))
  }

  @Test(arguments: [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")])
  func nestingHasAnEnd(opening: String, closing: String) throws {
    func nested(_ depth: Int) -> String {
      String(repeating: opening, count: depth) + "x" + String(repeating: closing, count: depth)
    }
    #expect(try YAMLNode.root(of: nested(YAMLLimits.deepest)) != nil)
    #expect(try failure(nested(YAMLLimits.deepest + 1)).words.contains("nested more than 256"))
    #expect(try failure(nested(100_000)).words.contains("nested more than 256"))
  }

  @Test func aliasesCountAsWhatTheyRepeat() throws {
    // Each line holds the one before it nine times: 9 to the power of 8 values.
    let lines = (1...8).map {
      "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ", "))]"
    }
    let bomb = (["a0: &a0 x"] + lines).joined(separator: "\n")
    #expect(try failure(bomb).words.contains("more than 262144 values"))
    let many = "a: &x [1]\n" + (0..<1000).map { "k\($0): *x\n" }.joined()
    #expect(try YAMLNode.root(of: many) != nil)
  }
}
