internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A removed conversion at an input or output of the graph: the tensor of codes is now the input or output,
/// with the same scale, producer and consumers.
struct StrippedEndProof {
  private let codes: TensorIndex
  private let subgraph: Int
  private let pair: ModelPair

  init(_ codes: TensorIndex, in subgraph: Int, of pair: ModelPair) {
    (self.codes, self.subgraph, self.pair) = (codes, subgraph, pair)
  }

  func certificate() -> Certificate {
    let (old, new) = (pair.old[subgraph], pair.new[subgraph])
    guard let place = pair.place(of: codes, in: subgraph) else {
      return .bound(.none("the quantized tensor is missing"))
    }
    let (before, after) = (
      QuantizedTensor(old.subgraph.tensors[codes.position]),
      QuantizedTensor(new.subgraph.tensors[place.position])
    )
    guard before.type == after.type, before.tensor.shape == after.tensor.shape,
      let grid = before.grid, grid == after.grid
    else { return .bound(.none("the quantized tensor has another scale or zero point")) }

    if let producer = old.producer(of: codes), producer.builtin == .quantize,
      old.subgraph.inputs.contains(where: { producer.inputs.first == $0 }),
      new.subgraph.inputs.contains(place), new.producer(of: place) == nil
    {
      guard haveSameReaders(old, new, place, besides: nil) else { return Self.otherReaders }
      return .exact("the caller passes the codes that QUANTIZE computed from its floats")
    }
    if let reader = old.consumers(of: codes).first(where: { $0.builtin == .dequantize }),
      let float = reader.outputs.first, old.subgraph.outputs.contains(float),
      new.subgraph.outputs.contains(place)
    {
      guard haveSameReaders(old, new, place, besides: reader.index),
        old.producer(of: codes)?.builtin == new.producer(of: place)?.builtin
      else { return Self.otherReaders }
      return .exact("the caller gets the codes that DEQUANTIZE converted")
    }
    return .bound(.none("there was no conversion"))
  }

  private static let otherReaders = Certificate.bound(
    .none("other operators now consume the codes"))

  /// True if the same operators read the codes, except for removed conversions at inputs and outputs.
  private func haveSameReaders(
    _ old: GraphIndex, _ new: GraphIndex, _ place: TensorIndex, besides gone: Int?
  ) -> Bool {
    let outputs = Set(old.subgraph.outputs)
    let before = old.consumers(of: codes).filter { reader in
      guard reader.index != gone else { return false }
      guard reader.builtin == .dequantize, let float = reader.outputs.first else { return true }
      return !outputs.contains(float) || pair.place(of: float, in: subgraph) != nil
    }
    let after = Array(new.consumers(of: place))
    return before.count == after.count
      && zip(before, after).allSatisfy { $0.hasSameMeaning(as: $1) || $0.builtin == .custom }
  }
}
