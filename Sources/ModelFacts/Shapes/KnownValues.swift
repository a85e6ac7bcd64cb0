internal import ModelFormat

/// The integers that small tensors hold before the run: constants, and what follows from shapes.
///
/// Exporters compute the shapes of reshapes and slices in the graph; the runtime learns them in
/// the run, we before it.
enum KnownValues {
  /// Tensors with more elements hold data, not shapes.
  static let largest = 1_024

  /// The elements of a constant; nil for other types than integers, for large ones, and where the
  /// data is not what the shape says.
  static func constant(_ tensor: Tensor) -> [Int]? {
    guard let count = tensor.elementCount, count <= largest, !tensor.isSparse,
      let data = tensor.data, data.count == tensor.byteCount
    else { return tensor.elementCount == 0 && tensor.isConstant ? [] : nil }
    return switch tensor.type {
    case .int8: data.scalars(of: Int8.self).map { Int($0) }
    case .int16: data.scalars(of: Int16.self).map { Int($0) }
    case .int32: data.scalars(of: Int32.self).map { Int($0) }
    case .int64: data.scalars(of: Int64.self).map { Int($0) }
    default: nil
    }
  }

  /// What an operator's first output holds, given the shape that it has; nil where it is not known.
  static func result(of op: OperatorShapes, shape: TensorShape) -> [Int]? {
    guard let count = shape.elementCount, count <= largest else { return nil }
    let values = compute(op)
    return values?.count == count ? values : nil
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
    case "PACK": return joined(op, rank: 0)
    case "CONCATENATION": return joined(op, rank: 1)
    case "GATHER": return gather(op)
    case "STRIDED_SLICE": return stridedSlice(op)
    case "SLICE": return slice(op)
    case "ADD": return binary(op) { $0.addingReportingOverflow($1) }
    case "SUB": return binary(op) { $0.subtractingReportingOverflow($1) }
    case "MUL": return binary(op) { $0.multipliedReportingOverflow(by: $1) }
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

  /// Numbers that fit the type; nil where one does not.
  private static func wrapped(_ values: [Int], _ type: ElementType) -> [Int]? {
    guard type == .int32 else { return values }
    return values.allSatisfy { Int32(exactly: $0) != nil } ? values : nil
  }

  private static func joined(_ op: OperatorShapes, rank: Int) -> [Int]? {
    var result: [Int] = []
    for input in op.inputs {
      guard let input, input.rank == rank, let values = input.values,
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

  private static func stridedSlice(_ op: OperatorShapes) -> [Int]? {
    guard let input = op.input(0), input.rank == 1, let values = input.values,
      let begin = op.input(1)?.values, begin.count == 1, let end = op.input(2)?.value,
      op.input(3)?.value == 1, !op.flag("offset"), !op.flag("new_axis_mask"),
      !op.flag("ellipsis_mask")
    else { return nil }
    func fromFront(_ value: Int) -> Int {
      min(max(value < 0 ? value + values.count : value, 0), values.count)
    }
    let start = op.flag("begin_mask") ? 0 : fromFront(begin[0])
    if op.flag("shrink_axis_mask") { return start < values.count ? [values[start]] : nil }
    let stop = op.flag("end_mask") ? values.count : fromFront(end)
    return start < stop ? Array(values[start..<stop]) : []
  }

  private static func binary(
    _ op: OperatorShapes, _ function: (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) -> [Int]? {
    guard let first = op.input(0), let a = first.values, let b = op.input(1)?.values,
      first.type == .int32 || first.type == .int64, op.op.fusedActivation == .none,
      a.count == b.count || a.count == 1 || b.count == 1
    else { return nil }
    var result: [Int] = []
    for position in 0..<max(a.count, b.count) {
      let (value, overflow) = function(
        a[a.count == 1 ? 0 : position], b[b.count == 1 ? 0 : position])
      if overflow { return nil }
      result.append(value)
    }
    return wrapped(result, first.type)
  }
}
