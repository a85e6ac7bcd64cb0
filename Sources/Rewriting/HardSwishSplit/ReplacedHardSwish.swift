internal import QuantMath

/// The HARD_SWISH that a split replaces: its grids, and the output code of every input code.
struct ReplacedHardSwish: Hashable, Sendable {
  /// The input's grid, int8 or uint8.
  let input: Grid
  /// The output's grid, of the same type.
  let output: Grid
  /// The unusual conditions under which the runtime still computes the operator.
  let conditions: [ArithmeticCondition]
  /// What the portable kernel computes, lowest input code first: shape `[256]`.
  ///
  /// It is both the reference kernel and the default one on x86-64.
  let table: [Int32]
  /// The codes nearest to the real function, lowest input code first: shape `[256]`.
  ///
  /// They are meaningless if a scale is 0 or not finite.
  let nearest: [Int32]

  /// Computes what the operator computes.
  ///
  /// - Throws: what `HardSwishPreparation` throws, if the runtime rejects the operator itself.
  init(input: Grid, output: Grid) throws(PreparationError) {
    let preparation = try HardSwishPreparation(input: input, output: output)
    (self.input, self.output) = (input, output)
    conditions = preparation.conditions
    table = HardSwishKernel.litertReference.table(preparation)
    nearest = (input.codes.lowest...input.codes.highest).map {
      nearestHardSwish($0, input: input, output: output)
    }
  }

  /// The output of the Arm vector kernel.
  func tableNEON() -> [Int32]? {
    (try? HardSwishPreparation(input: input, output: output)).map(HardSwishKernel.litertNEON.table)
  }

  /// The highest real number among the input codes; 0 if all are negative.
  var highestInput: Double { max(0, input.realRange.highestCode) }
}
