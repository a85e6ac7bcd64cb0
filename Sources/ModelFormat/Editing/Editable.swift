/// A table as a value, with the fields of one of the schema's tables: an `Editable<Tensor>` has a `shape`, a
/// `buffer` and so on.
///
/// A number that the table leaves out reads as the schema's default, and setting the default leaves it out,
/// as writers do. Anything else that the table leaves out is nil, which is not the same as an empty list.
@dynamicMemberLookup
public struct Editable<View: EditableView>: Sendable {
  /// The same table with untyped fields.
  public internal(set) var untyped: EditableTable

  /// A table without fields.
  public init() { untyped = EditableTable(View.tableName) }

  /// Precondition: `untyped` is the schema's table of this view.
  init(untyped: EditableTable) { self.untyped = untyped }

  /// What a field holds.
  public subscript<Value>(
    dynamicMember field: KeyPath<View.EditableFields, EditableField<Value>>
  ) -> Value {
    get {
      let field = View.editableFields[keyPath: field]
      return field.value(untyped, field.id)
    }
    set {
      let field = View.editableFields[keyPath: field]
      field.set(&untyped, field.id, newValue)
    }
  }

  /// Data of a buffer, or options of a custom operator, stored after all tables; nil if there is none.
  public var outside: EditableData? {
    get { untyped.outside }
    set { untyped.outside = newValue }
  }
}

/// A table of the schema whose fields can be set.
public protocol EditableView: Sendable {
  /// The fields by name, each with the type of its value.
  associatedtype EditableFields: Sendable

  /// The table's name in the schema.
  static var tableName: String { get }
  /// The fields that can be set.
  static var editableFields: EditableFields { get }
}
