import Testing

@Suite struct UnderstatedMinimumRuntimeTests {
  @Test(arguments: [
    RuleCase(fires: "HARD_SWISH came with 1.15.0", "F008 warning") { Self.state("1.14.0", &$0) },
    RuleCase(fires: "no release", "F008 warning") { Self.state("new", &$0) },
    RuleCase(nearMiss: "the release that brought it") { Self.state("1.15.0", &$0) },
    RuleCase(nearMiss: "2.3.0 is later, though it begins with the same digits") {
      Self.state("2.3.0", &$0)
    },
    RuleCase(notApplicable: "nothing is stated") { _ in },
    RuleCase(notApplicable: "room without a number") { Self.state("", &$0) },
  ])
  func check(_ c: RuleCase) throws { try c.check("understated-minimum-runtime") }

  /// Puts a stated minimum runtime into the model.
  static func state(_ release: String, _ sketch: inout ModelSketch) {
    let bytes = Array(release.utf8) + [UInt8](repeating: 0, count: 16 - release.utf8.count)
    sketch.buffers = ["{data: \(bytes)}"]
    sketch.more = #"metadata: [{name: "min_runtime_version", buffer: 3}],"#
  }
}
