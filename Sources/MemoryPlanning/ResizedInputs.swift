internal import ModelFacts
public import ModelFormat

/// Other shapes for the inputs of a model.
public struct ResizedInputs: Sendable {
  /// The first dimension of every input; nil leaves it.
  public let batch: Int?
  /// The shapes of some inputs, by name or index.
  public let shapes: [(input: String, shape: [Int])]

  /// Shapes for inputs; those that are named keep the batch that their shape says.
  public init(batch: Int?, shapes: [(input: String, shape: [Int])]) {
    self.batch = batch
    self.shapes = shapes
  }

  /// The sizes that the tensors of a model then have; nil if no input changes.
  ///
  /// - Throws: `no-such-part` if the model has no such input; `wrong-argument` if an input has two shapes, or if an operator
  ///   does not run on these shapes.
  public func sizes(of model: Model) throws(Diagnostic) -> TensorSizes? {
    guard batch != nil || !shapes.isEmpty, let subgraph = model.subgraphs.first else { return nil }
    var replaced: [TensorIndex: TensorShape] = [:]
    for input in subgraph.inputs where !input.isAbsent {
      let dimensions = subgraph.tensors[input.position].shape.map { Int($0) }
      guard let batch, !dimensions.isEmpty else { continue }
      replaced[input] = TensorShape([batch] + dimensions.dropFirst().map { $0 })
    }
    var named: Set<TensorIndex> = []
    for (name, shape) in shapes {
      guard let input = Self.input(name, of: subgraph, in: model) else {
        throw .noSuchInput(name, of: subgraph)
      }
      guard named.insert(input).inserted else { throw .inputTwice(subgraph.label(of: input)) }
      replaced[input] = TensorShape(shape.map { $0 })
    }
    let inferred = ShapeInference(model, replacing: [0: replaced])
    if let finding = inferred.findings.first {
      let place = model.subgraphs[finding.subgraph]
      throw .unsuitableShapes(
        finding.fault.message, at: place.place(of: place.operators[finding.op]))
    }
    return TensorSizes(model, shapes: inferred)
  }

  /// The input with a name, of its tensor or in a signature, or with an index.
  private static func input(
    _ name: String, of subgraph: Subgraph, in model: Model
  ) -> TensorIndex? {
    let found = subgraph.inputs.first { input in
      guard !input.isAbsent else { return false }
      return subgraph.tensors[input.position].name?.text == name || "\(input.rawValue)" == name
    }
    if let found { return found }
    for signature in model.signatures where Int(signature.subgraphIndex) == subgraph.index {
      if let input = signature.inputs.first(where: { $0.name?.text == name })?.index,
        subgraph.inputs.contains(input)
      {
        return input
      }
    }
    return nil
  }
}
