public import Calibrating
public import MemoryPlanning
internal import ModelFacts
public import ModelFormat

/// A model under audit, with the facts that rules share: graphs and quantization are computed at the start,
/// everything else when the first rule needs it.
public final class AuditContext {
  /// The model.
  public let model: Model
  /// The runtime that the model is audited for.
  public let runtime: AuditRuntime
  /// The facts of each subgraph, in order.
  public let subgraphs: [SubgraphFacts]
  /// The operator codes, each with the first operator that uses it.
  private(set) lazy var codes = codesInUse
  /// The shapes that tensors have in a run, and the operators that cannot run on them.
  private(set) lazy var shapes = ShapeInference(model)
  /// The same, if the caller may choose the sizes that signatures leave open.
  ///
  /// The batch dimension stays as stored, because exporters leave it open whatever the rest of the graph
  /// requires.
  private(set) lazy var openShapes = ShapeInference(model, replacing: openInputs)
  /// What tensors held on data; nil if that is not known.
  public let ranges: Ranges?
  /// Whether the ranges are of this model, byte for byte.
  lazy var hasOwnRanges = ranges?.modelSHA256 == model.file.sha256
  /// The activations of the first subgraph that were measured.
  private(set) lazy var measured = measuredActivations
  /// The memory of the targets that the model must fit into.
  public let memories: [MemoryLimit]
  /// The memory that the model takes, for the shapes that its file stores; planned on the first request.
  public private(set) lazy var memoryUse = MemoryUse(model)
  private let weights: WeightReader

  /// The context of one audit, for a runtime or, by default, for the one that the model is compiled for.
  public init(
    _ model: Model, runtime: AuditRuntime? = nil, ranges: Ranges? = nil,
    memories: [MemoryLimit] = []
  ) {
    self.model = model
    self.memories = memories
    self.ranges = ranges
    self.runtime = runtime ?? AuditRuntime(for: model)
    weights = WeightReader(model.file)
    let allowance = SharedAllowance(model.file)
    subgraphs = model.subgraphs.map { SubgraphFacts($0, allowance) }
  }

  /// Statistics of a constant's weights along one dimension; nil for a tensor without 8-bit or 4-bit data, or
  /// if the data does not match the shape.
  ///
  /// The data of a tensor is streamed on the first request.
  func weightStatistics(of tensor: Tensor, axis: Int) -> WeightStatistics? {
    weights.statistics(of: tensor, axis: axis)
  }

  /// True for weights that are not read because the file shares them in too many ways: their statistics are
  /// unknown, and no finding may depend on them.
  func skipsWeights(of tensor: Tensor, axis: Int) -> Bool { weights.skips(tensor, axis: axis) }

  private var measuredActivations: [MeasuredActivations.Activation] {
    guard let ranges, let facts = subgraphs.first else { return [] }
    return MeasuredActivations(ranges, in: facts.graph, isSameModel: hasOwnRanges).all
  }

  private var openInputs: [Int: [TensorIndex: TensorShape]] {
    var open: [Int: [TensorIndex: TensorShape]] = [:]
    for facts in subgraphs {
      for input in facts.subgraph.inputs {
        guard let tensor = facts.graph.tensor(input), tensor.rank > 0,
          let sizes = TensorShape.signature(of: tensor).dimensions
        else { continue }
        let batch = tensor.shape.prefix(1).map { Int?(Int($0)) }
        open[facts.subgraph.index, default: [:]][input] = TensorShape(batch + sizes.dropFirst())
      }
    }
    return open
  }

  /// The activations of the first subgraph that cut values off, and what is computed from them; nil without a subgraph.
  var clamped: ClampedTensors? {
    subgraphs.first.map { ClampedTensors(measured, in: $0.graph) }
  }

  /// The findings of `check` about each activation of the first subgraph that was measured, in order.
  func eachMeasured(
    _ check: (MeasuredActivations.Activation, SubgraphFacts) -> Finding?
  ) -> [Finding] {
    guard let facts = subgraphs.first else { return [] }
    return measured.compactMap { check($0, facts) }
  }

  /// The findings of `check` in each subgraph, in order.
  func eachSubgraph(_ check: (SubgraphFacts) -> [Finding]) -> [Finding] {
    subgraphs.flatMap(check)
  }
}

extension AuditContext {
  /// The model's operator codes, each with the place of the first operator that uses it, or the model as a
  /// whole if none does.
  var codesInUse: [(code: OperatorCode, place: FindingPlace)] {
    let codes = model.operatorCodes
    var places = [FindingPlace?](repeating: nil, count: codes.count)
    for facts in subgraphs {
      for op in facts.subgraph.operators where Int(op.codeIndex) < places.count {
        if places[Int(op.codeIndex)] == nil { places[Int(op.codeIndex)] = facts.place(op) }
      }
    }
    return zip(codes, places).map { ($0, $1 ?? .model) }
  }
}
