import QuantMath
import Testing

@Suite struct AddPowerOfTwoTests {
  static func grid(_ scale: Float) -> Grid { Grid(scale: scale, zeroPoint: 0, codes: .int16) }

  @Test func reproducesTheRuntime() throws {
    let rows = try GoldenRow.more("binary", "ADD").filter { try $0.text("pot") == "1" }
    #expect(rows.count == 16)
    for row in rows {
      let p = try #require(
        try AddPowerOfTwoPreparation(
          first: Self.grid(row.float("scale1")), second: Self.grid(row.float("scale2")),
          output: Self.grid(row.float("out_scale")), activation: row.activation()))
      let outputs = zip(try row.codes(0), try row.codes(1)).map { addPowerOfTwo($0, $1, p) }
      #expect(outputs == (try row.codes(2)), "\(row.place)")
    }
  }

  /// Observed in ai-edge-litert 2.3.0: the finer input is halved, ties away from zero.
  @Test func shiftsTheFinerInput() throws {
    let p = try #require(
      try AddPowerOfTwoPreparation(
        first: Self.grid(0.125), second: Self.grid(0.0625), output: Self.grid(0.125),
        activation: .none))
    #expect(
      zip([1, 2, 3, 4], [1, 2, 3, 100]).map { addPowerOfTwo($0, $1, p) } == [2, 3, 5, 54])
    #expect(addPowerOfTwo(0, -1, p) == -1)
  }

  @Test func saturatesBothWays() throws {
    let p = try #require(
      try AddPowerOfTwoPreparation(
        first: Self.grid(1), second: Self.grid(1), output: Self.grid(1), activation: .none))
    #expect(addPowerOfTwo(32767, 32767, p) == 32767)
    #expect(addPowerOfTwo(-32768, -32768, p) == -32768)
  }

  @Test func isNotTakenForOtherScales() throws {
    #expect(
      try AddPowerOfTwoPreparation(
        first: Self.grid(0.125), second: Self.grid(1e-9), output: Self.grid(0.125),
        activation: .none) == nil)
  }

  /// Observed: both pairs are refused while preparing.
  @Test(
    arguments: [
      (0.125, 0.25, "an input coarser than the output"),
      (0.0625, 0.0625, "neither input has the output's scale"),
    ] as [(Float, Float, String)])
  func refusesOtherShifts(first: Float, second: Float, why: String) {
    let error = #expect(throws: PreparationError.self, "\(why)") {
      try AddPowerOfTwoPreparation(
        first: Self.grid(first), second: Self.grid(second), output: Self.grid(0.125),
        activation: .none)
    }
    #expect(error?.condition == .powerOfTwoShift)
  }
}
