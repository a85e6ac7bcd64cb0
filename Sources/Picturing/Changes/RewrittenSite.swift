internal import ModelFacts
internal import ModelFormat
internal import QuantMath
internal import Reporting

/// What a rewrite put in the place of one HARD_SWISH, computed for every input code.
struct RewrittenSite {
  /// How far the result moved, by LiteRT's reference kernels.
  struct Figures {
    /// How many input codes there are; every one was computed.
    let codes: Int
    /// How many of them give another result.
    let changed: Int
    /// The largest change of the output, in steps of its old scale.
    let largest: Double
    /// The mean over all input codes, in the same steps.
    let mean: Double
    /// How far the new result is from the real function at worst, in codes of the new output.
    let fromExact: Int
    /// How far LiteRT's other kernels are from the reference kernels at worst, in the same codes.
    let otherKernels: Int
  }

  /// The part of a graph that took the place of an operator.
  struct Part {
    let graph: GraphIndex
    let input: TensorIndex
    let output: TensorIndex
    let operators: [Operator]
  }

  /// The operators that compute the activation now.
  let operators: String
  /// Their table of codes, and what those stand for; nil where it is not known.
  let curve: (table: [Int32], grid: Grid)?
  /// How far the result moved; nil where that was not computed.
  let figures: Figures?
  /// Why it was not computed; nil if it was.
  let obstacle: String?

  /// Compares the table of a site with that of its replacement; nil for a site without a table.
  init?(_ entry: HardSwishSurvey.Entry, _ part: Part) {
    guard let analysis = entry.arithmetic.analysis else { return nil }
    operators = part.operators.map(\.builtin.name).joined(separator: ", ")
    let before = Self.grids(analysis)
    guard let after = Self.grids(part), after.input == before.input, before.output.hasUsableScale
    else {
      (curve, figures) = (nil, nil)
      let type = part.graph.tensor(part.input)?.type
      obstacle =
        type?.isFloat == true
        ? "the input is now \(type?.name ?? "")"
        : "the input has another scale, so its codes are not the same numbers"
      return
    }
    let tables = Self.tables(part)
    guard let table = tables[.reference], table.count == analysis.table.count else {
      (curve, figures) = (nil, nil)
      obstacle = "a kernel is not known for every input code"
      return
    }
    (curve, obstacle) = ((table, after.output), nil)
    let distances = zip(analysis.table, table).map {
      abs(before.output.real($0) - after.output.real($1)) / Double(before.output.scale)
    }
    let exact = zip(before.input.codes.lowest...before.input.codes.highest, table).map {
      abs(Int($1) - Int(nearestHardSwish($0, input: after.input, output: after.output)))
    }
    let others = tables.values.map { zip($0, table).map { abs(Int($0) - Int($1)) }.max() ?? 0 }
    figures = Figures(
      // A double may miss a whole number of steps by its last bit.
      codes: table.count, changed: distances.count { $0 > 1e-9 }, largest: distances.max() ?? 0,
      mean: distances.reduce(0, +) / Double(distances.count), fromExact: exact.max() ?? 0,
      otherKernels: others.max() ?? 0)
  }

  /// `ADD, MUL, MUL: max change 1 code, at 5 of 256 input codes`.
  var summary: String {
    guard let figures else { return "\(operators): not computed, because \(obstacle ?? "")" }
    guard figures.changed > 0 else { return "\(operators): the same result for every input code" }
    return
      "\(operators): max change \(figures.largest.asFigure) \(figures.largest == 1 ? "code" : "codes"), "
      + "at \(figures.changed) of \(figures.codes) input codes"
  }

  private static func grids(_ analysis: HardSwishAnalysis) -> (input: Grid, output: Grid) {
    (analysis.preparation.input, analysis.preparation.output)
  }

  private static func grids(_ part: Part) -> (input: Grid, output: Grid)? {
    guard let input = part.graph.tensor(part.input).flatMap({ QuantizedTensor($0).grid }),
      let output = part.graph.tensor(part.output).flatMap({ QuantizedTensor($0).grid }),
      input.hasUsableScale, output.hasUsableScale
    else { return nil }
    return (input, output)
  }

  /// The tables by the kernels that are known.
  private static func tables(_ part: Part) -> [RuntimeKernels: [Int32]] {
    var tables: [RuntimeKernels: [Int32]] = [:]
    for kernels in RuntimeKernels.allCases {
      let function = try? ElementwiseFunction(
        from: part.input, to: part.output, in: part.graph, kernels: kernels)
      guard let function, function.inputCodes != nil, function.outputCodes != nil else { continue }
      tables[kernels] = function.codes()
    }
    return tables
  }
}
