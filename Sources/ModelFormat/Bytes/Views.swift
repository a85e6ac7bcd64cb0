/// The location of the elements of a vector of tables.
struct TableElements: Sendable {
  let holder: Table
  let offset: UInt64
  let count: Int
}

/// A table of the schema that has its own type.
protocol TableView: Sendable {
  init(table: Table)
}

/// A vector of tables, each turned into a view on request.
public struct Views<Element: Sendable>: RandomAccessCollection, Sendable {
  private let elements: TableElements?
  private let make: @Sendable (Table, Int) -> Element

  init(_ elements: TableElements?, make: @escaping @Sendable (Table, Int) -> Element) {
    self.elements = elements
    self.make = make
  }

  /// 0, the position of the first element.
  public var startIndex: Int { 0 }
  /// The number of elements; 0 if the file leaves the vector out.
  public var endIndex: Int { elements?.count ?? 0 }

  /// The view at `position`.
  ///
  /// Precondition: `0 ..< count`.
  public subscript(position: Int) -> Element {
    guard let elements, position >= 0, position < elements.count else {
      preconditionFailure("index \(position) is not below \(endIndex)")
    }
    return make(elements.holder.element(position, of: elements), position)
  }
}

extension Views where Element: TableView {
  init(_ elements: TableElements?) { self.init(elements) { table, _ in Element(table: table) } }
}
