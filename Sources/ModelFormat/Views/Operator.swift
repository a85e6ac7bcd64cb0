internal import CFlatBuffers

/// One step of a subgraph: a computation from tensors to tensors.
///
/// Schema: table `Operator`.
public struct Operator: Sendable {
  let table: Table
  /// The position in `Subgraph.operators`.
  public let index: Int

  /// The field numbers of the schema's table, in the schema's order; a union takes two, its type
  /// first.
  enum Field: UInt16, CaseIterable {
    case opcodeIndex, inputs, outputs, builtinOptionsType, builtinOptions, customOptions
    case customOptionsFormat, mutatingVariableInputs, intermediates, largeCustomOptionsOffset
    case largeCustomOptionsSize, builtinOptions2Type, builtinOptions2, debugMetadataIndex
  }

  /// The position of the operator's code in `Model.operatorCodes`.
  public var codeIndex: UInt32 { table.uint32(Field.opcodeIndex, default: 0) }

  /// What the operator computes, and in which version.
  public var code: OperatorCode {
    let codes = Model(file: table.file).operatorCodes
    let position = Int(codeIndex)
    // The list was checked to be long enough on opening; a trap would be worse than a missing code.
    return position < codes.count ? codes[position] : OperatorCode(table: .empty(in: table.file))
  }

  /// What the operator computes.
  public var builtin: BuiltinOperator { code.builtin }

  /// The tensors that the operator reads; an index may be absent if an input is optional.
  public var inputs: TensorIndices { TensorIndices(table.scalars(Field.inputs)) }

  /// The tensors that the operator writes.
  public var outputs: TensorIndices { TensorIndices(table.scalars(Field.outputs)) }

  /// Tensors that hold the quantization of values inside the operator (LSTM); often empty.
  public var intermediates: TensorIndices { TensorIndices(table.scalars(Field.intermediates)) }

  /// The operator's options table; nil if it has none, or if it is not in the schema.
  public var options: Record? {
    options(type: .builtinOptionsType, value: .builtinOptions, union: Self.union)
      ?? options(type: .builtinOptions2Type, value: .builtinOptions2, union: Self.union2)
  }

  /// The function that the operator applies to its result before it stores it; `none` for an
  /// operator whose options have no such field.
  public var fusedActivation: ActivationFunction {
    guard let options, let field = options.field(named: "fused_activation_function"),
      case .integer(let code)? = options.value(field)
    else { return .none }
    return ActivationFunction(rawValue: Int8(truncatingIfNeeded: code))
  }

  /// A custom operator's options, inside the tables or outside them; nil if it has none.
  public var customOptions: ByteRange? {
    if let inside = table.bytes(Field.customOptions) { return inside }
    guard let outside = largeCustomOptions else { return nil }
    return ByteRange(file: table.file, offset: Int(outside.offset), count: Int(outside.size))
  }

  /// Where options outside the tables lie; nil if there are none.
  ///
  /// Offsets 0 and 1 mean "none": a writer puts 1 there before it knows the place.
  var largeCustomOptions: (offset: UInt64, size: UInt64)? { Self.largeCustomOptions(of: table) }

  static func largeCustomOptions(of table: Table) -> (offset: UInt64, size: UInt64)? {
    let offset = table.uint64(Field.largeCustomOptionsOffset, default: 0)
    return offset > 1 ? (offset, table.uint64(Field.largeCustomOptionsSize, default: 0)) : nil
  }

  private static let union = SchemaEnum.named("BuiltinOptions")
  private static let union2 = SchemaEnum.named("BuiltinOptions2")

  private func options(type: Field, value: Field, union: SchemaEnum) -> Record? {
    guard let child = table.child(value) else { return nil }
    let member = cfb_union_table(union.index, Int64(table.uint8(type, default: 0)))
    return member < 0 ? nil : Record(table: child, type: member)
  }
}
