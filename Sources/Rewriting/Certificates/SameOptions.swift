internal import ModelFormat

extension Operator {
  /// True if both are the same operator and all options have the same values.
  func hasSameMeaning(as other: Operator) -> Bool {
    guard builtin == other.builtin, builtin != .custom else { return false }
    guard let a = options, let b = other.options else {
      return options == nil && other.options == nil
    }
    guard a.typeName == b.typeName, a.unknownFields.isEmpty, b.unknownFields.isEmpty else {
      return false
    }
    return a.fields.allSatisfy { field in
      switch (a.value(field), b.value(field)) {
      case (nil, nil): true
      case (.numbers(.int32(let x))?, .numbers(.int32(let y))?): x.array == y.array
      case (let x?, let y?): x.isSameScalar(as: y)
      default: false
      }
    }
  }
}
