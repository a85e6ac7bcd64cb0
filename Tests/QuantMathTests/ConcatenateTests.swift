import QuantMath
import Testing

/// Codes that LiteRT 2.3.0 computed, by its reference, built-in and default kernels alike.
@Suite struct ConcatenateTests {
  @Test(
    arguments: [
      // Every other code is a tie, which goes away from the zero point.
      (
        input: (0.02, 128), output: (0.04, 100),
        codes: [(0, 36), (1, 36), (2, 37), (127, 99), (128, 100), (129, 101), (255, 164)]
      ),
      (
        (0.009754279, 115), (0.008120532, 201),
        [(0, 63), (3, 66), (4, 68), (115, 201), (127, 215), (128, 217), (200, 255)]
      ),
      ((0.9, 1), (0.0078, 255), [(0, 140), (1, 255), (2, 255), (255, 255)]),
      ((0.04, 100), (0.04, 100), [(0, 0), (99, 99), (255, 255)]),
    ] as [((Float, Int32), (Float, Int32), [(Int32, Int32)])])
  func movesCodesToTheOutput(
    input: (Float, Int32), output: (Float, Int32), codes: [(code: Int32, moved: Int32)]
  ) {
    let from = Grid(scale: input.0, zeroPoint: input.1, codes: .uint8)
    let to = Grid(scale: output.0, zeroPoint: output.1, codes: .uint8)
    for (code, moved) in codes {
      #expect(concatenateReference(code, from: from, to: to) == moved, "code \(code)")
    }
  }
}
