import Testing

@Suite struct ArenaOverRAMTests {
  @Test(arguments: [
    MemoryCase("one byte of RAM", "T001 error", ram: 1),
    MemoryCase("a megabyte of RAM", ram: 1 << 20),
    MemoryCase("unknown RAM", flash: 1),
  ])
  func check(_ c: MemoryCase) throws { try c.check("arena-over-ram") }
}
