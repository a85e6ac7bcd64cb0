internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Proves changes by computing the result in the model before and after, and comparing.
///
/// It reads both models like any reader, so it proves what was written, whatever the pass intended.
struct Prover {
  private let pair: ModelPair
  private var layers: LayerProofs
  private var functions = KnownFunctions()

  /// Compares the model before a pass, from its draft, with the resulting model.
  init(_ draft: Draft, after: Model, moves: TensorMoves) {
    pair = ModelPair(draft, after: after, moves: moves)
    layers = LayerProofs(pair)
  }

  /// The proof of a change.
  ///
  /// - Throws: `not-applicable` if the function of one of the two models cannot be computed.
  mutating func prove(_ change: Change) throws(Diagnostic) -> Certificate {
    switch change.claim {
    case .function(let claim): return try prove(claim, change)
    case .grid(let tensor):
      guard let proof = OutputScaleProof(of: tensor, in: change.subgraph, of: pair) else {
        throw .notApplicable(
          "after \(change.pass), there are no two scales to compare",
          at: pair.before.place(of: change),
          fix: "Exclude this tensor.")
      }
      return proof.certificate(&layers)
    case .constant(let op, let position):
      do throws(Reason) {
        let op = pair.old[change.subgraph].subgraph.operators[op]
        return try ConstantProof(position, of: op, in: change.subgraph, of: pair).certificate()
      } catch {
        return .bound(.none(error.words))
      }
    case .weights(let tensor):
      do throws(Reason) {
        return .weights(try layers.certificate(ofWeights: tensor, in: change.subgraph))
      } catch {
        return .bound(.none(error.words))
      }
    case .layer(let op):
      return layers.certificate(ofLayer: op, in: change.subgraph)
    case .scaledChannels(let op, let factors):
      do throws(Reason) {
        return try EqualizationProof(
          pair.old[change.subgraph].subgraph.operators[op], factors: factors, in: change.subgraph,
          of: pair
        ).certificate()
      } catch {
        return .bound(.none(error.words))
      }
    case .shiftedCodes:
      var proof = ShiftProof(in: change.subgraph, of: pair)
      return proof.certificate(&layers)
    case .placement: return PlacementProof(of: pair).certificate()
    case .order: return OrderProof(in: change.subgraph, of: pair).certificate()
    case .strippedEnd(let codes):
      return StrippedEndProof(codes, in: change.subgraph, of: pair).certificate()
    }
  }

  private mutating func prove(
    _ claim: FunctionClaim, _ change: Change
  ) throws(Diagnostic) -> Certificate {
    do throws(ElementwiseError) {
      let proof = FunctionProof(claim, in: change.subgraph, of: pair)
      if let certificate = try proof.certificate(&functions) { return certificate }
    } catch {
      throw .notApplicable(
        "the function cannot be compared: \(error)", at: pair.before.place(of: change),
        fix: "Exclude this operator.")
    }
    throw .notApplicable(
      "after \(change.pass), there is no tensor to compare", at: pair.before.place(of: change),
      fix: "Exclude this operator, or report this with the model.")
  }
}
