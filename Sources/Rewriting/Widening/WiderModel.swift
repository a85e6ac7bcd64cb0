internal import ModelFacts
public import ModelFormat
internal import QuantMath

/// A model in which some operators of the first subgraph compute in a wider type.
///
/// A widened operator reads and writes tensors of its own, with DEQUANTIZE or QUANTIZE around it; between operators of one
/// wider type, the wide tensors are passed on. Everything else keeps its codes, and outputs keep their types. The model is
/// for running, so operators keep their versions.
public struct WiderModel: Sendable {
  /// The new model.
  public let model: Model
  /// The indices of the widened operators in the original, in order, with their new types.
  public let widened: [(op: Int, type: WiderType)]
  /// The operators that were chosen among others and cannot be widened, with the reasons.
  public let leftAlone: [(op: Int, reason: String)]

  /// Widens operators; of two choices for one operator, the later one counts.
  ///
  /// Precondition: the model has a subgraph.
  ///
  /// - Throws: if a single chosen operator does not exist or cannot be widened, or if none is left.
  public init(_ source: ModelFile, _ choices: [WiderChoice]) throws(Diagnostic) {
    let before = Model(file: source)
    let graph = GraphIndex(before.subgraphs[0])
    var selection = WideningSelection(graph)
    for choice in choices { try selection.add(choice) }
    guard !selection.checks.isEmpty else { throw .nothingToWiden() }
    var writer = WideningWriter(
      Draft(try EditableModel(source), as: before), graph, selection.checks)
    for op in selection.checks.keys.sorted() {
      do throws(Reason) {
        try writer.widen(op)
      } catch {
        let type = selection.checks[op]?.type ?? .float
        throw .notWidened(graph.subgraph.operators[op], to: type, error.words, in: graph.subgraph)
      }
    }
    _ = try writer.draft.sweep()
    model = Model(file: try ModelWriter(writer.draft.whole).opened())
    widened = selection.checks.keys.sorted().compactMap { op in
      selection.checks[op].map { (op, $0.type) }
    }
    leftAlone = selection.leftAlone.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

/// The operators that choices name, checked.
private struct WideningSelection {
  let graph: GraphIndex
  private(set) var checks: [Int: WideningCheck] = [:]
  private(set) var leftAlone: [Int: String] = [:]

  init(_ graph: GraphIndex) { self.graph = graph }

  mutating func add(_ choice: WiderChoice) throws(Diagnostic) {
    let operators = graph.subgraph.operators
    switch choice.operators {
    case .all:
      for op in operators { addIfPossible(op, choice.type) }
    case .indices(let indices):
      for range in indices.ranges {
        guard operators.indices.contains(range.lowerBound) else {
          throw .noSuchIndex("operator", range.lowerBound, of: operators.count)
        }
        for op in operators[range.clamped(to: 0...(operators.count - 1))] {
          addIfPossible(op, choice.type)
        }
      }
      for index in indices.single.sorted() {
        guard operators.indices.contains(index) else {
          throw .noSuchIndex("operator", index, of: operators.count)
        }
        try add(operators[index], choice.type)
      }
    case .output(let name):
      let bytes = Array(name.utf8)
      let found = operators.filter { op in
        op.outputs.contains { graph.tensor($0)?.name?.scalars.elementsEqual(bytes) == true }
      }
      guard let op = found.first else {
        throw .noSuchTensor(
          name, among: operators.flatMap { $0.outputs.compactMap { graph.tensor($0)?.name?.text } })
      }
      guard found.count == 1 else {
        throw .noSuchPart(
          "\(found.count) operators write a tensor named '\(name.escapedForDisplay)'",
          "the name must be unique", fix: "Give the operator's index.")
      }
      try add(op, choice.type)
    }
  }

  private mutating func addIfPossible(_ op: Operator, _ type: WiderType) {
    do throws(Reason) {
      checks[op.index] = try WideningCheck(op, to: type, in: graph)
      leftAlone[op.index] = nil
    } catch {
      if checks[op.index] == nil { leftAlone[op.index] = error.words }
    }
  }

  private mutating func add(_ op: Operator, _ type: WiderType) throws(Diagnostic) {
    do throws(Reason) {
      checks[op.index] = try WideningCheck(op, to: type, in: graph)
      leftAlone[op.index] = nil
    } catch {
      throw .notWidened(op, to: type, error.words, in: graph.subgraph)
    }
  }
}

extension Diagnostic {
  fileprivate static func notWidened(
    _ op: Operator, to type: WiderType, _ reason: String, in subgraph: Subgraph
  ) -> Self {
    Self(
      .wrongArgument, "it cannot compute in \(type.rawValue): \(reason)",
      at: subgraph.place(of: op),
      fix:
        "Choose \(type == .int16 ? "float, or " : "")other operators, or 'all' for every one that can."
    )
  }

  fileprivate static func nothingToWiden() -> Self {
    Self(
      .wrongArgument, "no chosen operator can compute in a wider type",
      fix:
        "`tflens inspect` lists operators and types; only operators on 8-bit codes can be widened.")
  }
}
