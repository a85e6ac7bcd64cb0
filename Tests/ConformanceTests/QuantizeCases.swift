import QuantMath

extension GridDraw {
  typealias Types = (source: CodeRange, target: CodeRange)

  /// QUANTIZE models given all codes and a tail, every fourth with wild parameters.
  mutating func quantizeCases(_ types: [Types], count: Int) -> [KernelCase] {
    (1...count).map { number in
      let types = pick(types)
      var (input, output) = quantizeGrids(types, isWild: number % 4 == 0)
      while isUndefined(input, output) {
        (input, output) = quantizeGrids(types, isWild: true)
      }
      let codes = types.source.all + (0..<CodePairs.tail).map { _ in code(types.source) }
      return KernelCase(
        "QUANTIZE", number: number, inputs: [.init(input, codes)], output: output,
        expected: quantizePredictions(input, output, codes))
    }
  }

  /// Whether C++ leaves open what the runtime computes.
  private func isUndefined(_ input: Grid, _ output: Grid) -> Bool {
    let p = try? RequantizePreparation(input: input, output: output)
    return p?.conditions.contains(.leftShiftUndefined) ?? false
  }

  private func quantizePredictions(
    _ input: Grid, _ output: Grid, _ codes: [Int32]
  ) -> [Resolver: Prediction] {
    do throws(PreparationError) {
      let p = try RequantizePreparation(input: input, output: output)
      let reference = codes.map { requantizeReference($0, p) }
      let builtin =
        input.codes.count == 256 && output.codes.count == 256
        ? codes.dropLast(CodePairs.tail).map { requantizeBuiltin($0, p) }
          + reference.suffix(CodePairs.tail)
        : reference
      return [
        .reference: .computes(reference, output.codes),
        .builtin: .computes(builtin, output.codes),
        .default: defaultPrediction(input, output, codes, otherwise: builtin),
      ]
    } catch {
      return Dictionary(uniqueKeysWithValues: Resolver.allCases.map { ($0, .fails(error)) })
    }
  }

  private func defaultPrediction(
    _ input: Grid, _ output: Grid, _ codes: [Int32], otherwise builtin: [Int32]
  ) -> Prediction {
    do throws(PreparationError) {
      let p = try XNNPACKRequantizePreparation(input: input, output: output)
      return .computes(codes.map { requantizeXNNPACK($0, p) }, output.codes, isDelegated: true)
    } catch {
      return error.condition.effect == .notDelegated
        ? .computes(builtin, output.codes) : .fails(error)
    }
  }

  private mutating func quantizeGrids(_ types: Types, isWild: Bool) -> (Grid, Grid) {
    guard isWild else {
      let range = realRange()
      let factor = Double(power(-1...1))
      let (input, output) = (
        types.source.grid(range),
        types.target.grid(range.lowerBound * factor...range.upperBound * factor)
      )
      // Between 16-bit types a zero point must be 0.
      let isSymmetric = types.source == .int16 && types.target == .int16
      return isSymmetric
        ? (
          Grid(scale: input.scale, zeroPoint: 0, codes: .int16),
          Grid(scale: output.scale, zeroPoint: 0, codes: .int16)
        ) : (input, output)
    }
    var input = power(-16...8)
    var output = input * power(-29...29)
    if oneIn(4) {  // The limits of what XNNPACK takes.
      output = input * pick([0x1p8, 0x1p-7])
      output = pick([output.nextDown, output, output.nextUp])
    }
    if oneIn(8) { input = -input }
    if oneIn(8) { output = -output }
    if oneIn(8) { (input, output) = (input * 0x1p-140, output * 0x1p-140) }
    if oneIn(8) { input = 0 }
    return (
      Grid(scale: input, zeroPoint: zeroPoint(types.source, outsideOneIn: 6), codes: types.source),
      Grid(scale: output, zeroPoint: zeroPoint(types.target, outsideOneIn: 6), codes: types.target)
    )
  }
}
