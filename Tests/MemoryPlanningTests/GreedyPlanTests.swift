import TestSupport
import Testing

@testable import MemoryPlanning

@Suite struct GreedyPlanTests {
  /// The largest buffer first, at 0; the next that overlaps it in time behind it; the third into the gap.
  @Test func placesTheLargestFirst() {
    let plan = GreedyPlan([
      PlannedBuffer(byteCount: 16, steps: 0...1), PlannedBuffer(byteCount: 64, steps: 1...2),
      PlannedBuffer(byteCount: 32, steps: 2...3), PlannedBuffer(byteCount: 16, steps: 3...4),
    ])
    #expect(plan.offsets == [64, 0, 64, 0])
    #expect(plan.byteCount == 96)
  }

  @Test func placesTheLaterOfTwoOfTheSameSizeFirst() {
    let plan = GreedyPlan([
      PlannedBuffer(byteCount: 32, steps: 0...1), PlannedBuffer(byteCount: 32, steps: 0...1),
    ])
    #expect(plan.offsets == [32, 0])
  }

  @Test func fillsTheGapThatAFixedBufferLeaves() {
    let plan = GreedyPlan([
      PlannedBuffer(byteCount: 16, steps: 0...0, fixedOffset: 48),
      PlannedBuffer(byteCount: 64, steps: 0...0), PlannedBuffer(byteCount: 48, steps: 0...0),
    ])
    #expect(plan.offsets == [48, 64, 0])
  }

  @Test func needsNothingForNothing() { #expect(GreedyPlan([]).byteCount == 0) }

  /// Whatever the buffers, the plan is that of the runtime's own algorithm.
  @Test(arguments: [UInt64(1), 2, 3])
  func isThePlanOfTheRuntime(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let longest = Int.random(in: 0...12, using: &random)
      let buffers = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        let first = Int.random(in: 0...30, using: &random)
        let isFixed = Int.random(in: 0..<12, using: &random) == 0
        return PlannedBuffer(
          byteCount: 16 * Int.random(in: 1...20, using: &random),
          steps: first...first + Int.random(in: 0...longest, using: &random),
          fixedOffset: isFixed ? 16 * Int.random(in: 0...40, using: &random) : nil)
      }
      let plan = GreedyPlan(buffers)
      #expect(plan.offsets == runtimeOffsets(of: buffers), "\(buffers)")
    }
  }

  /// `CalculateOffsetsIfNeeded`, with its list of all placed buffers, line for line.
  private func runtimeOffsets(of buffers: [PlannedBuffer]) -> [Int] {
    var ids = [Int](repeating: 0, count: buffers.count)
    var (head, tail) = (0, buffers.count)
    for index in buffers.indices {
      if buffers[index].fixedOffset == nil {
        tail -= 1
        ids[tail] = index
      } else {
        ids[head] = index
        head += 1
      }
    }
    var swapped = true
    while swapped {
      swapped = false
      for i in stride(from: head + 1, to: ids.count, by: 1)
      where buffers[ids[i - 1]].byteCount < buffers[ids[i]].byteCount {
        ids.swapAt(i - 1, i)
        swapped = true
      }
    }
    var offsets = [Int](repeating: -1, count: buffers.count)
    var placed: [Int] = []
    for id in ids {
      var candidate = 0
      if let fixed = buffers[id].fixedOffset {
        candidate = fixed
      } else {
        for other in placed where buffers[other].steps.overlaps(buffers[id].steps) {
          if offsets[other] - candidate >= buffers[id].byteCount { break }
          candidate = max(candidate, offsets[other] + buffers[other].byteCount)
        }
      }
      offsets[id] = candidate
      placed.insert(id, at: placed.firstIndex { offsets[$0] > candidate } ?? placed.count)
    }
    return offsets
  }
}
