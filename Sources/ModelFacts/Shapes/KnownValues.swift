internal import ModelFormat

/// The integers in small tensors that are known before the run: constants, and what follows from shapes.
///
/// Exporters compute the shapes of reshapes and slices in the graph; the runtime learns them during the run,
/// we before it.
enum KnownValues {
  /// Tensors with more elements hold data, not shapes.
  static let largest = 1_024

  /// The elements of an integer constant; nil for other types, for large ones, and if the data does not match
  /// the shape.
  static func constant(_ tensor: Tensor) -> [Int]? {
    guard let count = tensor.elementCount, count <= largest, !tensor.isSparse,
      let data = tensor.data, data.count == tensor.byteCount
    else { return tensor.elementCount == 0 && tensor.isConstant ? [] : nil }
    let values: [Int]? =
      switch tensor.type {
      case .int8: data.scalars(of: Int8.self).map { Int($0) }
      case .int16: data.scalars(of: Int16.self).map { Int($0) }
      case .int32: data.scalars(of: Int32.self).map { Int($0) }
      case .int64: data.scalars(of: Int64.self).map { Int($0) }
      default: nil
      }
    return values.flatMap(bounded)
  }

  /// Numbers that may be sizes; nil if one is so large that arithmetic on it could overflow.
  static func bounded(_ values: [Int]) -> [Int]? {
    values.allSatisfy { $0.magnitude < 1 << 40 } ? values : nil
  }

  /// The elements of an operator's first output, given its shape; nil if they are unknown.
  static func result(of op: OperatorShapes, shape: TensorShape) -> [Int]? {
    guard let count = shape.elementCount, count <= largest else { return nil }
    let values = compute(op)
    return values?.count == count ? values.flatMap(bounded) : nil
  }

  private static func compute(_ op: OperatorShapes) -> [Int]? {
    let first = op.input(0)
    switch op.op.builtin.name {
    case "SHAPE": return first?.shape.known
    case "RANK": return first?.rank.map { [$0] }
    case "RESHAPE", "SQUEEZE", "EXPAND_DIMS": return first?.values
    case "CAST":
      // A narrowing cast may change the number.
      guard let output = (op.outputs.first ?? nil)?.type, output == .int64 || output == .int32
      else { return nil }
      return first?.values.flatMap { wrapped($0, first?.type == .int64 ? output : .int64) }
    // Along the first axis elements stay in order.
    case "PACK": return op.integer("axis") == 0 || first?.rank == 0 ? joined(op) : nil
    case "CONCATENATION": return op.integer("axis") == 0 || first?.rank == 1 ? joined(op) : nil
    case "GATHER": return gather(op)
    case "STRIDED_SLICE": return stridedSlice(op)
    case "SLICE": return slice(op)
    case "ADD": return binary(op) { $0.addingReportingOverflow($1) }
    case "SUB": return binary(op) { $0.subtractingReportingOverflow($1) }
    case "MUL": return binary(op) { $0.multipliedReportingOverflow(by: $1) }
    case "FLOOR_MOD": return binary(op, floorModulo)
    case "FLOOR_DIV":
      return binary(op) { a, b in
        let (remainder, undefined) = floorModulo(a, b)
        return undefined
          ? (0, true)
          : a.subtractingReportingOverflow(remainder).partialValue
            .dividedReportingOverflow(by: b)
      }
    case "MAXIMUM": return binary(op) { (max($0, $1), false) }
    case "MINIMUM": return binary(op) { (min($0, $1), false) }
    case "REDUCE_PROD":
      guard first?.rank == 1, op.input(1)?.values?.isEmpty == false else { return nil }
      return first?.values.flatMap { TensorShape.product($0.map { $0 }[...]) }
        .flatMap { wrapped([$0], first?.type ?? .int32) }
    case "BROADCAST_ARGS":
      guard let a = first?.values, let b = op.input(1)?.values else { return nil }
      return try? Broadcasting.shape(TensorShape(a.map { $0 }), TensorShape(b.map { $0 })).known
    default: return nil
    }
  }

  /// Numbers that fit the type; nil if one does not.
  private static func wrapped(_ values: [Int], _ type: ElementType) -> [Int]? {
    guard type == .int32 else { return values }
    return values.allSatisfy { Int32(exactly: $0) != nil } ? values : nil
  }

  private static func floorModulo(_ a: Int, _ b: Int) -> (partialValue: Int, overflow: Bool) {
    let (rest, undefined) = a.remainderReportingOverflow(dividingBy: b)
    return undefined ? (0, true) : (rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest, false)
  }

  private static func joined(_ op: OperatorShapes) -> [Int]? {
    var result: [Int] = []
    for input in op.inputs {
      guard let input, let values = input.values,
        result.count + values.count <= largest
      else { return nil }
      result += values
    }
    return result
  }

  private static func gather(_ op: OperatorShapes) -> [Int]? {
    guard let input = op.input(0), input.rank == 1, let values = input.values,
      let positions = op.input(1)?.values, positions.allSatisfy(values.indices.contains)
    else { return nil }
    return positions.map { values[$0] }
  }

  private static func slice(_ op: OperatorShapes) -> [Int]? {
    guard let input = op.input(0), input.rank == 1, let values = input.values,
      let begin = op.input(1)?.value, let size = op.input(2)?.value, begin >= 0,
      begin <= values.count
    else { return nil }
    let end = size == -1 ? values.count : begin &+ size
    return end >= begin && end <= values.count ? Array(values[begin..<end]) : nil
  }

  /// Steps of 1 through each dimension, without new ones.
  private static func stridedSlice(_ op: OperatorShapes) -> [Int]? {
    guard let input = op.input(0), let shape = input.shape.known, let values = input.values,
      let begin = op.input(1)?.values, let end = op.input(2)?.values,
      let strides = op.input(3)?.values, begin.count == end.count, strides.count == begin.count,
      begin.count <= shape.count, strides.allSatisfy({ $0 == 1 }), !op.flag("offset"),
      !op.flag("new_axis_mask"), !op.flag("ellipsis_mask"), values.count == input.shape.elementCount
    else { return nil }
    func bit(_ mask: String, _ axis: Int) -> Bool { op.integer(mask) >> axis & 1 == 1 }
    var positions = [0]
    for (axis, size) in shape.enumerated() {
      func fromFront(_ value: Int) -> Int { min(max(value < 0 ? value + size : value, 0), size) }
      var range = 0..<max(0, size)
      if axis < begin.count {
        let start = bit("begin_mask", axis) ? 0 : fromFront(begin[axis])
        let stop = bit("end_mask", axis) ? size : fromFront(end[axis])
        let last = bit("shrink_axis_mask", axis) ? min(start + 1, size) : stop
        range = start..<max(start, last)
      }
      positions = positions.flatMap { position in range.map { position * size + $0 } }
    }
    return positions.map { values[$0] }
  }

  private static func binary(
    _ op: OperatorShapes, _ function: (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) -> [Int]? {
    guard let first = op.input(0), let a = first.values, let b = op.input(1)?.values,
      first.type == .int32 || first.type == .int64, op.op.fusedActivation == .none,
      a.count == b.count || a.count == 1 || b.count == 1
    else { return nil }
    var result: [Int] = []
    // One element broadcast with none gives none.
    for position in 0..<(a.count == 1 ? b.count : a.count) {
      let (value, overflow) = function(
        a[a.count == 1 ? 0 : position], b[b.count == 1 ? 0 : position])
      if overflow { return nil }
      result.append(value)
    }
    return wrapped(result, first.type)
  }
}
