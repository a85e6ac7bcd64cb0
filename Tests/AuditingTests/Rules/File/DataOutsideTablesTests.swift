import Testing

@Suite struct DataOutsideTablesTests {
  @Test(arguments: [
    RuleCase(fires: "a buffer behind the tables", "F011 note") {
      $0.buffers = ["{offset: 8, size: 4}"]
    },
    RuleCase(fires: "a buffer in another file", "F011 note") {
      $0.more = #"external_buffer_groups: [{name: "g"}], external_buffers: [{id: 1, group: 0}],"#
    },
    RuleCase(nearMiss: "the mark of a writer that has not finished") {
      $0.buffers = ["{offset: 1}"]
    },
    RuleCase(notApplicable: "all data inside") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("data-outside-tables") }
}
