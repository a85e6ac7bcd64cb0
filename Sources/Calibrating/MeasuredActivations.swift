public import ModelFacts
public import ModelFormat
internal import QuantMath

/// The activations of a model with what they held on data.
public struct MeasuredActivations: Sendable {
  /// One activation.
  public struct Activation: Sendable {
    /// The tensor in the model.
    public let tensor: Tensor
    /// The operator that writes it; nil for an input of the model.
    public let producer: Operator?
    /// What was counted, on this model or on one with a tensor of this name.
    public let measurement: TensorMeasurement
    /// What it held.
    public let range: TensorRange
    /// How its scale and zero point fit; nil for a float tensor.
    public let fit: GridFit?
    /// Whether its producer passes on the codes of another tensor.
    public let isPassedOn: Bool

    /// Whether its scale follows from that of another tensor, or is fixed for its producer.
    public var hasGivenGrid: Bool { isPassedOn || producer?.builtin.traits.outputRange != nil }
  }

  /// The activations that were measured, by index.
  public let all: [Activation]

  /// Finds the tensors that were measured in the first subgraph of a model.
  ///
  /// A tensor is recognized by its index and name, or by its name alone if it is the only one of that name.
  ///
  /// - Parameter isSameModel: whether the model is the one that was measured, or a rewritten one, so that tensors
  ///   without a name correspond by index.
  public init(_ ranges: Ranges, in graph: GraphIndex, isSameModel: Bool) {
    let limits = ValueLimits(graph)
    let tensors = graph.subgraph.tensors
    let byName = Self.byName(graph)
    all = ranges.measurements.compactMap { measurement -> Activation? in
      let same =
        tensors.indices.contains(measurement.tensor) ? tensors[measurement.tensor] : nil
      let isSame =
        same?.name?.text ?? "" == measurement.name && (isSameModel || !measurement.name.isEmpty)
      let tensor = isSame ? same : byName[measurement.name].flatMap { $0 }
      guard let tensor, let range = measurement.range else { return nil }
      return Self.activation(tensor, measurement, range, graph, limits)
    }
    .sorted { $0.tensor.index.position < $1.tensor.index.position }
  }

  private static func activation(
    _ tensor: Tensor, _ measurement: TensorMeasurement, _ range: TensorRange,
    _ graph: GraphIndex, _ limits: ValueLimits
  ) -> Activation {
    let producer = graph.producer(of: tensor.index)
    var fit: GridFit?
    if let grid = QuantizedTensor(tensor).grid, tensor.type != .int32,
      grid.granularity == .perTensor, grid.scale.isPositiveNormal
    {
      fit = GridFit(range, on: grid, limits: limits[tensor.index])
    }
    let origin = ValueOrigin(of: tensor.index, in: graph)
    return Activation(
      tensor: tensor, producer: producer, measurement: measurement, range: range, fit: fit,
      isPassedOn: origin.tensor != tensor.index)
  }

  /// The tensors that hold activations, by name; nil for a name that several have.
  private static func byName(_ graph: GraphIndex) -> [String: Tensor?] {
    var byName: [String: Tensor?] = [:]
    for tensor in graph.subgraph.tensors where !tensor.isConstant {
      guard let name = tensor.name?.text, !name.isEmpty else { continue }
      byName.updateValue(byName.keys.contains(name) ? nil : tensor, forKey: name)
    }
    return byName
  }
}
