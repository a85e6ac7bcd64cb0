import Auditing
import Testing

@Suite struct NamePatternTests {
  @Test(arguments: [
    ("conv", "conv", true), ("conv", "conv1", false), ("conv*", "conv1", true),
    ("conv*", "conv/1", false), ("conv**", "conv/1", true), ("*/bias", "stem/bias", true),
    ("*/bias", "a/b/bias", false), ("**/bias", "a/b/bias", true), ("c?nv", "conv", true),
    ("c?nv", "c/nv", false), ("*", "", true), ("?", "", false), ("", "", true), ("", "a", false),
    ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-c-b", false), ("conv", "CONV", false),
    ("[x]", "x", false), ("t\u{e9}*", "t\u{e9}nsor", true),
  ])
  func fits(pattern: String, name: String, isMatch: Bool) {
    #expect(NamePattern(pattern).matches(name) == isMatch)
  }

  @Test(arguments: [
    ("m.tflite", "models/m.tflite", true), ("m.tflite", "models/am.tflite", false),
    ("models/*.tflite", "/srv/models/m.tflite", true), ("/models/*", "/srv/models/m", false),
    ("*.tflite", "a/b/c.tflite", true), ("models/**", "models/a/b.tflite", true),
  ])
  func fitsTheEndOfAPath(pattern: String, path: String, isMatch: Bool) {
    #expect(NamePattern(pattern).matches(path: path) == isMatch)
  }

  @Test(.timeLimit(.minutes(1))) func takesNoLongerForManyStars() {
    let pattern = NamePattern(String(repeating: "a*", count: 200) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 2_000)))
  }
}
