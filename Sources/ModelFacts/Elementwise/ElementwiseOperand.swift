internal import ModelFormat
internal import QuantMath

/// A tensor that a step reads, and what is known of its values.
struct ElementwiseOperand {
  /// Where the values come from.
  enum Value {
    /// A function of the input: the column with this number.
    case varying(column: Int)
    /// A constant whose elements are all equal.
    case constant(ElementwiseScalar)
  }

  let tensor: QuantizedTensor
  let value: Value
  /// The operators on the path that move elements to other positions or repeat them.
  ///
  /// Two operands with the same list and shape hold functions of the same element at each position.
  let rearrangedBy: [Int]

  var type: ElementType { tensor.type }
  var shape: [Int32] { tensor.tensor.shape }

  var isConstant: Bool {
    guard case .constant = value else { return false }
    return true
  }
}

/// The output shape of an operator on two tensors, which repeats the smaller one.
enum BroadcastShape {
  /// Nil if the shapes do not broadcast; without leading ones.
  static func of(_ first: [Int32], _ second: [Int32]) -> [Int32]? {
    let (a, b) = (trimmed(first), trimmed(second))
    var shape = Array((a.count < b.count ? b : a))
    let shorter = a.count < b.count ? a : b
    for (back, dimension) in shorter.reversed().enumerated() {
      let position = shape.count - 1 - back
      if shape[position] == dimension || dimension == 1 { continue }
      guard shape[position] == 1 else { return nil }
      shape[position] = dimension
    }
    return shape
  }

  /// A shape without its leading ones, which repeat nothing.
  static func trimmed(_ shape: [Int32]) -> [Int32] { Array(shape.drop { $0 == 1 }) }
}
