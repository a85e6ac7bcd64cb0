import ModelFormat
import Testing

@Suite struct NearNamesTests {
  private static let names = [
    "inspect", "dump", "hardswish", "audit", "rules", "rewrite", "passes", "targets", "verify",
  ]

  /// One edit of each kind, then what is no edit of anything.
  @Test(arguments: [
    ("inspekt", ["inspect"]), ("insepct", ["inspect"]), ("inspct", ["inspect"]),
    ("inspecct", ["inspect"]), ("Hard_Swish", ["hardswish"]), ("target", ["targets"]),
    ("quantize", []), ("", []), ("d", []),
  ])
  func findsWhatWasMeant(typed: String, names: [String]) {
    #expect(NearNames.near(typed, among: Self.names) == names)
  }

  @Test func givesThreeAtMostTheNearestFirst() {
    let names = (0..<32).map { "target_\($0)" }
    let near = NearNames.near("target_1", among: names)
    #expect(near.first == "target_1")
    #expect(near.count == 3)
  }

  @Test func aNameInsideAnotherIsNear() {
    #expect(NearNames.near("swish", among: ["fuse-hard-swish", "to-int8"]) == ["fuse-hard-swish"])
  }

  /// Nobody types so much by hand, and the distance costs its square.
  @Test func aLongTextIsNearNothing() {
    #expect(NearNames.near(String(repeating: "a", count: 65), among: ["a"]).isEmpty)
  }

  @Test(arguments: [
    ("inspekt", "Did you mean 'inspect'? "), ("quantize", ""),
  ])
  func asksInASentence(typed: String, question: String) {
    #expect(NearNames.hint(typed, among: Self.names) == question)
    #expect(NearNames.hint("ab", among: ["aa", "bb", "cb"]) == "Did you mean 'aa', 'bb' or 'cb'? ")
  }

  /// Names come from models.
  @Test func escapesWhatItShows() {
    #expect(NearNames.hint("name", among: ["name\u{1b}"]) == #"Did you mean 'name\x1b'? "#)
  }
}
