import Testing

@Suite struct UnusableMemoryPlanTests {
  /// Changes the sketch: metadata with a plan for so many more tensors than it has, whose offsets follow from their indices.
  private static func plan(
    tensors more: Int = 0, _ offset: @escaping @Sendable (Int) -> Int
  ) -> @Sendable (inout ModelSketch) -> Void {
    { sketch in
      let count = sketch.tensors.count + more
      let numbers = ([1, 0, count] + (0..<count).map(offset)).map { Int32($0) }
      let bytes = numbers.flatMap { number in withUnsafeBytes(of: number.littleEndian, Array.init) }
      sketch.more = #"metadata: [{name: "OfflineMemoryAllocation", buffer: 3}],"#
      sketch.buffers = ["{data: \(bytes)}"]
    }
  }

  /// The operands of one operator of Vela, one of which is the memory that holds the others.
  private static let vela: @Sendable (inout ModelSketch) -> Void = { sketch in
    plan { _ in 0 }(&sketch)
    sketch.ops = [
      .init(
        code: "CUSTOM", inputs: ["b", "w", "y", "x"], outputs: ["h"],
        moreCode: #"custom_code: "ethos-u""#)
    ]
  }

  @Test(arguments: [
    RuleCase(fires: "all tensors at one place", "F018 error", change: plan { _ in 0 }),
    RuleCase(
      fires: "a plan for another tensor", "F018 error", change: plan(tensors: 1) { 64 * $0 }),
    RuleCase(nearMiss: "side by side", change: plan { 64 * $0 }),
    RuleCase(nearMiss: "the scratch tensor of Vela", change: vela),
    RuleCase(nearMiss: "left to the planner", change: plan { _ in -1 }),
    RuleCase(notApplicable: "no metadata") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("unusable-memory-plan") }
}
