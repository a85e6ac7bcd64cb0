internal import ModelFormat

/// An input of an operator, as shape rules see it.
struct ShapeOperand: Sendable {
  /// The shape at this point of the run.
  let shape: TensorShape
  /// The type of its elements.
  let type: ElementType
  /// The elements of a small tensor of integers, if they are known before the run.
  let values: [Int]?
  /// The elements are in the file.
  let isConstant: Bool
  /// The tensor has a scale.
  let isQuantized: Bool
  /// The value is kept from one run to the next.
  let isVariable: Bool

  /// The dimensions; nil if the rank is unknown.
  var dimensions: [Int?]? { shape.dimensions }
  /// The number of dimensions; nil if it is unknown.
  var rank: Int? { shape.rank }
  /// The only element; nil if it is unknown.
  var value: Int? { values?.first }

  /// The dimension at a position; nil if it is unknown.
  subscript(axis: Int) -> Int? { shape[axis] }
}
