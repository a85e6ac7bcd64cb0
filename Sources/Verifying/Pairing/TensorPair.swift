public import ModelFormat

/// A tensor of one model and the tensor of the other that should hold the same.
public struct TensorPair: Sendable {
  /// The name of both: for an output the signature's, if it has one.
  public let name: String
  /// The tensor of the first model.
  public let a: Tensor
  /// The tensor of the second model.
  public let b: Tensor
  /// The operator of the first model that writes it; nil if none does.
  public let producer: Operator?
  /// Whether it is an output of the models, not an intermediate tensor.
  public let isOutput: Bool

  let grids: (a: TensorGrid, b: TensorGrid)
}

/// An input of both models.
public struct InputPair: Sendable {
  /// The name of both: the signature's, if there is one.
  public let name: String
  /// The tensor of the first model.
  public let a: Tensor
  /// The tensor of the second model.
  public let b: Tensor

  let grids: (a: TensorGrid, b: TensorGrid)
  /// The normalization that the metadata of a model states, the first model's before the second's.
  let normalization: Normalization?
  /// All names that it may have in a file of inputs.
  let names: [String]

  /// Whether both models get the same elements; if not, they get the same real numbers, each in its own
  /// elements.
  public var sharesCodes: Bool { grids.a == grids.b }
}
