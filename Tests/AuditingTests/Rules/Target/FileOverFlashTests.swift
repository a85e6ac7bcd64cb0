import Testing

@Suite struct FileOverFlashTests {
  @Test(arguments: [
    MemoryCase("one byte of flash", "T002 error", flash: 1),
    MemoryCase("a megabyte of flash", flash: 1 << 20),
    MemoryCase("unknown flash", ram: 1),
  ])
  func check(_ c: MemoryCase) throws { try c.check("file-over-flash") }
}
