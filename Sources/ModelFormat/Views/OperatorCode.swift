/// One kind of operator that a model uses, and the version of its semantics.
///
/// Schema: table `OperatorCode`.
public struct OperatorCode: TableView {
  let table: Table
  init(table: Table) { self.table = table }

  /// The field numbers of the schema's table, in the schema's order.
  enum Field: UInt16, CaseIterable {
    case deprecatedBuiltinCode, customCode, version, builtinCode
  }

  /// The operator: the larger of the two codes that the format has for it.
  ///
  /// Files from before there were more than 127 operators have only the byte; later ones may have only the
  /// 32-bit code. Source: LiteRT, `schema_utils.cc`, `GetBuiltinCode`.
  public var builtin: BuiltinOperator {
    BuiltinOperator(rawValue: max(Int32(deprecatedBuiltinCode), builtinCode))
  }

  /// The operator's name: for a custom operator its own, if it has one.
  public var name: String {
    guard builtin == .custom, let own = customCode, own.bytes.count > 0 else { return builtin.name }
    return own.text
  }

  /// The code as a byte; 127 stands for "see the other".
  public var deprecatedBuiltinCode: Int8 { table.int8(Field.deprecatedBuiltinCode, default: 0) }

  /// The code as newer files store it.
  public var builtinCode: Int32 { table.int32(Field.builtinCode, default: 0) }

  /// The name of a custom operator; nil for a builtin one.
  public var customCode: RawText? { table.text(Field.customCode) }

  /// The version of the operator's semantics that the model needs, from 1.
  public var version: Int32 { table.int32(Field.version, default: 1) }
}
