public import ModelFormat

/// The shapes of tensors when LiteRT runs a model, and the operators that cannot run on them.
///
/// Operators are visited in order, as the runtime prepares them. Constants, variables and tensors that
/// nothing has written have the shape in the file; every other has the shape that its producer computes from
/// its inputs. Subgraphs that operators call get the caller's shapes. What cannot be known is unknown, never
/// guessed.
public final class ShapeInference {
  /// Which shapes the inputs of the model have.
  public enum Inputs: Sendable {
    /// Those of `Tensor.shape`, which the runtime allocates unless the caller resizes.
    case stored
    /// The same, but dimensions that are -1 in `Tensor.shapeSignature` are unknown.
    case signature
  }

  /// An operator whose kernel does not run on its input shapes.
  public struct Finding: Sendable {
    /// The subgraph of the operator.
    public let subgraph: Int
    /// The operator's position in the subgraph.
    public let op: Int
    /// What is wrong.
    public let fault: ShapeFault
  }

  /// The operators that cannot run, by subgraph and position, in subgraphs that an entry point reaches.
  public private(set) var findings: [Finding] = []
  /// The shapes of each subgraph that an entry point reaches; nil for every other.
  ///
  /// A subgraph that is called with several shapes has what they share.
  public private(set) var subgraphs: [SubgraphShapes?]

  private let model: Model
  private let inputs: Inputs
  private let replaced: [Int: [TensorIndex: TensorShape]]
  private var results: [CallKey: [TensorShape]] = [:]
  private var found: Set<[Int]> = []
  private var running: Set<Int> = []
  private var work = 0
  private let kinds: [BuiltinOperator]

  /// The limit for calls with ever new shapes, so that time stays proportional to the file.
  private static let mostWork = 4_000_000

  private struct CallKey: Hashable {
    let subgraph: Int
    let inputs: [TensorShape]
  }

  /// Infers the shapes of a model from its entry points: the first subgraph and those of
  /// signatures.
  ///
  /// - Parameters:
  ///   - inputs: which of their shapes the inputs use.
  ///   - replacing: other shapes for inputs, by subgraph and tensor.
  public init(
    _ model: Model, inputs: Inputs = .stored,
    replacing replaced: [Int: [TensorIndex: TensorShape]] = [:]
  ) {
    self.model = model
    self.inputs = inputs
    self.replaced = replaced
    kinds = model.operatorCodes.map(\.builtin)
    subgraphs = model.subgraphs.map { _ in nil }
    var entries = Set(model.signatures.map { Int($0.subgraphIndex) })
    entries.insert(0)
    for entry in entries.sorted() where entry < subgraphs.count { enter(entry) }
    if work >= Self.mostWork { subgraphs = subgraphs.map { _ in nil } }
    findings.sort { ($0.subgraph, $0.op) < ($1.subgraph, $1.op) }
  }

  /// The shape of a tensor; unknown in a subgraph that no entry point reaches.
  public func shape(of tensor: TensorIndex, subgraph: Int) -> TensorShape {
    guard subgraphs.indices.contains(subgraph), let shapes = subgraphs[subgraph] else {
      return .unknown
    }
    return shapes[tensor]
  }

  /// Whether the output shapes of an operator are inferred from its inputs alone.
  public static func infers(_ op: BuiltinOperator) -> Bool { ShapeRules.of(op) != nil }

  /// The operators with a kernel in LiteRT that have no rule of their own, each with the reason.
  public static var operatorsWithoutRule: [String: String] { ShapeRules.withoutRule }

  private func enter(_ index: Int) {
    let subgraph = model.subgraphs[index]
    let tensors = subgraph.tensors
    let given = subgraph.inputs.map { input -> TensorShape in
      guard !input.isAbsent else { return .unknown }
      if let other = replaced[index]?[input] { return other }
      let tensor = tensors[input.position]
      return inputs == .signature ? .signature(of: tensor) : .stored(of: tensor)
    }
    _ = run(subgraph, given: given)
  }

  /// The shapes of a subgraph's outputs for those of its inputs.
  private func run(_ subgraph: Subgraph, given: [TensorShape]) -> [TensorShape] {
    let key = CallKey(subgraph: subgraph.index, inputs: given)
    if let known = results[key] { return known }
    work += subgraph.tensors.count + subgraph.operators.count
    let unknown = subgraph.outputs.map { _ in TensorShape.unknown }
    guard work < Self.mostWork, running.insert(subgraph.index).inserted else { return unknown }
    defer { running.remove(subgraph.index) }
    var shapes = SubgraphShapes(subgraph, given: given)
    for op in subgraph.operators { visit(op, in: subgraph, &shapes) }
    let outputs = subgraph.outputs.map { shapes[$0] }
    subgraphs[subgraph.index] = subgraphs[subgraph.index]?.shared(with: shapes) ?? shapes
    results[key] = outputs
    return outputs
  }

  private func visit(_ op: Operator, in subgraph: Subgraph, _ shapes: inout SubgraphShapes) {
    work += op.inputs.count + op.outputs.count
    guard work < Self.mostWork else { return }
    guard Int(op.codeIndex) < kinds.count else { return shapes.forget(op) }
    let kind = kinds[Int(op.codeIndex)]
    do {
      if let called = try call(op, kind, shapes) {
        shapes.set(op, called, values: nil)
      } else if let rule = ShapeRules.of(kind) {
        let request = shapes.request(op, options: rule.options)
        let result = try rule.rule(request)
        try Self.requirePossible(result, of: request)
        try DelegateShapes.require(request, result)
        shapes.set(
          op, result, values: result.first.flatMap { KnownValues.result(of: request, shape: $0) })
      } else {
        shapes.forget(op)
      }
    } catch {
      shapes.forget(op)
      guard found.insert([subgraph.index, op.index]).inserted else { return }
      findings.append(Finding(subgraph: subgraph.index, op: op.index, fault: error))
    }
  }

  /// Requires results that the runtime can allocate.
  private static func requirePossible(
    _ shapes: [TensorShape], of op: OperatorShapes
  ) throws(ShapeFault) {
    for (position, shape) in shapes.enumerated() {
      guard let dimensions = shape.dimensions else { continue }
      for case let dimension? in dimensions where dimension < 0 || dimension > Int(Int32.max) {
        throw ShapeFault(
          "output \(position) has shape \(shape); each dimension must be from 0 to \(Int32.max)")
      }
      guard shape.known != nil else { continue }
      let bits = (position < op.outputs.count ? op.outputs[position]?.type.bitCount : nil) ?? 8
      if Dimension.multiply(shape.elementCount, bits) == nil {
        throw ShapeFault("output \(position) has shape \(shape), more bytes than 64 bits count")
      }
    }
  }

  // MARK: Calls

  /// The output shapes of an operator that runs subgraphs; nil for any other operator.
  private func call(
    _ op: Operator, _ kind: BuiltinOperator, _ shapes: SubgraphShapes
  ) throws(ShapeFault) -> [TensorShape]? {
    let given = op.inputs.map { shapes[$0] }
    switch kind {
    case .if:
      let rest = Array(given.dropFirst())
      guard let first = target(op, "then_subgraph_index", rest),
        let second = target(op, "else_subgraph_index", rest)
      else { return op.outputs.map { _ in .unknown } }
      return zip(first, second).map { $0 == $1 ? $0 : .unknown }
    case .while:
      if let condition = target(op, "cond_subgraph_index", given)?.first,
        let known = condition.known,
        known != [], known != [1], isOneValue(op, "cond_subgraph_index")
      {
        throw ShapeFault("the condition has shape \(condition); it must be a scalar or [1]")
      }
      guard let body = target(op, "body_subgraph_index", given), body.count == given.count else {
        return op.outputs.map { _ in .unknown }
      }
      // If the body changes a shape, the result depends on the number of rounds.
      return zip(given, body).map { $0 == $1 ? $0 : .unknown }
    case _ where kind.name == "STABLEHLO_COMPOSITE":
      return target(op, "decomposition_subgraph_index", given)
        ?? op.outputs.map { _ in .unknown }
    case .callOnce:
      _ = target(op, "init_subgraph_index", [])
      return []
    default: return nil
    }
  }

  /// Whether the file says that the first output of a subgraph is one value; if not, another rule reports it.
  private func isOneValue(_ op: Operator, _ name: String) -> Bool {
    guard let options = op.options, let field = options.field(named: name),
      case .integer(let index)? = options.value(field), index >= 0, index < subgraphs.count,
      let output = model.subgraphs[Int(index)].outputs.first, !output.isAbsent
    else { return false }
    return model.subgraphs[Int(index)].tensors[output.position].elementCount == 1
  }

  /// The output shapes of a subgraph that the options name; nil if it cannot be called.
  private func target(_ op: Operator, _ name: String, _ given: [TensorShape]) -> [TensorShape]? {
    guard let options = op.options, let field = options.field(named: name),
      case .integer(let index)? = options.value(field), index >= 0, index < subgraphs.count
    else { return nil }
    let subgraph = model.subgraphs[Int(index)]
    guard subgraph.inputs.count == given.count else { return nil }
    return run(subgraph, given: given)
  }
}

extension TensorShape {
  /// The shape of a tensor in the file.
  ///
  /// No kernel accepts a hundred dimensions; a shape with more is unknown, so that it costs nothing.
  public static func stored(of tensor: Tensor) -> Self {
    tensor.rank > 100 ? .unknown : Self(tensor.shape.map { Int($0) })
  }

  /// The stored shape, but each dimension that is -1 in `shapeSignature` is unknown.
  public static func signature(of tensor: Tensor) -> Self {
    let stored = stored(of: tensor)
    guard let signature = tensor.shapeSignature, let dimensions = stored.dimensions,
      signature.count == dimensions.count
    else { return stored }
    return Self(zip(signature, dimensions).map { $0 < 0 ? nil : $1 })
  }
}
