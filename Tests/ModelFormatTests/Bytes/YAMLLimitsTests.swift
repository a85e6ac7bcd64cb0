import ModelFormat
import Testing

@Suite struct YAMLLimitsTests {
  @Test func aFewAliasesAreAllowed() {
    let text = "a: &x [1]\n" + (0..<16).map { "k\($0): *x\n" }.joined()
    #expect(YAMLLimits.problem(in: text) == nil)
    let problem = YAMLLimits.problem(in: text + "more: *x\n")
    #expect(problem?.what == "more than 16 aliases; at most 16 are allowed")
    #expect(problem?.line == 18)
  }

  @Test(arguments: ["[*x,*x", "{*x : 1,*x : 2", "- *x\n- *x", "? *x\n: *x"])
  func aliasesCountInEveryPlace(unit: String) {
    let text = "a: &x [1]\nb:\n" + Array(repeating: unit, count: 9).joined(separator: "\n")
    #expect(YAMLLimits.problem(in: text) != nil)
  }

  @Test func wordsWithStarsAreNoAliases() {
    let text = Array(repeating: "note: a *b* and 2 * 3, *bold* & more", count: 100)
    #expect(YAMLLimits.problem(in: text.joined(separator: "\n")) == nil)
  }

  @Test(arguments: ["[", "{", "- ", "? "])
  func nestingHasAnEnd(opening: String) {
    #expect(YAMLLimits.problem(in: String(repeating: opening, count: 256)) == nil)
    #expect(YAMLLimits.problem(in: String(repeating: opening, count: 257) + "x") != nil)
  }
}
