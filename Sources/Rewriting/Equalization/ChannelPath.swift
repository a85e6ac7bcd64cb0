internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Two convolutions with nothing between them that sees the scale of a channel.
///
/// A factor above 0 passes through a RELU and, code by code, through PAD and MAX_POOL_2D; it does not pass through
/// RELU6, whose limit would have to differ from channel to channel, or through HARD_SWISH.
struct ChannelPath {
  let (first, second): (EqualizedLayer, EqualizedLayer)
  /// The output of the first, and what passes its codes on to the second.
  let tensors: [TensorIndex]

  /// The path that begins at a convolution.
  ///
  /// - Throws: why the channels of its output cannot be scaled.
  init(
    from first: EqualizedLayer, _ layers: [Int: EqualizedLayer], in draft: SubgraphDraft
  ) throws(Reason) {
    let graph = draft.graph
    let activation = first.op.fusedActivation
    guard activation == .none || activation == .relu else {
      throw Reason(
        "its \(activation.name) limits every channel to the same value, so it is not positively homogeneous"
      )
    }
    guard var tensor = first.op.outputs.first else { throw Reason("it has no output") }
    var tensors = [tensor]
    while true {
      guard !draft.roles.isInterface(tensor) else {
        throw Reason("its output is an output of the model")
      }
      guard !draft.roles.isWrittenTwice(tensor), !draft.roles.isIntermediate(tensor),
        graph.tensor(tensor).map({ !$0.isVariable && !$0.isConstant }) ?? false
      else { throw Reason("its output is not written by one operator alone") }
      let readers = graph.consumers(of: tensor)
      guard let reader = readers.first else { throw Reason("its output has no consumer") }
      guard readers.count == 1, graph.readCount(of: tensor) == 1 else {
        throw Reason("its output has \(readers.count.counted("consumer")); it must have one")
      }
      if Self.passesChannels(reader, tensor), let next = reader.outputs.first,
        !tensors.contains(next),
        let here = graph.tensor(tensor), let there = graph.tensor(next),
        QuantizedTensor(here).grid == QuantizedTensor(there).grid
      {
        tensor = next
        tensors.append(next)
        continue
      }
      if let second = layers[reader.index], reader.inputs.first == tensor,
        second.inputCount == first.outputCount
      {
        (self.first, self.second, self.tensors) = (first, second, tensors)
        return
      }
      throw Reason(Self.obstacle(reader))
    }
  }

  /// True if each output code is an input code of the same channel, or the code of 0.
  static func passesChannels(_ op: Operator, _ tensor: TensorIndex) -> Bool {
    guard op.inputs.first == tensor, op.outputs.count == 1 else { return false }
    return op.builtin == .pad && op.inputs.count == 2 && op.inputs[1] != tensor
      || op.builtin == .maxPool2D && op.fusedActivation == .none
  }

  private static func obstacle(_ reader: Operator) -> String {
    switch reader.builtin {
    case .hardSwish, .relu6, .reluN1To1, .logistic, .tanh, .softmax:
      "the consumer, \(reader.label), is not positively homogeneous: f(s x) is not s f(x) for each s > 0"
    case .conv2D, .depthwiseConv2D:
      "the weights of the consumer, \(reader.label), cannot take the factors"
    default: "the consumer, \(reader.label), is not a CONV_2D or DEPTHWISE_CONV_2D"
    }
  }
}
