/// The subgraphs that control-flow operators run, by the fields that name them.
enum SubgraphReferences {
  /// A field of an options table, and the subgraph that it refers to.
  struct Reference {
    let name: String
    let index: Int64
  }

  /// Every field of the schema that holds subgraph indices, by table.
  ///
  /// A test compares it with the schema.
  static let fields: [String: [String]] = [
    "CallOptions": ["subgraph"],
    "CallOnceOptions": ["init_subgraph_index"],
    "IfOptions": ["then_subgraph_index", "else_subgraph_index"],
    "StableHLOCompositeOptions": ["decomposition_subgraph_index"],
    "StablehloCaseOptions": ["branch_subgraph_indices"],
    "StablehloReduceOptions": ["body_subgraph_index"],
    "StablehloReduceWindowOptions": ["body_subgraph_index"],
    "StablehloScatterOptions": ["update_computation_subgraph_index"],
    "StablehloSortOptions": ["comparator_subgraph_index"],
    "StablehloWhileOptions": ["cond_subgraph_index", "body_subgraph_index"],
    "WhileOptions": ["cond_subgraph_index", "body_subgraph_index"],
  ]

  private static let typesWithReferences = Record.types(named: Set(fields.keys))

  /// The references in an operator's options, in the schema's order; empty for most operators.
  static func of(_ op: Operator) -> [Reference] {
    guard let options = op.options, typesWithReferences.contains(options.type),
      let names = fields[options.typeName]
    else { return [] }
    return options.fields.filter { names.contains($0.name) }.flatMap { field -> [Reference] in
      switch options.value(field) {
      case .integer(let index): [Reference(name: field.name, index: index)]
      case .numbers(.int32(let indices)):
        indices.map { Reference(name: field.name, index: Int64($0)) }
      default: []
      }
    }
  }
}

extension Operator {
  /// The subgraphs that the operator runs, as control flow does; none for most operators.
  public var calledSubgraphs: [Int] { SubgraphReferences.of(self).map { Int($0.index) } }
}
