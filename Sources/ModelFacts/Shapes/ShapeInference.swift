public import ModelFormat

/// The shapes that tensors have when LiteRT runs a model, and the operators that cannot run on
/// them.
///
/// Operators are gone through in order, as the runtime prepares them: constants, variables and
/// tensors that nothing has written have the shape that the file gives, every other what its
/// operator makes of its inputs. Subgraphs that operators call get the caller's shapes. What cannot
/// be known is unknown, never guessed.
public final class ShapeInference {
  /// Which shapes the inputs of the model have.
  public enum Inputs: Sendable {
    /// Those of `Tensor.shape`: what the runtime allocates for unless the caller resizes.
    case stored
    /// The same, with the dimensions unknown that `Tensor.shapeSignature` leaves open with -1.
    case signature
  }

  /// An operator whose kernel does not run on the shapes that it gets.
  public struct Finding: Sendable {
    /// The subgraph of the operator.
    public let subgraph: Int
    /// The operator's position in the subgraph.
    public let op: Int
    /// What is wrong.
    public let fault: ShapeFault
  }

  /// The operators that cannot run, by subgraph and position, in what an entry point reaches.
  public private(set) var findings: [Finding] = []
  /// The shapes of each subgraph that an entry point reaches; nil for every other.
  ///
  /// A subgraph that is called with several shapes has those that they share.
  public private(set) var subgraphs: [SubgraphShapes?]

  private let model: Model
  private let inputs: Inputs
  private let replaced: [Int: [TensorIndex: TensorShape]]
  private var results: [CallKey: [TensorShape]] = [:]
  private var found: Set<[Int]> = []
  private var running: Set<Int> = []
  private var work = 0
  private let kinds: [BuiltinOperator]

  /// Calls with ever new shapes end here, so that time stays in proportion to the file.
  private static let mostWork = 4_000_000

  private struct CallKey: Hashable {
    let subgraph: Int
    let inputs: [TensorShape]
  }

  /// Infers the shapes of a model from its entry points: the first subgraph and those of
  /// signatures.
  ///
  /// - Parameters:
  ///   - inputs: which of their shapes the inputs have.
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

  /// Whether the shapes that an operator gives are inferred from its inputs alone.
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

  /// Holds results to what the runtime can allocate.
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

  /// The shapes that an operator has from the subgraphs it runs; nil for an operator of its own.
  private func call(
    _ op: Operator, _ kind: BuiltinOperator, _ shapes: SubgraphShapes
  ) throws(ShapeFault) -> [TensorShape]? {
    let given = op.inputs.map { shapes[$0] }
    switch kind.name {
    case "IF":
      let rest = Array(given.dropFirst())
      guard let first = target(op, "then_subgraph_index", rest),
        let second = target(op, "else_subgraph_index", rest)
      else { return op.outputs.map { _ in .unknown } }
      return zip(first, second).map { $0 == $1 ? $0 : .unknown }
    case "WHILE":
      if let condition = target(op, "cond_subgraph_index", given)?.first,
        let known = condition.known,
        known != [], known != [1], isOneValue(op, "cond_subgraph_index")
      {
        throw ShapeFault("the condition has shape \(condition); it must be a scalar or [1]")
      }
      guard let body = target(op, "body_subgraph_index", given), body.count == given.count else {
        return op.outputs.map { _ in .unknown }
      }
      // Where the body changes a shape, the number of rounds decides.
      return zip(given, body).map { $0 == $1 ? $0 : .unknown }
    case "STABLEHLO_COMPOSITE":
      return target(op, "decomposition_subgraph_index", given)
        ?? op.outputs.map { _ in .unknown }
    case "CALL_ONCE":
      _ = target(op, "init_subgraph_index", [])
      return []
    default: return nil
    }
  }

  /// Whether the file says that the first output of a subgraph is one value; if it does not,
  /// another rule speaks of it.
  private func isOneValue(_ op: Operator, _ name: String) -> Bool {
    guard let options = op.options, let field = options.field(named: name),
      case .integer(let index)? = options.value(field), index >= 0, index < subgraphs.count,
      let output = model.subgraphs[Int(index)].outputs.first, !output.isAbsent
    else { return false }
    return model.subgraphs[Int(index)].tensors[output.position].elementCount == 1
  }

  /// The outputs of a subgraph that the options name; nil if it cannot be called.
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
  /// The shape that the file gives a tensor.
  ///
  /// No kernel takes a hundred dimensions; a shape with more is unknown, so that it costs nothing.
  public static func stored(of tensor: Tensor) -> Self {
    tensor.rank > 100 ? .unknown : Self(tensor.shape.map { Int($0) })
  }

  /// The stored shape, with each dimension unknown that `shapeSignature` leaves open.
  public static func signature(of tensor: Tensor) -> Self {
    let stored = stored(of: tensor)
    guard let signature = tensor.shapeSignature, let dimensions = stored.dimensions,
      signature.count == dimensions.count
    else { return stored }
    return Self(zip(signature, dimensions).map { $0 < 0 ? nil : $1 })
  }
}
