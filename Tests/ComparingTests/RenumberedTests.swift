import ModelFormat
import TestSupport
import Testing

@testable import Comparing
@testable import ModelFormat

/// How tables are numbered and ordered is no difference.
@Suite struct RenumberedTests {
  /// Models with branches, with constants that are alike, with two subgraphs, with data outside the tables.
  static let models = [
    "digits_int8", "digits_float32", "digits_float16", "decomposed_folded_int8", "two_signatures",
    "outside_tables",
  ]

  @Test(arguments: models) func aModelIsTheSameAsItself(name: String) throws {
    let model = Model(file: try EditedModel.fixture(name))
    let comparison = ModelComparison(model, model)
    #expect(comparison.found.isEmpty)
    #expect(comparison.isSame)
  }

  @Test(arguments: models, [1, 2, 3] as [UInt64])
  func anotherOrderIsNoDifference(name: String, seed: UInt64) throws {
    let comparison = try EditedModel.comparison(name) { model in
      var random = SeededGenerator(seed: seed)
      Self.renumber(&model, &random)
    }
    #expect(comparison.found.isEmpty, "\(comparison.found)")
  }

  @Test(arguments: models) func namesAreNoDifference(name: String) throws {
    var count = 0
    let comparison = try EditedModel.comparison(name) { model in
      var random = SeededGenerator(seed: 9)
      Self.renumber(&model, &random)
      for graph in model.subgraphs?.indices ?? 0..<0 {
        for tensor in model.subgraphs?[graph].tensors?.indices ?? 0..<0 {
          model.subgraphs?[graph].tensors?[tensor].name = Array("t\(tensor)".utf8)
          count += 1
        }
      }
    }
    #expect(comparison.found == ["names": count])
    #expect(comparison.isSame)
  }

  /// Shuffles tensors, buffers and operator codes, and gives the operators another order that can run.
  static func renumber(_ model: inout Editable<Model>, _ random: inout SeededGenerator) {
    let codes = Permutation(model.operatorCodes?.count ?? 0, fixed: 0, &random)
    model.operatorCodes = model.operatorCodes.map(codes.apply)
    let buffers = Permutation(model.buffers?.count ?? 0, fixed: 1, &random)
    model.buffers = model.buffers.map(buffers.apply)
    for entry in model.metadata?.indices ?? 0..<0 {
      guard let buffer = model.metadata?[entry].buffer else { continue }
      model.metadata?[entry].buffer = BufferIndex(rawValue: UInt32(buffers.new[buffer.position]))
    }
    var tensors: [Permutation] = []
    for graph in model.subgraphs?.indices ?? 0..<0 {
      guard var subgraph = model.subgraphs?[graph] else { continue }
      let permutation = Permutation(subgraph.tensors?.count ?? 0, fixed: 0, &random)
      tensors.append(permutation)
      func moved(_ list: [TensorIndex]?) -> [TensorIndex]? {
        list?.map {
          $0.isAbsent ? $0 : TensorIndex(rawValue: Int32(permutation.new[$0.position]))
        }
      }
      for tensor in subgraph.tensors?.indices ?? 0..<0 {
        guard let buffer = subgraph.tensors?[tensor].buffer else { continue }
        subgraph.tensors?[tensor].buffer = BufferIndex(
          rawValue: UInt32(buffers.new[buffer.position]))
      }
      subgraph.tensors = subgraph.tensors.map(permutation.apply)
      subgraph.inputs = moved(subgraph.inputs)
      subgraph.outputs = moved(subgraph.outputs)
      for op in subgraph.operators?.indices ?? 0..<0 {
        let (inputs, outputs) = (subgraph.operators?[op].inputs, subgraph.operators?[op].outputs)
        subgraph.operators?[op].inputs = moved(inputs)
        subgraph.operators?[op].outputs = moved(outputs)
        let code = Int(subgraph.operators?[op].opcodeIndex ?? 0)
        subgraph.operators?[op].opcodeIndex = UInt32(codes.new[code])
      }
      subgraph.operators = subgraph.operators.map { reordered($0, &random) }
      model.subgraphs?[graph] = subgraph
    }
    for place in model.signatureDefs?.indices ?? 0..<0 {
      let graph = Int(model.signatureDefs?[place].subgraphIndex ?? 0)
      for list in [\Signature.EditableFields.inputs, \.outputs] {
        let ports = model.signatureDefs?[place][dynamicMember: list]
        model.signatureDefs?[place][dynamicMember: list] = ports?.map { port in
          var port = port
          port.tensorIndex = UInt32(tensors[graph].new[Int(port.tensorIndex)])
          return port
        }
      }
    }
  }

  /// Draws from the operators that can run, until all have.
  private static func reordered(
    _ operators: [Editable<Operator>], _ random: inout SeededGenerator
  ) -> [Editable<Operator>] {
    var waiting = operators
    let made = Set(operators.flatMap { $0.outputs ?? [] })
    var done: Set<TensorIndex> = []
    var result: [Editable<Operator>] = []
    while !waiting.isEmpty {
      let ready = waiting.indices.filter { place in
        (waiting[place].inputs ?? []).allSatisfy { !made.contains($0) || done.contains($0) }
      }
      guard let place = ready.randomElement(using: &random) else { return operators }
      let op = waiting.remove(at: place)
      done.formUnion(op.outputs ?? [])
      result.append(op)
    }
    return result
  }

  /// New places of the elements of a list.
  private struct Permutation {
    /// The new index of each old one.
    let new: [Int]

    init(_ count: Int, fixed: Int, _ random: inout SeededGenerator) {
      let kept = Array(0..<min(fixed, count))
      new = kept + Array(kept.count..<count).shuffled(using: &random)
    }

    func apply<Element>(_ list: [Element]) -> [Element] {
      var result = list
      for (old, new) in new.enumerated() { result[new] = list[old] }
      return result
    }
  }
}
