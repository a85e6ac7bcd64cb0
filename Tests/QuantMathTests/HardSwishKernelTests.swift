import QuantMath
import Testing

@Suite struct HardSwishKernelTests {
  @Test func hasStableNames() {
    #expect(
      HardSwishKernel.allCases.map { $0.name(for: .int8) } == [
        "litert-reference-int8", "litert-neon-int8",
      ])
    #expect(HardSwishKernel.litertReference.name(for: .uint8) == "litert-reference-uint8")
  }

  @Test func tabulatesEveryCodeLowestFirst() throws {
    let grid = Grid(scale: 0.05, zeroPoint: 0, codes: .int8)
    let p = try HardSwishPreparation(input: grid, output: grid)
    for kernel in HardSwishKernel.allCases {
      let table = kernel.table(p)
      #expect(table.count == 256)
      #expect(table.first == kernel.output(of: -128, p))
      #expect(table.last == kernel.output(of: 127, p))
    }
    #expect(HardSwishKernel.litertNEON.table(p) == (-128...127).map { hardSwishNEON($0, p) })
  }
}
