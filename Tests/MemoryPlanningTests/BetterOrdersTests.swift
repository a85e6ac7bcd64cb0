import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import MemoryPlanning

@Suite struct BetterOrdersTests {
  /// A graph for a problem: sizes of int8 tensors, and what operators read and write.
  private struct Graph {
    var sizes: [Int]
    var operators: [(name: String, inputs: [Int], outputs: [Int])]
    var inputs = [0]
    var outputs: [Int]
    var variables: Set<Int> = []

    func model() throws -> Model {
      let names = Array(Set(operators.map(\.name))).sorted()
      let tensors = sizes.enumerated().map { index, size in
        "{shape: [\(size)], type: INT8, is_variable: \(variables.contains(index))}"
      }
      let ops = operators.map { op in
        "{opcode_index: \(names.firstIndex(of: op.name) ?? 0), inputs: \(op.inputs), outputs: \(op.outputs)}"
      }
      return Model(
        file: try ModelFile(
          bytes: Flatc.model(
            """
            {version: 3, operator_codes: [\(names.map { "{builtin_code: \($0)}" }.joined(separator: ", "))],
             buffers: [{}], subgraphs: [{tensors: [\(tensors.joined(separator: ", "))], inputs: \(inputs),
               outputs: \(outputs), operators: [\(ops.joined(separator: ", "))]}]}
            """)))
    }
  }

  /// 0 (10 bytes) is widened to 1 and 2 (100 each), which are narrowed to 3 and 4 (10 each) and added.
  ///
  /// Both wide ones: 210 with the input. One after the other: 10 + 100 + 10, as the input or the first narrow one stays.
  private let twoBranches = Graph(
    sizes: [10, 100, 100, 10, 10, 10],
    operators: [
      ("ABS", [0], [1]), ("ABS", [0], [2]), ("ABS", [1], [3]), ("ABS", [2], [4]),
      ("ADD", [3, 4], [5]),
    ], outputs: [5])

  @Test func finishesABranchBeforeItStartsTheNext() throws {
    let order = try #require(BetterOrders(twoBranches.model()).orders.first)
    #expect(order.peakBefore == 210)
    #expect(order.peak == 120)
    #expect(order.lowerBound == 120)
    #expect([[0, 2, 1, 3, 4], [1, 3, 0, 2, 4]].contains(order.operators))
  }

  /// 0 (10) -> 1 (60) -> 2 (20), and 0 -> 3 (90) -> 4 (10): the wider one first, before the 20 are kept.
  ///
  /// In the given order: 10 + 20 + 90 = 120, then 20 + 90 + 10 = 120. The other: 10 + 90, 10 + 90 + 10 = 110.
  @Test func startsWithTheBranchThatLeavesLess() throws {
    let graph = Graph(
      sizes: [10, 60, 20, 90, 10, 10],
      operators: [
        ("ABS", [0], [1]), ("ABS", [1], [2]), ("ABS", [0], [3]), ("ABS", [3], [4]),
        ("ADD", [2, 4], [5]),
      ], outputs: [5])
    let order = try #require(BetterOrders(graph.model()).orders.first)
    #expect((order.peakBefore, order.peak, order.lowerBound) == (120, 110, 110))
    #expect(order.operators == [2, 3, 0, 1, 4])
  }

  /// The same graph, but its operators run code that is not known, draw numbers, or share a variable.
  @Test(arguments: ["CUSTOM", "RANDOM_UNIFORM", "ABS with a variable"])
  func keepsTheOrderOfSideEffects(what: String) throws {
    var graph = twoBranches
    if what.hasPrefix("ABS") {
      graph.sizes.append(1)
      graph.variables = [6]
      for op in graph.operators.indices { graph.operators[op].inputs.append(6) }
    } else {
      for op in graph.operators.indices { graph.operators[op].name = what }
    }
    let orders = try BetterOrders(graph.model())
    #expect(orders.orders.isEmpty)
    #expect(orders.kept.map(\.reason) == ["no order of the operators has a peak below 210 bytes"])
  }

  /// Both outputs stay to the end, in any order: 10 + 100 + 100.
  @Test func knowsThatOutputsStay() throws {
    var graph = twoBranches
    graph.outputs = [1, 2, 5]
    #expect(try BetterOrders(graph.model()).orders.isEmpty)
  }

  @Test func leavesATensorWithTwoWritersAlone() throws {
    var graph = twoBranches
    graph.operators[3].outputs = [3]
    let orders = try BetterOrders(graph.model())
    #expect(orders.orders.isEmpty)
    #expect(orders.kept.first?.reason.contains("written by operator 3 (ABS)") == true)
  }

  @Test func leavesAnUnknownSizeAlone() throws {
    var graph = twoBranches
    graph.sizes[2] = -1
    let kept = try BetterOrders(graph.model()).kept
    #expect(kept.first?.reason.contains("is not known") == true)
  }

  /// Every topological order was tried by a script that shares nothing with the search.
  @Test func findsTheBestOfAllOrders() throws {
    try Places.withTemporaryFolder { folder in
      let script = Places.project.appending(path: "Tests/CommandTests/Oracles/best_order.py").path
      let seed = ProcessInfo.processInfo.environment["TFLENS_SEED"] ?? "15"
      let made = try Program.run(
        Places.python, ["-B", script, "make", folder.path, seed, "100"])
      try #require(made.status == 0, "\(made.errorText)")
      let models = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        .map { folder.appending(path: $0).path }
      let run = try Program.run(Places.python, ["-B", script, "peaks"] + models)
      let lines = run.text.split(separator: "\n").map { $0.split(separator: " ").map { Int($0) } }
      try #require(lines.count == 100, "\(run.errorText)")
      var better = 0
      for (path, peaks) in zip(models, lines) {
        let found = BetterOrders(Model(file: try ModelFile.open(FilePath(path))))
        if let order = found.orders.first {
          #expect([order.peakBefore, order.peak] == peaks, "\(path)")
          #expect(order.lowerBound == order.peak, "\(path)")
          better += 1
        } else {
          #expect(peaks[0] == peaks[1], "\(path): \(found.kept)")
        }
      }
      #expect(better >= 30)
    }
  }
}
