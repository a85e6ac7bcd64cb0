internal import ModelFacts
internal import ModelFormat

/// Flags a hard-swish that is decomposed into other operators.
struct DecomposedHardSwishFound: Rule {
  static let info = RuleInfo(
    id: "Q038",
    name: "decomposed-hard-swish-found",
    summary: "A hard-swish is decomposed into other operators",
    rationale: """
      Two to five operators do the work of one: each reads and writes the whole tensor, and each \
      rounds to its own scale. A target that supports HARD_SWISH computes it in one pass.
      """,
    remedy:
      "Fuse the operators into one HARD_SWISH, unless the target does not support HARD_SWISH.",
    fixedBy: ["fuse-hard-swish"],
    source: "TensorFlow `compiler/mlir/lite/transforms/optimize_patterns.td`, hard-swish patterns",
    severity: .note, readsWeights: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.decomposed.map { found in
        let names = found.operators.map { "\($0)" }.listed
        let folded = found.form == .inConsumers ? ", with the 1/6 folded into the consumers" : ""
        return finding(
          "operators \(names) compute \(found.form.rawValue)\(folded)",
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
