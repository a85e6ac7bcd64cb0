internal import ModelFacts
public import ModelFormat

/// A model under audit, with the facts that rules share: graphs and quantizations are there from the
/// start, the rest is computed once, when the first rule asks for it.
public final class AuditContext {
  /// The model.
  public let model: Model
  /// The facts of each subgraph, in order.
  public let subgraphs: [SubgraphFacts]
  /// What the operators compute, each with the first operator that has it.
  private(set) lazy var codes = codesInUse
  /// The shapes that tensors have in a run, and the operators that cannot run on them.
  private(set) lazy var shapes = ShapeInference(model)
  /// The same, where the caller may choose the dimensions that signatures leave open.
  private(set) lazy var openShapes = ShapeInference(model, inputs: .signature)
  private let weights = WeightReader()

  /// The context of one audit.
  public init(_ model: Model) {
    self.model = model
    subgraphs = model.subgraphs.map(SubgraphFacts.init)
  }

  /// What the weights of a constant come to along one dimension; nil for a tensor without 8-bit or
  /// 4-bit data, and where the data is not what the shape says.
  ///
  /// The data is streamed the first time that a tensor is asked for.
  public func weightStatistics(of tensor: Tensor, axis: Int) -> WeightStatistics? {
    weights.statistics(of: tensor, axis: axis)
  }

  /// The findings of `check` in each subgraph, in order.
  func eachSubgraph(_ check: (SubgraphFacts) -> [Finding]) -> [Finding] {
    subgraphs.flatMap(check)
  }
}
