import TestSupport
import Testing

@Suite struct ArenaOverRAMTests {
  private static let addCustom: @Sendable (inout ModelSketch) -> Void = {
    ($0.ops[1].code, $0.ops[1].moreCode) = ("CUSTOM", "custom_code: \"Sinh\"")
  }

  @Test(arguments: [
    MemoryCase("one byte of RAM", "T001 error", ram: 1),
    MemoryCase("a megabyte of RAM", ram: 1 << 20),
    MemoryCase("unknown RAM", flash: 1),
    MemoryCase("a kernel of unknown memory", "T001 warning", ram: 1 << 20, change: addCustom),
    MemoryCase(
      "a kernel of unknown memory, too large without it", "T001 error", ram: 1, change: addCustom),
  ])
  func check(_ c: MemoryCase) throws { try c.check("arena-over-ram") }
}
