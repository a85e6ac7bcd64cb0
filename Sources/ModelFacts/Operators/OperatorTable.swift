public import ModelFormat

extension BuiltinOperator {
  /// What is known about the operator; nothing for a code that is not in the schema.
  ///
  /// Cost: an index into an array.
  public var traits: OperatorTraits { OperatorTable.shared[self] }
}

/// The traits of every operator, by its code.
struct OperatorTable: Sendable {
  static let shared = OperatorTable()
  /// The rows of all families.
  static let rows: [OperatorRow] = Array(
    [
      convolutions, recurrent, arithmetic, activations, comparisons, movement, joining,
      reductions, lookups, values, controlFlow, resources, stablehlo,
    ].joined())

  private let traits: [OperatorTraits]
  /// Those with a row, in the order of their codes.
  fileprivate let known: [OperatorTraits]
  private let unknown: OperatorTraits

  private init() {
    let unknown = OperatorTraits(OperatorRow(""), of: BuiltinOperator(rawValue: -1))
    let places = Dictionary(
      Self.rows.indices.map { (Self.rows[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
    var traits: [OperatorTraits] = []
    var known: [OperatorTraits] = []
    for builtin in BuiltinOperator.known {
      while traits.count < Int(builtin.rawValue) { traits.append(unknown) }
      let name = builtin.name
      let row = places[name].map { Self.rows[$0] }
      traits.append(OperatorTraits(row ?? OperatorRow(name), of: builtin))
      if row != nil { known.append(traits[traits.count - 1]) }
    }
    (self.traits, self.known, self.unknown) = (traits, known, unknown)
  }

  subscript(builtin: BuiltinOperator) -> OperatorTraits {
    let code = Int(builtin.rawValue)
    return traits.indices.contains(code) ? traits[code] : unknown
  }
}

extension OperatorTraits {
  /// The operators with known traits, in the order of their codes.
  public static func operators(where holds: (OperatorTraits) -> Bool) -> [BuiltinOperator] {
    OperatorTable.shared.known.filter(holds).map(\.builtin)
  }

  /// The operators of the schema without traits, each with a reason.
  static let unknown: [String: String] = {
    var reasons = [
      "DELEGATE": "it replaces a part of a graph at run time, and never occurs in a file",
      "PLACEHOLDER_FOR_GREATER_OP_CODES": "it is not an operator",
    ]
    let withoutKernel = [
      "CONCAT_EMBEDDINGS", "STABLEHLO_RESHAPE", "STABLEHLO_CONCATENATE",
      "STABLEHLO_BROADCAST_IN_DIM", "STABLEHLO_CONVOLUTION", "STABLEHLO_SLICE",
      "STABLEHLO_DYNAMIC_SLICE", "STABLEHLO_DYNAMIC_UPDATE_SLICE", "STABLEHLO_IOTA",
      "STABLEHLO_DOT_GENERAL", "STABLEHLO_TRANSPOSE",
    ]
    for name in withoutKernel { reasons[name] = "LiteRT has no kernel for it" }
    return reasons
  }()
}
