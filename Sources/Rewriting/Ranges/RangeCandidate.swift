internal import Calibrating
internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Tensors of the first subgraph that share a scale and a zero point, with what a method chose for them.
struct RangeCandidate {
  /// The tensors whose values are computed or given, with what they held.
  let sources: [(tensor: Tensor, range: TensorRange)]
  let choice: RangeChoice

  /// The first of the tensors, for which the others change too.
  var tensor: Tensor { sources[0].tensor }

  /// What is expected of the change for one of the sources.
  func words(for source: TensorIndex) -> String {
    sources.first { $0.tensor.index == source }.map { choice.words(for: $0.range) } ?? choice.words
  }

  /// - Throws: why nothing can be chosen.
  init(
    _ group: GridGroup, _ method: GridMethod, _ measured: MeasuredRanges, in graph: GraphIndex
  ) throws(Reason) {
    var sources: [(tensor: Tensor, range: TensorRange)] = []
    for index in group.sources {
      guard let tensor = graph.tensor(index) else { continue }
      guard let range = measured[index] else { throw measured.reason(for: tensor) }
      sources.append((tensor, range))
    }
    self.sources = sources
    var constants = 0.0...0.0
    for constant in group.constants {
      guard let tensor = graph.tensor(constant.op.inputs[constant.position]),
        let data = tensor.data,
        let codes = StoredCodes(data, of: tensor.type)?.ends
      else { continue }
      let (low, high) = (
        group.grid.real(Int32(codes.lowerBound)), group.grid.real(Int32(codes.upperBound))
      )
      constants = min(constants.lowerBound, low)...max(constants.upperBound, high)
    }
    choice = try RangeChoice(
      method, sources.map(\.range), from: group.grid, constants: constants,
      clamped: measured.clampedEnds(of: group.sources))
  }
}
