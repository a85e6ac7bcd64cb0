/// What a step does to one element, by the kinds of its operands and of its result.
enum ElementwiseKernel: Sendable {
  case code(@Sendable (Int32) -> Int32)
  case codes(@Sendable (Int32, Int32) -> Int32)
  case toReal(@Sendable (Int32) -> Float)
  case toCode(@Sendable (Float) -> Int32)
  case real(@Sendable (Float) -> Float)
  case reals(@Sendable (Float, Float) -> Float)
}

/// The single value of all elements of a constant.
enum ElementwiseScalar: Sendable {
  case code(Int32)
  case real(Float)
}

/// A tensor's elements, one for each input element that was asked for.
enum ElementwiseColumn: Sendable {
  case codes([Int32])
  case reals([Float])

  /// The codes; none for real numbers.
  var codes: [Int32] {
    guard case .codes(let codes) = self else { return [] }
    return codes
  }

  /// The real numbers; none for codes.
  var reals: [Float] {
    guard case .reals(let reals) = self else { return [] }
    return reals
  }
}

extension ElementwiseKernel {
  /// The function of the second operand for a constant first one; nil if the kinds do not fit.
  func binding(first: ElementwiseScalar) -> Self? {
    switch (self, first) {
    case (.codes(let f), .code(let a)): .code { f(a, $0) }
    case (.reals(let f), .real(let a)): .real { f(a, $0) }
    default: nil
    }
  }

  /// The function of the first operand for a constant second one; nil if the kinds do not fit.
  func binding(second: ElementwiseScalar) -> Self? {
    switch (self, second) {
    case (.codes(let f), .code(let b)): .code { f($0, b) }
    case (.reals(let f), .real(let b)): .real { f($0, b) }
    default: nil
    }
  }

  /// The result for a constant; nil for a function of two operands, or if the kinds do not fit.
  func result(of constant: ElementwiseScalar) -> ElementwiseScalar? {
    switch (self, constant) {
    case (.code(let f), .code(let a)): .code(f(a))
    case (.toReal(let f), .code(let a)): .real(f(a))
    case (.toCode(let f), .real(let a)): .code(f(a))
    case (.real(let f), .real(let a)): .real(f(a))
    default: nil
    }
  }

  /// The results for columns; `second` is used by functions of two operands only.
  func results(_ first: ElementwiseColumn, _ second: ElementwiseColumn) -> ElementwiseColumn {
    switch self {
    case .code(let f): .codes(first.codes.map(f))
    case .codes(let f): .codes(zip(first.codes, second.codes).map { f($0, $1) })
    case .toReal(let f): .reals(first.codes.map(f))
    case .toCode(let f): .codes(first.reals.map(f))
    case .real(let f): .reals(first.reals.map(f))
    case .reals(let f): .reals(zip(first.reals, second.reals).map { f($0, $1) })
    }
  }
}
