internal import ModelFormat

/// Flags operators that come before one whose result they read.
struct OperatorsOutOfOrder: Rule {
  static let info = RuleInfo(
    id: "G005",
    name: "operators-out-of-order",
    summary: "An operator comes before the producer of its input",
    rationale: """
      Runtimes run operators in the order of the file. An operator that comes too early reads old \
      memory: results of the previous run, or of other operators. A delegate that sorts its \
      operators hides the problem until another device runs the model.
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
