internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Bounds of matrix operators, with cached sums over weights, which many operators may share.
struct LayerProofs {
  private let pair: ModelPair
  private var known: [Question: Result<WeightComparison, Reason>] = [:]
  /// The same by tensor, so that scales are not compared for each operator.
  private var knownTensors: [Tensors: Result<WeightComparison, Reason>] = [:]
  /// The same without scales, if those stay.
  private var knownSteps: [Codes: WeightComparison.Steps] = [:]
  private var bounds: [Layers: Result<LayerComparison.Bound, Reason>] = [:]

  private struct Tensors: Hashable {
    let (old, new): (TensorIndex, TensorIndex)
    let axis, subgraph: Int
  }

  /// Operators with the same operands have the same bound.
  private struct Layers: Hashable {
    let (old, new): (LayerOperands.Arithmetic, LayerOperands.Arithmetic)
    let subgraph: Int
  }

  /// Tensors that share their data, and have the same scales, share the sums.
  private struct Question: Hashable {
    let (old, new): (BufferIndex, BufferIndex)
    let (oldScales, newScales): ([Float], [Float])
    let shape: [Int32]
    let axis: Int

    init(_ old: Tensor, _ new: Tensor, axis: Int) {
      (self.old, self.new) = (old.buffer, new.buffer)
      (oldScales, newScales) = (old.scaleList, new.scaleList)
      (shape, self.axis) = (old.shape, axis)
    }
  }

  /// Weights that represent the same numbers of steps, both before and after.
  private struct Codes: Hashable {
    let (old, new): (StoredWeights.Reading, StoredWeights.Reading)
  }

  init(_ pair: ModelPair) { self.pair = pair }

  /// The sums over weights in both models.
  ///
  /// - Throws: why there are none.
  private mutating func comparison(
    _ old: Tensor, _ new: Tensor, axis: Int, in subgraph: Int
  ) throws(Reason) -> WeightComparison {
    let tensors = Tensors(old: old.index, new: new.index, axis: axis, subgraph: subgraph)
    if let found = knownTensors[tensors] { return try found.get() }
    let question = Question(old, new, axis: axis)
    let found = known[question] ?? compare(old, new, axis: axis)
    known[question] = found
    knownTensors[tensors] = found
    return try found.get()
  }

  private mutating func compare(
    _ old: Tensor, _ new: Tensor, axis: Int
  ) -> Result<WeightComparison, Reason> {
    do throws(Reason) {
      let (old, new) = (try StoredWeights(old, axis: axis), try StoredWeights(new, axis: axis))
      let codes = Codes(old: old.reading, new: new.reading)
      let found = try WeightComparison(old, new, steps: knownSteps[codes])
      if let steps = found.steps { knownSteps[codes] = steps }
      return .success(found)
    } catch {
      return .failure(error)
    }
  }

  /// How far the output of an operator moves if its input is unchanged.
  ///
  /// - Throws: why there is no bound.
  mutating func bound(of op: Operator, in subgraph: Int) throws(Reason) -> LayerComparison.Bound {
    guard let other = pair.counterpart(of: op, in: subgraph) else {
      throw Reason("\(op.builtin.name) no longer writes its output")
    }
    let old = try LayerOperands(op, in: pair.old[subgraph])
    let new = try LayerOperands(other, in: pair.new[subgraph])
    let sums = try comparison(old.weights, new.weights, axis: old.axis, in: subgraph)
    let layer = try LayerComparison(old, new, sums)
    let layers = Layers(old: old.arithmetic, new: new.arithmetic, subgraph: subgraph)
    if let found = bounds[layers] { return try found.get() }
    do throws(Reason) {
      let bound = try layer.bound()
      bounds[layers] = .success(bound)
      return bound
    } catch {
      bounds[layers] = .failure(error)
      throw error
    }
  }

  /// The certificate of a change of a layer's weights or bias.
  mutating func certificate(ofLayer index: Int, in subgraph: Int) -> Certificate {
    let op = pair.old[subgraph].subgraph.operators[index]
    do throws(Reason) {
      let found = try bound(of: op, in: subgraph)
      if found.codes == 0 { return .exact("all sums and multipliers are unchanged") }
      return .bound(
        .bounded(found.codes, newSteps: found.newSteps, "for any input codes"))
    } catch {
      return .bound(.none(error.words))
    }
  }

  /// The certificate of a change of weights: of the weights themselves, and of the worst operator that reads
  /// them.
  ///
  /// - Throws: why the two cannot be compared.
  mutating func certificate(
    ofWeights tensor: TensorIndex, in subgraph: Int
  ) throws(Reason) -> WeightsCertificate {
    let graph = pair.old[subgraph]
    let readers = graph.consumers(of: tensor).compactMap { MatrixOperator($0, in: graph) }
      .filter { $0.weights?.index == tensor }
    guard let first = readers.first else { throw Reason("no operator uses them as weights") }
    let old = graph.subgraph.tensors[tensor.position]
    // Some operators may read a changed copy, while others read the original.
    var changed: WeightComparison?
    var seen: Set<TensorIndex> = []
    for reader in readers {
      guard let other = pair.counterpart(of: reader.op, in: subgraph),
        let new = MatrixOperator(other, in: pair.new[subgraph])?.weights
      else { throw Reason("\(reader.op.builtin.name) no longer writes its output") }
      guard seen.insert(new.index).inserted else { continue }
      let found = try comparison(old, new, axis: first.channelAxis, in: subgraph)
      if changed.map(\.isSame) ?? true { changed = found }
    }
    guard var certificate = changed?.certificate else { throw Reason("they have no consumer") }
    do throws(Reason) {
      var (worst, rms) = (LayerComparison.Bound(), 0.0)
      for reader in readers {
        let bound = try bound(of: reader.op, in: subgraph)
        if bound.codes >= worst.codes { worst = bound }
        rms = max(rms, bound.rms)
      }
      (certificate.maxErrorCodes, certificate.rmsErrorCodes) = (worst.codes, rms)
      certificate.maxErrorChannel = worst.channel
    } catch {
      certificate.noBound = error.words
    }
    return certificate
  }
}

extension Tensor {
  fileprivate var scaleList: [Float] { quantization?.storedScales.array ?? [] }
}
