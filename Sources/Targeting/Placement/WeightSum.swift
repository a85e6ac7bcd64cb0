internal import ModelFormat

/// The largest sum of one output channel's absolute weights, minus their zero point.
enum WeightSum {
  /// An upper bound from the type alone; nil if the shape is unknown.
  static func bound(_ weights: TensorFacts, axis: Int) -> Double? {
    guard let count = weights.elementCount, weights.shape.indices.contains(axis),
      let codes = weights.type.codeRange, weights.shape[axis] > 0
    else { return nil }
    let widest = max(
      abs(Double(codes.upperBound) - Double(weights.lowestZeroPoint)),
      abs(Double(codes.lowerBound) - Double(weights.highestZeroPoint)))
    return Double(count / Int(weights.shape[axis])) * widest
  }

  /// The sum computed from the data; nil if there is no data, or if it has another type or size.
  static func exact(_ weights: TensorFacts, axis: Int) -> Double? {
    guard let count = weights.elementCount, let data = weights.tensor.data, data.count == count,
      weights.type == .int8 || weights.type == .uint8, weights.shape.indices.contains(axis),
      weights.shape[axis] > 0, weights.scaleCount <= 1 || weights.lowestZeroPoint == 0,
      weights.lowestZeroPoint == weights.highestZeroPoint
    else { return nil }
    let channels = Int(weights.shape[axis])
    // The number of elements between one channel and the next.
    let run = weights.shape[(axis + 1)...].reduce(1) { $0 * Int($1) }
    let zeroPoint = Double(weights.lowestZeroPoint)
    let isSigned = weights.type == .int8
    var sums = [Double](repeating: 0, count: channels)
    var position = 0
    data.forEachChunk { chunk in
      for byte in chunk {
        let code = isSigned ? Double(Int8(bitPattern: byte)) : Double(byte)
        sums[position / run % channels] += abs(code - zeroPoint)
        position += 1
      }
    }
    return sums.max()
  }
}
