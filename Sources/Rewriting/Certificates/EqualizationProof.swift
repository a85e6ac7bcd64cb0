internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// How far the output of a layer moves if its input holds given factors of the old numbers, channel by channel, and
/// its output is divided by those of its own.
///
/// The weights are compared as the new model computes with them, divided by the factors; the bound is that of
/// `LayerComparison`, with the new output's limits divided by the factor of each channel.
struct EqualizationProof {
  private let (old, new): (LayerOperands, LayerOperands)
  private let (oldWeights, newWeights): (StoredWeights, StoredWeights)
  private let (inputs, outputs): ([Double]?, [Double]?)
  private let inputCount: Int

  /// - Throws: why the layer cannot be compared.
  init(
    _ op: Operator, factors: [TensorIndex: [Double]], in subgraph: Int, of pair: ModelPair
  ) throws(Reason) {
    guard let other = pair.counterpart(of: op, in: subgraph), op.hasSameMeaning(as: other),
      let input = op.inputs.first, let output = op.outputs.first
    else { throw Reason("\(op.builtin.name) no longer writes its output") }
    (inputs, outputs) = (factors[input], factors[output])
    if outputs != nil {
      guard op.fusedActivation == .none || op.fusedActivation == .relu else {
        throw Reason("\(op.fusedActivation.name) is not positively homogeneous")
      }
    }
    old = try LayerOperands(op, in: pair.old[subgraph])
    new = try LayerOperands(other, in: pair.new[subgraph])
    oldWeights = try StoredWeights(old.weights, axis: old.axis)
    newWeights = try StoredWeights(new.weights, axis: new.axis)
    guard oldWeights.runs == newWeights.runs, old.weights.shape == new.weights.shape,
      old.weights.type == .int8, new.weights.type == .int8, old.axis == new.axis,
      old.input.zeroPoint == new.input.zeroPoint, inputs != nil || old.readsTheSame(as: new)
    else { throw Reason("the weights or the input have another form") }
    inputCount = Int(old.weights.shape.last ?? 1)
    let outputCount = oldWeights.runs.channelCount
    guard inputs.map({ $0.count == inputCount && $0.allSatisfy(\.isFactor) }) ?? true,
      outputs.map({ $0.count == outputCount && $0.allSatisfy(\.isFactor) }) ?? true
    else { throw Reason("there is not one factor for each channel") }
    try Self.checkCodes(from: input, factors, in: subgraph, of: pair)
  }

  /// The operators between the factors' first tensor and this one pass codes on, with one scale in the new model.
  private static func checkCodes(
    from input: TensorIndex, _ factors: [TensorIndex: [Double]], in subgraph: Int,
    of pair: ModelPair
  ) throws(Reason) {
    var tensor = input
    // A graph with a cycle has no end.
    for _ in factors {
      guard let own = factors[tensor], let producer = pair.old[subgraph].producer(of: tensor),
        let source = producer.inputs.first, ChannelPath.passesChannels(producer, source)
      else { return }
      guard factors[source] == own, let here = pair.place(of: tensor, in: subgraph),
        let there = pair.place(of: source, in: subgraph), let a = pair.new[subgraph].tensor(here),
        let b = pair.new[subgraph].tensor(there),
        QuantizedTensor(a).grid == QuantizedTensor(b).grid,
        let other = pair.counterpart(of: producer, in: subgraph), producer.hasSameMeaning(as: other)
      else { throw Reason("\(producer.builtin.name) does not pass the factors on") }
      tensor = source
    }
  }

  /// The sums over one output channel, as real numbers of the old model.
  private struct Sums {
    var (up, down) = (0.0, 0.0)
    var (noise, signal, greatest) = (0.0, 0.0, 0.0)
    var (oldAbove, oldBelow, newAbove, newBelow) = (0.0, 0.0, 0.0, 0.0)
  }

  func certificate() -> Certificate {
    let sums = sums()
    let ratios = sums.map { WeightNoise.decibels(signal: $0.signal, noise: $0.noise) }
    let worst = ratios.indices.min { ratios[$0] < ratios[$1] }
    var certificate = WeightsCertificate(
      signalToNoise: WeightNoise.decibels(
        signal: sums.reduce(0) { $0 + $1.signal }, noise: sums.reduce(0) { $0 + $1.noise }),
      worstChannel: worst, worstSignalToNoise: worst.map { ratios[$0] },
      maxAbsolute: sums.reduce(0) { max($0, $1.greatest) })
    do throws(Reason) {
      var (farthest, squares) = (0.0, 0.0)
      for channel in sums.indices {
        let change = try change(of: channel, sums[channel])
        squares += change.meanSquare
        if change.codes >= farthest {
          (farthest, certificate.maxErrorChannel) = (change.codes, channel)
        }
      }
      certificate.maxErrorCodes = farthest
      certificate.rmsErrorCodes =
        (squares / Double(max(1, sums.count))).squareRoot() / old.requantization.scale
    } catch {
      certificate.maxErrorChannel = nil
      certificate.noBound = error.words
    }
    return .weights(certificate)
  }

  private func sums() -> [Sums] {
    let runs = oldWeights.runs
    var sums = [Sums](repeating: Sums(), count: runs.channelCount)
    let (before, after) = (
      oldWeights.data.scalars(of: Int8.self), newWeights.data.scalars(of: Int8.self)
    )
    let isDepthwise = old.op.builtin == .depthwiseConv2D
    for position in 0..<before.count {
      let channel = position / runs.length % runs.channelCount
      let input = isDepthwise ? channel : position % inputCount
      let was =
        Double(Int64(before[position]) - oldWeights.zeroPoint(channel))
        * Double(oldWeights.scale(channel))
      let code = Double(Int64(after[position]) - newWeights.zeroPoint(channel))
      let now =
        code * Double(newWeights.scale(channel)) * (inputs?[input] ?? 1) / (outputs?[channel] ?? 1)
      // The rounding of a scale to float32 is part of the change.
      let change = now - was
      sums[channel].up += max(0, change)
      sums[channel].down += min(0, change)
      sums[channel].noise += change * change
      sums[channel].signal += was * was
      sums[channel].greatest = max(sums[channel].greatest, abs(change))
      sums[channel].oldAbove += max(0, was)
      sums[channel].oldBelow += min(0, was)
      sums[channel].newAbove += max(0, code)
      sums[channel].newBelow += min(0, code)
    }
    return sums
  }

  private func change(
    of channel: Int, _ sums: Sums
  ) throws(Reason) -> (codes: Double, meanSquare: Double) {
    let factor = outputs?[channel] ?? 1
    let from = old.requantization
    let to = new.requantization.scaled(by: 1 / factor)
    let inputScale = Double(old.input.scale)
    let oldStep = inputScale * Double(oldWeights.scale(channel))
    let newStep = Double(new.input.scale) * Double(newWeights.scale(channel))
    let (low, high) = (
      inputScale * old.inputSteps.lowerBound, inputScale * old.inputSteps.upperBound
    )
    let oldBias = oldStep * old.bias(channel)
    let least = oldBias + sums.oldAbove * low + sums.oldBelow * high
    let most = oldBias + sums.oldAbove * high + sums.oldBelow * low
    let values = least...most
    let (steps, newBias) = (new.inputSteps, new.bias(channel))
    let newLeast = newBias + sums.newAbove * steps.lowerBound + sums.newBelow * steps.upperBound
    let newMost = newBias + sums.newAbove * steps.upperBound + sums.newBelow * steps.lowerBound
    let newSums = newLeast...newMost
    let oldSums = (least / oldStep)...(most / oldStep)
    guard
      from.takes(oldStep / from.scale, sums: old.hasWideSums ? 0...0 : oldSums),
      new.requantization.takes(
        newStep / new.requantization.scale, sums: new.hasWideSums ? 0...0 : newSums)
    else { throw Reason("output channel \(channel) may overflow its accumulator") }
    let biasChange = newStep * new.bias(channel) / factor - oldBias
    let farthest = max(
      abs(biasChange + sums.up * high + sums.down * low),
      abs(biasChange + sums.up * low + sums.down * high))
    let rounding =
      from.scale * from.roundingError(oldStep / from.scale)
      + to.scale * new.requantization.roundingError(newStep / new.requantization.scale)
    let distance = min(
      farthest + Requantization.clampDistance(from, to, for: values) + rounding,
      Requantization.widestDistance(from, to))
    let codes = old.input.codes
    let mean = (Double(codes.lowest) + Double(codes.highest)) / 2 - Double(old.input.zeroPoint)
    let count = Double(codes.count)
    let shift = biasChange + inputScale * mean * (sums.up + sums.down)
    return (
      from.codes(distance, to: to),
      shift * shift + inputScale * inputScale * (count * count - 1) / 12 * sums.noise
    )
  }
}

extension Double {
  /// True for a number that can be the factor of a channel.
  fileprivate var isFactor: Bool { self > 0 && isFinite }
}
