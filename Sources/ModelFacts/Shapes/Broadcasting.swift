/// How different shapes broadcast.
enum Broadcasting {
  /// The shape of two that broadcast: from the right, equal dimensions, or one of them 1.
  ///
  /// Source: LiteRT `kernels/kernel_util.cc`, `CalculateShapeForBroadcast`.
  static func shape(_ a: TensorShape, _ b: TensorShape) throws(ShapeFault) -> TensorShape {
    guard let first = a.dimensions, let second = b.dimensions else { return .unknown }
    var result: [Int?] = []
    for position in 0..<max(first.count, second.count) {
      let left: Int? = position < first.count ? first[first.count - 1 - position] : 1
      let right: Int? = position < second.count ? second[second.count - 1 - position] : 1
      switch (left, right) {
      case (let left?, let right?):
        guard left == right || left == 1 || right == 1 else {
          throw ShapeFault(
            "shapes \(a) and \(b) do not broadcast; each dimension, from the last, must be equal "
              + "or 1")
        }
        result.append(left == 1 ? right : left)
      // 1 leaves the other as it is; any other number is the result, as both must be equal or 1.
      case (let left?, nil): result.append(left == 1 ? nil : left)
      case (nil, let right?): result.append(right == 1 ? nil : right)
      case (nil, nil): result.append(nil)
      }
    }
    return TensorShape(result.reversed())
  }

  /// The shape of several that broadcast.
  static func shape(_ shapes: [TensorShape]) throws(ShapeFault) -> TensorShape {
    var result = TensorShape.scalar
    for shape in shapes { result = try Self.shape(result, shape) }
    return result
  }
}

/// Arithmetic on dimensions that may be unknown: a result that depends on one is unknown too.
enum Dimension {
  static func add(_ a: Int?, _ b: Int?) -> Int? {
    guard let a, let b else { return nil }
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : sum
  }

  static func multiply(_ a: Int?, _ b: Int?) -> Int? {
    guard let a, let b else { return nil }
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? nil : product
  }
}
