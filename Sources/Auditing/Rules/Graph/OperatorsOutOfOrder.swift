internal import ModelFormat

/// Flags operators that stand before one whose result they read.
struct OperatorsOutOfOrder: Rule {
  static let info = RuleInfo(
    id: "G005",
    name: "operators-out-of-order",
    summary: "An operator comes before the one whose result it reads",
    rationale: """
      Runtimes run operators in the order of the file. One that comes too early reads what the \
      memory held before: the results of the run before, or of other operators. A delegate that \
      sorts the operators it takes hides the fault until another device runs the model.
      """,
    remedy: "Order the operators so that each comes after its producers.",
    source: """
      LiteRT `schema/schema.fbs`, `SubGraph.operators` ("All operators, in execution order"); LiteRT \
      `core/subgraph.cc`, `Subgraph::InvokeImpl`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.order.earlyReads.map { read in
        finding(
          "\(read.reader.code.displayName) reads \(read.tensor.label) before \(read.writer.label) "
            + "writes it",
          at: facts.place(read.reader, read.tensor),
          values: [FindingValue("producer_operator", read.writer.index)])
      }
    }
  }
}
