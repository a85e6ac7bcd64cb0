public import ModelFormat

/// A tensor of one model and the tensor of the other that should hold the same.
public struct TensorPair: Sendable {
  /// What both are called: an output by the signature's name, if it has one.
  public let name: String
  /// The tensor of the first model.
  public let a: Tensor
  /// The tensor of the second model.
  public let b: Tensor
  /// The operator of the first model that makes it; nil if none does.
  public let producer: Operator?
  /// Whether it is a result of the models, rather than a step on the way.
  public let isOutput: Bool

  let grids: (a: TensorGrid, b: TensorGrid)
}

/// An input of both models.
public struct InputPair: Sendable {
  /// What both are called: by the signature's name, if there is one.
  public let name: String
  /// The tensor of the first model.
  public let a: Tensor
  /// The tensor of the second model.
  public let b: Tensor

  let grids: (a: TensorGrid, b: TensorGrid)
  /// Every name by which a file of inputs may call it.
  let names: [String]

  /// Whether both models take the same elements; else they are given the same real numbers, each
  /// as its own elements.
  public var sharesCodes: Bool { grids.a == grids.b }
}
