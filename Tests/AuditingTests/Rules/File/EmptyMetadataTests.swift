import Testing

@Suite struct EmptyMetadataTests {
  @Test(arguments: [
    RuleCase(fires: "the empty buffer", "F010 note") {
      $0.more = #"metadata: [{name: "a", buffer: 0}],"#
    },
    RuleCase(fires: "a buffer without data", "F010 note") {
      $0.more = #"metadata: [{name: "a", buffer: 3}],"#; $0.buffers = ["{}"]
    },
    RuleCase(nearMiss: "a byte of data") {
      $0.more = #"metadata: [{name: "a", buffer: 3}],"#; $0.buffers = ["{data: [0]}"]
    },
    RuleCase(notApplicable: "no metadata") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("empty-metadata") }
}
