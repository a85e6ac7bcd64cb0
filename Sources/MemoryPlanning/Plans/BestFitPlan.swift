/// The plan of LiteRT's `SimpleMemoryArena`: each buffer goes into the smallest gap that it fits into, or to the end.
///
/// Source: LiteRT, `tflite/simple_memory_arena.cc`, `Allocate`.
struct BestFitPlan {
  /// The multiple of bytes at which buffers begin.
  static let alignment = 64

  private var occupied: OccupiedMemory
  /// The bytes from the start to the end of the last buffer.
  private(set) var byteCount = 0

  /// False if buffers were put at the end without a look for gaps, because there are too many.
  private(set) var isExact = true
  // The ranges that were looked at so far.
  private var work = 0

  private static let mostWork = 3_000_000

  /// A plan without buffers, for steps from 0 to below `stepCount`.
  init(stepCount: Int) { occupied = OccupiedMemory(stepCount: stepCount) }

  /// Places a buffer.
  ///
  /// - Returns: its bytes from the start.
  mutating func place(_ byteCount: Int, during steps: ClosedRange<Int>) -> Int {
    guard byteCount > 0 else { return 0 }
    guard work < Self.mostWork else {
      isExact = false
      let offset = self.byteCount.alignedUp(to: Self.alignment)
      self.byteCount = offset.addingClamped(byteCount)
      return offset
    }
    let taken = occupied.taken(during: steps)
    work += taken.count + 1
    var best: (offset: Int, fit: Int)?
    var end = 0
    for range in taken {
      let start = end.alignedUp(to: Self.alignment)
      // The runtime compares the gap without the bytes before `start` to one with them.
      if start.addingClamped(byteCount) <= range.lowerBound,
        range.lowerBound - start < best?.fit ?? .max
      {
        best = (start, range.lowerBound - end)
      }
      end = range.upperBound
    }
    let offset = best?.offset ?? end.alignedUp(to: Self.alignment)
    let bufferEnd = offset.addingClamped(byteCount)
    self.byteCount = max(self.byteCount, bufferEnd)
    occupied.take(offset..<bufferEnd, during: steps)
    return offset
  }
}
