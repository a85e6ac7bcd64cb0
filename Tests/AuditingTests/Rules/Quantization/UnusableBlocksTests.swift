import Testing

@Suite struct UnusableBlocksTests {
  /// Weights of 8 x 4 in blocks of `size`, with these scales as float16.
  private static func blocks(
    _ sketch: inout ModelSketch, size: Int = 4, scales: [UInt16], axis: Int = 0, more: String = ""
  ) {
    let bytes = scales.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    sketch["s"] = .init(name: "s", type: "FLOAT16", shape: [scales.count], data: bytes)
    let position = sketch.tensors.count - 1
    sketch["w"].type = "INT4"
    (sketch["w"].shape, sketch["w"].scales, sketch["w"].zeroPoints) = ([8, 4], [], [])
    sketch["w"].data = [UInt8](repeating: 0x11, count: 16)
    sketch["w"].axis = axis
    sketch["w"].range = """
      details_type: "BlockwiseQuantization",
      details: {scales: \(position), zero_points: -1, block_size: \(size), \(more)}
      """
  }

  // 1.0 in float16.
  private static let sound = [UInt16](repeating: 0x3c00, count: 8)

  @Test(arguments: [
    RuleCase(fires: "blocks of 0", "Q028 error t1") { blocks(&$0, size: 0, scales: sound) },
    RuleCase(fires: "negative blocks", "Q028 error t1") { blocks(&$0, size: -4, scales: sound) },
    RuleCase(fires: "blocks larger than the scales have weights", "Q028 error t1") {
      blocks(&$0, size: 8, scales: sound)
    },
    RuleCase(fires: "a scale of 0", "Q028 error t1") {
      blocks(&$0, scales: sound.dropLast() + [0])
    },
    RuleCase(fires: "a scale that is no number", "Q028 error t1") {
      blocks(&$0, scales: [0x7e00] + sound.dropLast())
    },
    RuleCase(fires: "a negative scale", "Q028 error t1") {
      blocks(&$0, scales: [0xbc00] + sound.dropLast())
    },
    RuleCase(fires: "along the inputs", "Q028 error t1") { blocks(&$0, scales: sound, axis: 1) },
    RuleCase(fires: "scales that are no constant", "Q028 error t1") {
      blocks(&$0, scales: sound)
      $0["s"].data = nil
    },
    RuleCase(fires: "a block shape with 0 is milder", "Q028 warning t1") {
      blocks(&$0, scales: sound, more: "block_shape: [1, 0]")
    },
    RuleCase(nearMiss: "a float16 below its normal numbers") {
      blocks(&$0, scales: [1] + sound.dropLast())
    },
    RuleCase(nearMiss: "a block shape") {
      blocks(&$0, scales: sound, more: "block_shape: [1, 4]")
    },
    RuleCase(notApplicable: "a scale per channel") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("unusable-blocks") }
}
