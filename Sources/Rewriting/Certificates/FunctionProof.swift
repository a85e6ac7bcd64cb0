internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Compares an element-wise function of codes before and after a pass, for every code of its input.
///
/// If the pass changed the input's scale too, the comparison begins further back, at a tensor that kept its
/// scale; codes that cannot be reached are then ignored.
struct FunctionProof {
  private let pair: ModelPair
  private let subgraph: Int
  private let claim: FunctionClaim

  init(_ claim: FunctionClaim, in subgraph: Int, of pair: ModelPair) {
    (self.claim, self.subgraph, self.pair) = (claim, subgraph, pair)
  }

  /// - Throws: why the function of one of the two models cannot be computed.
  func certificate(_ known: inout KnownFunctions) throws(ElementwiseError) -> Certificate? {
    guard let input = place(claim.input), let output = place(claim.output) else { return nil }
    let old = Ends(from: claim.input, to: claim.output, in: pair.old[subgraph])
    let new = Ends(from: input, to: output, in: pair.new[subgraph])
    if let certificate = known.certificate(of: claim, old, new) { return certificate }
    let certificate = try certificate(old, new)
    known.keep(certificate, of: claim, old, new)
    return certificate
  }

  private func certificate(_ old: Ends, _ new: Ends) throws(ElementwiseError) -> Certificate {
    if old.output.type.isFloat {
      return .float(try FloatComparison(old, new, claim).certificate())
    }
    guard old.input.grid != new.input.grid else { return try compare(old, new) }
    if let (from, to) = root(of: old, new) { return try compare(from, to) }
    return try compareByValue(old, new)
  }

  private func place(_ tensor: TensorIndex) -> TensorIndex? { pair.place(of: tensor, in: subgraph) }

  // MARK: From a tensor that kept its scale

  /// The same outputs as functions of the nearest tensor before the inputs that kept its scale; nil if there
  /// is no element-wise path from one.
  private func root(of old: Ends, _ new: Ends) -> (Ends, Ends)? {
    var tensor = claim.input
    for _ in 0..<Self.longest {
      guard let producer = pair.old[subgraph].producer(of: tensor),
        let input = pair.old[subgraph].soleVaryingInput(of: producer), let moved = place(input)
      else { return nil }
      tensor = input
      let from = Ends(from: input, to: claim.output, in: pair.old[subgraph])
      let to = Ends(from: moved, to: new.output.tensor.index, in: pair.new[subgraph])
      guard from.input.grid == to.input.grid, from.input.grid != nil else { continue }
      guard (try? from.function()) != nil, (try? to.function()) != nil else { return nil }
      return (from, to)
    }
    return nil
  }

  /// Passes write at most six operators in a row; a few such parts may follow one another.
  private static let longest = 16

  private func compare(_ old: Ends, _ new: Ends) throws(ElementwiseError) -> Certificate {
    let comparison = comparison(old, new, reals: reals(in: new))
    let (was, now) = (try old.table(), try new.table())
    var certificate = CodesCertificate(
      codes: now.count, reference: comparison.figures(was, now))
    for path in RuntimeKernels.allCases where path != .reference {
      guard let before = try? old.table(path), let after = try? new.table(path) else { continue }
      var figures = comparison.figures(before, after)
      // A vector kernel leaves the last elements of a tensor to the reference kernel, and the two sides may
      // leave different elements.
      if path.isARM {
        for (before, after) in [(before, now), (was, after)] {
          figures.raise(to: comparison.figures(before, after))
        }
      }
      certificate.paths[path] = figures
    }
    return .codes(certificate)
  }

  private func comparison(_ old: Ends, _ new: Ends, reals: [Double]?) -> CodeComparison {
    CodeComparison(
      from: old.output.grid, to: new.output.grid, factor: claim.factor,
      factorOfReal: claim.factorOfReal, hardSwishOf: reals)
  }

  /// The input of the HARD_SWISH in the new model, for every code that the comparison begins with.
  private func reals(in new: Ends) -> [Double]? {
    guard claim.isHardSwish, let input = place(claim.input),
      let grid = QuantizedTensor(pair.new[subgraph].subgraph.tensors[input.position]).grid,
      grid.hasUsableScale, grid.codes.count <= 65_536
    else { return nil }
    if input == new.input.tensor.index {
      return (grid.codes.lowest...grid.codes.highest).map(grid.real)
    }
    let way = Ends(from: new.input.tensor.index, to: input, in: pair.new[subgraph])
    return (try? way.table())?.map(grid.real)
  }

  // MARK: From values

  /// The old table at the values of the new input's codes, each rounded to the nearest old code.
  ///
  /// Codes that the input's producer cannot reach are left out, as far as they are known.
  private func compareByValue(_ old: Ends, _ new: Ends) throws(ElementwiseError) -> Certificate {
    guard let oldGrid = old.input.grid, let newGrid = new.input.grid, oldGrid.hasUsableScale,
      oldGrid.codes.count <= 65_536, newGrid.codes.count <= 65_536
    else { return try compare(old, new) }
    let reached = ReachableCodes(of: new.input.tensor.index, in: pair.new[subgraph]).range
    let codes = (newGrid.codes.lowest...newGrid.codes.highest).filter(reached.contains)
    func before(_ table: [Int32]) -> [Int32] {
      codes.map { code in
        let place = roundHalfAway(oldGrid.position(of: newGrid.real(code)))
        return table[Int(oldGrid.codes.clamp(Int32(clamping: place))) - Int(oldGrid.codes.lowest)]
      }
    }
    func after(_ table: [Int32]) -> [Int32] {
      codes.map { table[Int($0) - Int(newGrid.codes.lowest)] }
    }
    let comparison = comparison(
      old, new, reals: claim.isHardSwish ? codes.map(newGrid.real) : nil)
    var certificate = CodesCertificate(
      codes: codes.count,
      reference: comparison.figures(before(try old.table()), after(try new.table())))
    for path in RuntimeKernels.allCases where path != .reference {
      guard let was = try? old.table(path), let now = try? new.table(path) else { continue }
      certificate.paths[path] = comparison.figures(before(was), after(now))
    }
    return .codes(certificate)
  }
}

extension CodeFigures {
  /// Raises each figure to that of another comparison if it is worse.
  fileprivate mutating func raise(to other: CodeFigures) {
    guard other.maxErrorCodes > maxErrorCodes else { return }
    self = CodeFigures(
      maxErrorCodes: other.maxErrorCodes, meanErrorCodes: max(meanErrorCodes, other.meanErrorCodes),
      codesChanged: max(codesChanged, other.codesChanged),
      maxErrorNewSteps: other.maxErrorNewSteps, maxErrorCodesVsReal: maxErrorCodesVsReal,
      table: table)
  }
}
