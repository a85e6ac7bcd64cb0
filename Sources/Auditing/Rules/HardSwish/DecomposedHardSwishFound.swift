internal import ModelFacts
internal import ModelFormat

/// Flags a hard-swish that is decomposed into other operators.
struct DecomposedHardSwishFound: Rule {
  static let info = RuleInfo(
    id: "Q038",
    name: "decomposed-hard-swish-found",
    summary: "A hard-swish is decomposed into other operators",
    rationale: """
      Three to five operators do the work of one: each reads and writes the whole tensor, and each \
      rounds to its own scale. Runtimes and accelerators that support HARD_SWISH compute it in one \
      pass from a table.
      """,
    remedy: "Fuse the operators into one HARD_SWISH, unless the target has none.",
    fixedBy: ["fuse-hard-swish"],
    source: "TensorFlow `compiler/mlir/lite/transforms/optimize_patterns.td`, hard-swish patterns",
    severity: .note, readsWeights: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.decomposed.map { found in
        let names = found.operators.map { "\($0)" }.joined(separator: ", ")
        return finding(
          "operators \(names) compute \(found.form.rawValue)",
          at: facts.place(
            facts.subgraph.operators[found.operators[0]], facts.tensor(found.output)?.tensor),
          values: [
            FindingValue("form", found.form.rawValue),
            FindingValue("operators", found.operators.count),
          ], offers: [.fuseHardSwish(op: found.operators[0], subgraph: facts.argument)])
      }
    }
  }
}
