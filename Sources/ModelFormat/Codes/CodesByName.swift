// Codes by their names in the schema.

extension BuiltinOperator {
  private static let byName = names.valuesByName

  /// The operator with this name in the schema; nil if it has none.
  public init?(name: String) {
    guard let code = Self.byName[name].flatMap(Int32.init(exactly:)) else { return nil }
    self.init(rawValue: code)
  }
}

extension ElementType {
  private static let byName = SchemaEnum.named("TensorType").valuesByName

  /// The type with this name in the schema; nil if it has none.
  public init?(name: String) {
    guard let code = Self.byName[name].flatMap(Int8.init(exactly:)) else { return nil }
    self.init(rawValue: code)
  }

  /// The names of all types, in the schema's order.
  public static var allNames: [String] { SchemaEnum.named("TensorType").allNames }
}

extension ActivationFunction {
  private static let byName = SchemaEnum.named("ActivationFunctionType").valuesByName

  /// The function with this name in the schema; nil if it has none.
  public init?(name: String) {
    guard let code = Self.byName[name].flatMap(Int8.init(exactly:)) else { return nil }
    self.init(rawValue: code)
  }

  /// The names of all functions, in the schema's order.
  public static var allNames: [String] { SchemaEnum.named("ActivationFunctionType").allNames }
}

extension SchemaEnum {
  /// Every name that the schema knows, in the order of the values.
  public var allNames: [String] { values.compactMap(knownName) }

  /// The values by their names.
  var valuesByName: [String: Int64] {
    Dictionary(values.compactMap { value in knownName(of: value).map { ($0, value) } }) { a, _ in a
    }
  }
}
