import ModelFormat
import Testing

@testable import Batching

@Suite struct ManifestTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let isNULSeparated: Bool
    let entries: [ManifestEntry]

    init(_ why: String, _ text: String, nul: Bool = false, _ entries: [ManifestEntry]) {
      (testDescription, self.text, isNULSeparated, self.entries) = (why, text, nul, entries)
    }
  }

  private static func entry(
    _ path: String, id: String? = nil, tags: String? = nil
  ) -> ManifestEntry {
    ManifestEntry(path: FilePath(path), id: id, tags: tags)
  }

  @Test(arguments: [
    Case("nothing", "", []),
    Case("a path a line", "a\nb c\n", [entry("a"), entry("b c")]),
    Case("the last line may have no end", "a\nb", [entry("a"), entry("b")]),
    Case("empty lines count for nothing", "\na\n\n", [entry("a")]),
    Case("lines of Windows", "a\r\nb\r\n", [entry("a"), entry("b")]),
    Case(
      "NUL leaves line feeds to the paths", "a\nb\0{c\0", nul: true, [entry("a\nb"), entry("{c")]),
    Case("an object a line", #"{"path": "a"}"# + "\n", [entry("a")]),
    Case(
      "id and tags, tags without spaces", #" {"path": "a", "id": "x", "tags": {"k": [1, null]}}"#,
      [entry("a", id: "x", tags: #"{"k":[1,null]}"#)]),
    Case("a number may be an id", #"{"path": "a", "id": 7}"#, [entry("a", id: "7")]),
    Case("null is none", #"{"path": "a", "id": null, "tags": null}"#, [entry("a")]),
    Case("other keys are left alone", #"{"path": "é", "size": 3}"#, [entry("é")]),
  ])
  func form(_ c: Case) throws {
    let manifest = try Manifest(Array(c.text.utf8), isNULSeparated: c.isNULSeparated)
    #expect(manifest.entries == c.entries)
  }

  @Test func bytesOfAPathStay() throws {
    let manifest = try Manifest([0x61, 0xff, 0x0a, 0xfe])
    #expect(manifest.entries.map(\.path.bytes) == [[0x61, 0xff], [0xfe]])
  }

  @Test(arguments: [
    (#"{"path": "a"}"# + "\nb", "line 2 of the manifest is invalid: it is not a JSON object"),
    (#"{"id": "a"}"#, "line 1 of the manifest is invalid: 'path' must be a non-empty string"),
    (#"{"path": 3}"#, "line 1 of the manifest is invalid: 'path' must be a non-empty string"),
    (#"{"path": ""}"#, "line 1 of the manifest is invalid: 'path' must be a non-empty string"),
    (
      #"{"path": "a", "id": []}"#,
      "line 1 of the manifest is invalid: 'id' must be a string or an integer"
    ),
    (
      String(repeating: "a", count: 65_537),
      "line 1 of the manifest is invalid: it has 65537 bytes; at most 65536 are allowed"
    ),
    (
      "a\n" + #"{"path": "b"}"#,
      "line 2 of the manifest is invalid: it is an object, but the first line is a path"
    ),
    ("a\nb\0c\0", "line 2 of the manifest is invalid: it contains a NUL byte"),
    (#"{"path": "a"}"# + "\0", "line 1 of the manifest is invalid: it contains a NUL byte"),
    (
      #"{"path": "a", "tags": 1}"#,
      "line 1 of the manifest is invalid: 'tags' must be an object"
    ),
  ])
  func fault(text: String, what: String) {
    let error = #expect(throws: Diagnostic.self) { try Manifest(Array(text.utf8)) }
    #expect(error?.code == .manifestLine)
    #expect(error?.what == what)
  }
}
