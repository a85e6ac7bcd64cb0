internal import Comparing
internal import ModelFacts
internal import ModelFormat
internal import Reporting

/// What a rewrite made of a model.
package struct ModelChange {
  let after: ModelPicture
  let report: DiffReport
  /// What stands in the place of each HARD_SWISH that changed, by its position in the survey.
  let sites: [Int: RewrittenSite]
  /// How many HARD_SWISH of the first model were removed, with nothing in their place that computes the same output.
  private let unmatchedCount: Int

  /// Compares a model with what a rewrite made of it.
  package init(_ before: ModelPicture, _ after: ModelPicture) {
    self.after = after
    let comparison = ModelComparison(before.model, after.model)
    report = DiffReport(comparison, a: before.path, b: after.path)
    var parts: [[Int]: RewrittenSite.Part] = [:]
    for group in comparison.replacements where group.a.count == 1 {
      guard let graph = Self.graph(of: group.b, in: after.graphs, group.subgraph.index) else {
        continue
      }
      parts[[group.subgraph.index, group.a[0].index]] = Self.part(group.b, graph)
    }
    let outputs = comparison.quantization.map(\.tensor)
    var sites: [Int: RewrittenSite] = [:]
    for (position, entry) in before.survey.entries.prefix(1_000).enumerated() {
      let key = [entry.site.subgraph.index, entry.site.op.index]
      let part = parts[key] ?? Self.requantized(entry.site, outputs, after.graphs)
      sites[position] = part.flatMap { RewrittenSite(entry, $0) }
    }
    self.sites = sites
    let removed = Set(
      comparison.replacements.flatMap { group in group.a.map { [group.subgraph.index, $0.index] } })
    unmatchedCount = before.survey.entries.enumerated().count { position, entry in
      sites[position] == nil && removed.contains([entry.site.subgraph.index, entry.site.op.index])
    }
  }

  private static func graph(
    of operators: [Operator], in graphs: [GraphIndex], _ subgraph: Int
  ) -> GraphIndex? {
    operators.isEmpty || subgraph >= graphs.count ? nil : graphs[subgraph]
  }

  /// The one tensor that enters a group of operators, and the one that leaves it; nil if there are more.
  private static func part(_ operators: [Operator], _ graph: GraphIndex) -> RewrittenSite.Part? {
    let inside = Set(operators.map(\.index))
    var inputs: Set<TensorIndex> = []
    var outputs: Set<TensorIndex> = []
    for op in operators {
      for input in op.inputs where graph.tensor(input)?.isConstant == false {
        let maker = graph.producerIndex(of: input)
        if maker.map({ !inside.contains($0) }) ?? true { inputs.insert(input) }
      }
      for output in op.outputs where !output.isAbsent {
        let leaves =
          graph.consumers(of: output).contains { !inside.contains($0.index) }
          || graph.subgraph.outputs.contains(output)
        if leaves { outputs.insert(output) }
      }
    }
    guard inputs.count == 1, outputs.count == 1, let input = inputs.first,
      let output = outputs.first
    else { return nil }
    return RewrittenSite.Part(graph: graph, input: input, output: output, operators: operators)
  }

  /// The same HARD_SWISH with another scale at its output.
  private static func requantized(
    _ site: HardSwishSite, _ changed: [TensorMatch], _ graphs: [GraphIndex]
  ) -> RewrittenSite.Part? {
    guard let output = site.output?.tensor.index,
      let match = changed.first(where: {
        $0.subgraph.index == site.subgraph.index && $0.a.index == output
      }), site.subgraph.index < graphs.count
    else { return nil }
    let graph = graphs[site.subgraph.index]
    guard let op = graph.producer(of: match.b.index), op.builtin == .hardSwish,
      let input = op.inputs.first
    else { return nil }
    return RewrittenSite.Part(graph: graph, input: input, output: match.b.index, operators: [op])
  }

  /// What became of the HARD_SWISH, in a sentence.
  var summary: String {
    guard !sites.isEmpty else {
      if report.isUneventful { return "The models are the same." }
      return unmatchedCount == 0
        ? "No HARD_SWISH changed."
        : "\(unmatchedCount) HARD_SWISH of the first model \(unmatchedCount == 1 ? "has" : "have") no counterpart in the second."
    }
    let figures = sites.values.compactMap(\.figures)
    let unknown = sites.count - figures.count
    let largest = figures.map(\.largest).max() ?? 0
    let known =
      figures.isEmpty
      ? ""
      : ": max change \(largest.asFigure) \(largest == 1 ? "code" : "codes"), computed for every input code"
    guard unknown < sites.count else {
      return
        "\(sites.count) HARD_SWISH changed; the max change is unknown, so compare the outputs with `tflens verify`."
    }
    return "\(sites.count) HARD_SWISH changed\(known)"
      + (unknown == 0
        ? "."
        : "; for \(unknown) of them, the max change is unknown: compare the outputs with `tflens verify`.")
  }

  /// The line under the page's headline.
  func writeHeading(to page: MarkupWriter) {
    page.element("p", .style("soft")) {
      page.text("Compared with ")
      page.element("bdi", text: after.path.fileName.escapedForDisplay.beginning(of: 200))
      page.text(
        ". \(summary) Charts and tables other than \u{201c}Before and after\u{201d} are about the first model."
      )
    }
  }
}
