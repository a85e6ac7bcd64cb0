import Auditing
import Foundation
import ModelFormat
import Targeting
import TestSupport
import Testing

/// The target of LiteRT's own kernels beside the default audit and LiteRT: all three say the same of
/// operators, versions and element types.
@Suite struct KernelTargetTests {
  /// An operator of a model.
  private struct Place: Hashable, Comparable, CustomStringConvertible {
    let subgraph, index: Int
    var description: String { "\(subgraph):\(index)" }
    static func < (a: Self, b: Self) -> Bool { (a.subgraph, a.index) < (b.subgraph, b.index) }
  }

  /// What an audit and the target make of a model.
  private struct Verdict {
    let model: String
    /// Operators that an audit says have no kernel; those with an error of any kind.
    let withoutKernel, withError: Set<Place>
    /// Operators that the target has no kernel for; those that it does not run for any reason.
    let unsupported, unmapped: Set<Place>
    let hasError: Bool

    var isSame: Bool {
      withoutKernel == unsupported && (withError.isSuperset(of: unmapped))
    }
  }

  /// The rules that read the tables of kernels; HARD_SWISH has one of its own.
  private static let rules: Set<String> = ["F004", "F005", "F006", "G024", "Q033"]
  /// The same among the reasons of a placement.
  private static let reasons: Set<String> = [
    "operator", "operator-version", "kernel-types", "types",
  ]

  @Test func agreesOnRealModels() throws {
    let folders = [Places.fixtures, Places.corpus].compactMap { $0 }
    let paths = try folders.flatMap { try Self.models(in: $0) }
    let verdicts = try paths.compactMap(Self.verdict)
    #expect(verdicts.count > 20)
    for verdict in verdicts { #expect(verdict.isSame, "\(verdict)") }
    let accepted = verdicts.filter { !$0.hasError }
    for verdict in accepted { #expect(verdict.unmapped.isEmpty, "\(verdict)") }
    let refused = try Self.refused(accepted.map(\.model))
    #expect(refused == [], "LiteRT does not run what both accept")
    print("litert_cpu_kernels: \(verdicts.count) models, \(accepted.count) accepted by all")
  }

  /// Models of one operator with drawn types, and LiteRT's own answer.
  @Test func agreesOnElementTypes() throws {
    try Places.withTemporaryFolder { folder in
      let seed = "\(Seed.value % 1_000_000)"
      let run = try Program.run(
        Places.python, ["-B", Self.oracle("draw_operators.py"), folder.path, seed, "500"])
      try #require(run.status == 0, "\(run.errorText)")
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let answers = try decoder.decode(
        [String: OperatorFaultTests.Answer].self, from: Data(run.text.utf8))
      var (unsupported, rejected) = (0, 0)
      for (name, answer) in answers where answer.kind == "types" && !answer.isSlow {
        let verdict = try #require(try Self.verdict(of: folder.appending(path: name).path))
        #expect(verdict.withoutKernel == verdict.unsupported, "\(verdict); \(Seed.note)")
        guard verdict.unsupported.isEmpty || !answer.runs else {
          Issue.record("LiteRT runs \(name); \(Seed.note)")
          continue
        }
        rejected += answer.runs ? 0 : 1
        unsupported += verdict.unsupported.isEmpty ? 0 : 1
      }
      try #require(rejected > 50)
      #expect(Double(unsupported) >= 0.9 * Double(rejected), "\(unsupported) of \(rejected)")
    }
  }

  private static func verdict(of path: String) throws -> Verdict? {
    guard let file = try? ModelFile.open(FilePath(path)) else { return nil }
    let model = Model(file: file)
    let today = try #require(CalendarDate("2026-01-01"))
    let errors = Audit(today: today, runtime: .litert).run(model, path: FilePath(path)).findings
      .filter { $0.severity == .error }
    var (withoutKernel, withError): (Set<Place>, Set<Place>) = ([], [])
    for error in errors {
      guard let subgraph = error.place.subgraph, let op = error.place.op else { continue }
      let place = Place(subgraph: subgraph, index: op)
      withError.insert(place)
      guard rules.contains(error.rule.id) else { continue }
      withoutKernel.insert(place)
      guard error.rule.id.hasPrefix("F") else { continue }
      // A rule on operator codes names the first operator that has the code.
      let code = model.subgraphs[subgraph].operators[op].codeIndex
      for graph in model.subgraphs {
        for other in graph.operators where other.codeIndex == code {
          withoutKernel.insert(Place(subgraph: graph.index, index: other.index))
        }
      }
    }
    withError.formUnion(withoutKernel)
    let placement = Placement(of: model, on: try .named("litert_cpu_kernels"))
    var (unsupported, unmapped): (Set<Place>, Set<Place>) = ([], [])
    for op in placement.operators {
      let place = Place(subgraph: op.subgraph, index: op.index)
      switch op.outcome {
      case .mapped: continue
      case .blocked(let found) where found.contains { reasons.contains($0.kind) }:
        unsupported.insert(place)
      case .blocked, .conditional, .unknown: break
      }
      unmapped.insert(place)
    }
    return Verdict(
      model: path, withoutKernel: withoutKernel, withError: withError, unsupported: unsupported,
      unmapped: unmapped, hasError: !errors.isEmpty)
  }

  /// Those of the models that the default path of LiteRT does not run, with inputs of zeros.
  private static func refused(_ models: [String]) throws -> [String] {
    let run = try Program.run(Places.python, ["-B", oracle("accept_model.py")] + models)
    try #require(run.status == 0, "\(run.errorText)")
    var refused: [String] = []
    for line in run.text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 2)
      guard words[1] != "runs" else { continue }
      refused.append(URL(filePath: String(words[2])).lastPathComponent)
    }
    // The shape of its result is an input of the graph.
    return refused.filter { $0 != "tflite-micro__transpose_conv4.tflite" }
  }

  private static func models(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".tflite") || $0.hasSuffix(".bin") }
      .map { folder.appending(path: $0).path }
  }

  private static func oracle(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracles/\(name)").path
  }
}
