internal import ModelFormat

/// Streams each constant once, however many rules and operators ask for it.
final class WeightReader {
  /// What decides the statistics of a constant: tensors that share a buffer share them too.
  struct Key: Hashable {
    let offset, count: Int
    let type: ElementType
    let channelCount, inner: Int
    /// The zero point of each channel above the lowest code; of all together where they are the same.
    private let pivots: [UInt8]

    /// Nil for a tensor whose weights are not read.
    init?(_ tensor: Tensor, axis: Int) {
      guard let data = tensor.data, let codes = tensor.type.codeRange, !tensor.isSparse,
        [.int8, .uint8, .int4].contains(tensor.type), let elementCount = tensor.elementCount,
        elementCount > 0, tensor.byteCount == data.count
      else { return nil }
      let shape = tensor.shape.map(Int.init)
      guard shape.indices.contains(axis) else { return nil }
      (offset, count, type, channelCount) = (data.offset, data.count, tensor.type, shape[axis])
      // This product fits because that of all dimensions does.
      inner = shape[(axis + 1)...].reduce(1, *)
      func pivot(_ zeroPoint: Int64) -> UInt8 {
        let inRange = min(codes.upperBound, max(codes.lowerBound, zeroPoint))
        return UInt8(clamping: inRange - codes.lowerBound)
      }
      guard let zeroPoints = tensor.quantization?.storedZeroPoints,
        zeroPoints.count == shape[axis]
      else {
        pivots = [pivot(tensor.quantization?.storedZeroPoints.first ?? 0)]
        return
      }
      // Thousands of tensors can share one list.
      pivots = zeroPoints.shared("pivots of \(tensor.type.rawValue)") {
        let each = zeroPoints.map(pivot)
        return each.allSatisfy { $0 == each[0] } ? [each[0]] : each
      }
    }

    /// The zero point of each channel above the lowest code.
    var channelPivots: [UInt8] {
      pivots.count == channelCount ? pivots : Array(repeating: pivots[0], count: channelCount)
    }

    // The offset distinguishes nearly all of them; there may be thousands.
    func hash(into hasher: inout Hasher) { hasher.combine(offset) }
  }

  /// A tensor, by its offset in the file, and an axis: every rule asks about the same ones.
  private struct Question: Hashable {
    let tensor: UInt64
    let axis: Int
  }

  private var answers: [Question: WeightStatistics?] = [:]
  private var known: [Key: WeightStatistics?] = [:]
  private var skipped: Set<Question> = []
  private var allowance: ViewAllowance

  init(_ file: ModelFile) { allowance = ViewAllowance(file) }

  /// See `AuditContext.weightStatistics`.
  func statistics(of tensor: Tensor, axis: Int) -> WeightStatistics? {
    let question = Question(tensor: tensor.offset, axis: axis)
    if let answer = answers[question] { return answer }
    let answer = look(at: tensor, axis: axis)
    answers[question] = answer
    return answer
  }

  /// See `AuditContext.skipsWeights`.
  func skips(_ tensor: Tensor, axis: Int) -> Bool {
    _ = statistics(of: tensor, axis: axis)
    return skipped.contains(Question(tensor: tensor.offset, axis: axis))
  }

  private func look(at tensor: Tensor, axis: Int) -> WeightStatistics? {
    guard let key = Key(tensor, axis: axis), let data = tensor.data,
      let elementCount = tensor.elementCount, let codes = tensor.type.codeRange
    else { return nil }
    if let answer = known[key] { return answer }
    // Rule F017 reports what is not read.
    guard allowance.spend(data.count) else {
      skipped.insert(Question(tensor: tensor.offset, axis: axis))
      return nil
    }
    let answer = Self.read(data, key, elementCount: elementCount, origin: Int(codes.lowerBound))
    known[key] = answer
    return answer
  }

  private static func read(
    _ data: ByteRange, _ key: Key, elementCount: Int, origin: Int
  ) -> WeightStatistics {
    let isPacked = key.type == .int4
    var sums = WeightSums(
      channelCount: key.channelCount, inner: key.inner, pivots: key.channelPivots,
      flip: key.type == .int8 ? 0x80 : 0)
    guard isPacked else {
      data.forEachChunk(of: min(data.count, 1 << 20)) { sums.add($0) }
      return sums.finish(origin: origin)
    }
    var left = elementCount
    data.forEachChunk(of: min(data.count, 1 << 16)) { chunk in
      // The low half of a byte comes first; -8...7 become 0...15.
      let codes = chunk.flatMap { [($0 & 15) ^ 8, ($0 >> 4) ^ 8] }.prefix(left)
      left -= codes.count
      codes.withUnsafeBytes { sums.add($0) }
    }
    return sums.finish(origin: origin)
  }
}
