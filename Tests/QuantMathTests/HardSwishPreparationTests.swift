import QuantMath
import Testing

@Suite struct HardSwishPreparationTests {
  static func grid(
    _ scale: Float, _ zeroPoint: Int32 = 0, _ codes: CodeRange = .int8
  ) -> Grid {
    Grid(scale: scale, zeroPoint: zeroPoint, codes: codes)
  }

  @Test func acceptsWhatTheRuntimeAccepts() throws {
    let rows = try GoldenRow.table("hard_swish_prepare_ok")
    #expect(rows.count == 40)
    var refused = 0
    for row in rows {
      let (input, output) = (
        Self.grid(try row.float("in_scale")), Self.grid(try row.float("out_scale"))
      )
      if try row.int("runtime_accepts") == 1 {
        #expect(throws: Never.self, "\(row.place)") {
          try HardSwishPreparation(input: input, output: output)
        }
      } else {
        refused += 1
        let error = #expect(throws: PreparationError.self, "\(row.place)") {
          try HardSwishPreparation(input: input, output: output)
        }
        #expect(error?.condition == .inputScaleOver128x, "\(row.place)")
      }
    }
    #expect(refused == 14)
  }

  /// Multipliers from an independent implementation in Python.
  @Test(
    arguments: [
      (0.133083075, 0.075572938, 28852, -6, 23258, 4),
      (0.05, 0.05, 16384, -6, 17476, 3), (0.03, 0.5, 31457, -11, 20972, 2),
      (1, 513, 32704, -16, 21845, 7),
    ] as [(Float, Float, Int16, Int, Int16, Int)])
  func quantizesBothMultipliers(
    input: Float, output: Float, mantissa: Int16, exponent: Int, relu: Int16, reluExponent: Int
  ) throws {
    let p = try HardSwishPreparation(input: Self.grid(input), output: Self.grid(output))
    #expect(p.realOutputMultiplier == input / 128 / output)
    #expect((p.outputMultiplier.mantissa, p.outputMultiplier.exponent) == (mantissa, exponent))
    #expect((p.reluishMultiplier.mantissa, p.reluishMultiplier.exponent) == (relu, reluExponent))
  }

  @Test(
    arguments: [
      (grid(1, 0), grid(1.0 / 128, 0), .inputScaleOver128x, "a ratio of exactly 128"),
      (grid(-1, 0), grid(1.0 / 128, 0), .inputScaleOver128x, "a ratio of exactly −128"),
      (grid(1, 40000), grid(1, 0), .zeroPointOutsideInt16, "input zero point too high"),
      (grid(1, 0), grid(1, -32769), .zeroPointOutsideInt16, "output zero point too low"),
      (grid(5, 40000), grid(0.001, 0), .zeroPointOutsideInt16, "looked at before the scales"),
      (grid(1, 0), grid(1, 0, .uint8), .typesDiffer, "int8 to uint8"),
      (grid(1, 0, .int16), grid(1, 0, .int16), .typeNotSupported, "int16"),
    ] as [(Grid, Grid, ArithmeticCondition, String)])
  func refuses(input: Grid, output: Grid, condition: ArithmeticCondition, why: String) {
    let error = #expect(throws: PreparationError.self, "\(why)") {
      try HardSwishPreparation(input: input, output: output)
    }
    #expect(error?.condition == condition, "\(why)")
  }

  @Test(
    arguments: [
      (grid(0.05), grid(0.05), [], "an ordinary pair has none"),
      (grid(1), grid(512), [], "exactly 512 times is a near miss"),
      (grid(1), grid(513), [.outputScaleOver512x], "over 512 times"),
      (grid(1), grid(0x1p25), [.outputScaleOver512x], "the last multiplier that is kept"),
      (grid(1), grid(0x1.8p25), [.multiplierVanishes], "below it all outputs are alike"),
      (grid(0), grid(1), [.zeroScale], "a scale of 0"),
      (grid(1), grid(0), [.zeroScale, .multiplierNotFinite], "an output scale of 0"),
      (grid(.infinity), grid(1), [.scaleNotFinite, .multiplierNotFinite], "infinite"),
      (grid(1e38), grid(1e-38), [.multiplierNotFinite], "a ratio that overflows"),
      (grid(25_165_824), grid(1e6), [.leftShiftUndefined], "a shift of 31 places"),
      (grid(25_165_822), grid(1e6), [], "the next lower scale: 30 places"),
      (grid(-1), grid(1), [.negativeScale], "a negative scale"),
      (grid(1, 128), grid(1), [.zeroPointOutsideCodes], "128 is no int8 code"),
      (
        Grid(scales: [], zeroPoints: [], codes: .int8), grid(1), [.missingQuantization],
        "no quantization"
      ),
      (
        Grid(scales: [1, 2], zeroPoints: [0, 0], codes: .int8), grid(1), [.perAxisQuantization],
        "two scales"
      ),
    ] as [(Grid, Grid, [ArithmeticCondition], String)])
  func names(
    input: Grid, output: Grid, conditions: [ArithmeticCondition], why: String
  ) throws {
    let p = try HardSwishPreparation(input: input, output: output)
    #expect(p.conditions == conditions, "\(why)")
  }
}
