internal import ModelFormat
internal import Synchronization

/// Sums of weights, each computed once, however many operators, tensors and targets ask.
final class WeightSumMemo: Sendable {
  private struct Key: Hashable {
    let offset, count: Int
    let type: ElementType
    let shape: [Int32]
    let axis: Int
    let zeroPoint: Int64
  }

  private struct State {
    var sums: [Key: Double?] = [:]
    /// How many bytes may still be read; sums beyond that are unknown.
    var readable: Int
  }

  private let state: Mutex<State>

  init(_ file: ModelFile) {
    // In ordinary models, each byte has one shape; many shapes for one buffer are an attack.
    state = Mutex(State(readable: 2 * min(file.byteCount, 1 << 60) + (1 << 20)))
  }

  func sum(of weights: TensorFacts, axis: Int) -> Double? {
    guard let data = weights.tensor.data else { return nil }
    let key = Key(
      offset: data.offset, count: data.count, type: weights.type, shape: weights.shape, axis: axis,
      zeroPoint: weights.lowestZeroPoint)
    return state.withLock { state in
      if let known = state.sums[key] { return known }
      guard data.count <= state.readable else { return nil }
      state.readable -= data.count
      let sum = WeightSum.exact(weights, axis: axis)
      state.sums[key] = .some(sum)
      return sum
    }
  }
}
