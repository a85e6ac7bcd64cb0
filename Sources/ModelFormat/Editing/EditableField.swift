/// A field of a table that can be set, and the type of its value.
public struct EditableField<Value>: Sendable {
  /// The field's number in its table.
  let id: Int
  let value: @Sendable (EditableTable, Int) -> Value
  let set: @Sendable (inout EditableTable, Int, Value) -> Void

  private init(
    _ field: some RawRepresentable<UInt16>,
    value: @escaping @Sendable (EditableTable, Int) -> Value,
    set: @escaping @Sendable (inout EditableTable, Int, Value) -> Void
  ) {
    (id, self.value, self.set) = (Int(field.rawValue), value, set)
  }
}

// Scalars.
extension EditableField {
  /// A whole number.
  static func number(_ field: some RawRepresentable<UInt16>) -> Self
  where Value: FixedWidthInteger & Sendable {
    Self(field, value: { $0.number($1) }, set: { $0.setNumber($1, $2) })
  }

  /// A code or an index.
  static func code(_ field: some RawRepresentable<UInt16>) -> Self
  where Value: RawRepresentable & Sendable, Value.RawValue: FixedWidthInteger & Sendable {
    Self(
      field,
      value: { table, id in
        guard let value = Value(rawValue: table.number(id)) else {
          preconditionFailure("codes and indices have a value for each number")
        }
        return value
      },
      set: { $0.setNumber($1, $2.rawValue) })
  }

  /// True or false.
  static func flag(_ field: some RawRepresentable<UInt16>) -> Self where Value == Bool {
    Self(
      field, value: { $0.number($1, as: UInt8.self) != 0 },
      set: { $0.setNumber($1, $2 ? 1 : 0 as UInt8) })
  }
}

// Vectors and strings.
extension EditableField {
  /// A vector of numbers other than bytes.
  static func numbers<Element: StoredScalar>(_ field: some RawRepresentable<UInt16>) -> Self
  where Value == [Element]? {
    Self(field, value: { $0.numbers($1) }, set: { $0.setNumbers($1, $2) })
  }

  /// A vector of tensors, by their indices.
  static func indices(_ field: some RawRepresentable<UInt16>) -> Self
  where Value == [TensorIndex]? {
    Self(
      field,
      value: { $0.numbers($1)?.map(TensorIndex.init(rawValue:)) },
      set: { $0.setNumbers($1, $2?.map(\.rawValue)) })
  }

  /// A string: bytes that should be UTF-8 but may not be.
  static func text(_ field: some RawRepresentable<UInt16>) -> Self where Value == [UInt8]? {
    Self(
      field, value: { if case .text(let text)? = $0.values[$1] { text } else { nil } },
      set: { $0.values[$1] = $2.map(EditableValue.text) })
  }

  /// A vector of bytes.
  static func data(_ field: some RawRepresentable<UInt16>) -> Self where Value == EditableData? {
    Self(
      field, value: { if case .data(let data)? = $0.values[$1] { data } else { nil } },
      set: { $0.values[$1] = $2.map(EditableValue.data) })
  }
}

// Tables.
extension EditableField {
  /// A table with typed fields.
  static func table<View>(_ field: some RawRepresentable<UInt16>) -> Self
  where Value == Editable<View>? {
    Self(
      field, value: { $0.table($1).map(Editable.init(untyped:)) },
      set: { $0.values[$1] = $2.map { .table($0.untyped) } })
  }

  /// A vector of tables with typed fields.
  static func tables<View>(_ field: some RawRepresentable<UInt16>) -> Self
  where Value == [Editable<View>]? {
    Self(
      field, value: { $0.tables($1)?.map(Editable.init(untyped:)) },
      set: { $0.values[$1] = $2.map { .tables($0.map(\.untyped)) } })
  }

  /// A table whose fields have no types.
  static func untypedTable(_ field: some RawRepresentable<UInt16>) -> Self
  where Value == EditableTable? {
    Self(field, value: { $0.table($1) }, set: { $0.values[$1] = $2.map(EditableValue.table) })
  }

  /// A vector of tables whose fields have no types.
  static func untypedTables(_ field: some RawRepresentable<UInt16>) -> Self
  where Value == [EditableTable]? {
    Self(field, value: { $0.tables($1) }, set: { $0.values[$1] = $2.map(EditableValue.tables) })
  }

  /// A member of a union; the field before it, which says which, is set too.
  ///
  /// Precondition: a new value is one of the union's tables.
  static func member(_ field: some RawRepresentable<UInt16>) -> Self
  where Value == EditableTable? {
    Self(field, value: { $0.table($1) }, set: { $0.setMember($1, $2) })
  }
}
