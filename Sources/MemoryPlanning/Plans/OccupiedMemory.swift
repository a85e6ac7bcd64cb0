/// The addresses that buffers take, by the steps at which they are in use.
///
/// A tree over the steps holds the addresses as ranges that grow together, so that adding a buffer and asking
/// what is taken during some steps cost little more than the logarithm of the number of steps, however many buffers there are.
struct OccupiedMemory {
  // Node 1 is the root, 2n and 2n + 1 are the halves of node n. `whole` is what is taken during all steps of a
  // node, by buffers that are not in use during all steps of its parent; `any`, during at least one of its steps.
  private var whole: [AddressRanges]
  private var any: [AddressRanges]
  private let leafCount: Int

  /// Memory that nothing takes, for steps from 0 to below `stepCount`.
  init(stepCount: Int) {
    var leaves = 1
    while leaves < stepCount { leaves *= 2 }
    leafCount = leaves
    whole = [AddressRanges](repeating: AddressRanges(), count: 2 * leaves)
    any = whole
  }

  /// Takes addresses during some steps.
  mutating func take(_ addresses: Range<Int>, during steps: ClosedRange<Int>) {
    take(addresses, during: steps, 1, 0..<leafCount)
  }

  /// The addresses that are taken during at least one of some steps, in order, each range with a gap behind it.
  func taken(during steps: ClosedRange<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    collect(&found, during: steps, 1, 0..<leafCount)
    found.sort { $0.lowerBound < $1.lowerBound }
    var merged: [Range<Int>] = []
    for range in found {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  /// The lowest address at which so many bytes are free during all of some steps.
  func lowestGap(of byteCount: Int, during steps: ClosedRange<Int>) -> Int {
    var sets: [AddressRanges] = []
    collectSets(&sets, during: steps, 1, 0..<leafCount)
    // A set that moves the place up may move it into what another takes. Sets of few ranges move it farthest.
    sets.sort { $0.ranges.count < $1.ranges.count }
    var place = 0
    var isSettled = false
    while !isSettled {
      isSettled = true
      for set in sets {
        let next = set.firstGap(of: byteCount, from: place)
        if next > place { (place, isSettled) = (next, false) }
      }
    }
    return place
  }

  private func collectSets(
    _ sets: inout [AddressRanges], during steps: ClosedRange<Int>, _ node: Int,
    _ covered: Range<Int>
  ) {
    guard covered.lowerBound <= steps.upperBound, steps.lowerBound < covered.upperBound,
      !any[node].ranges.isEmpty
    else { return }
    guard covered.lowerBound < steps.lowerBound || covered.upperBound - 1 > steps.upperBound
    else { return sets.append(any[node]) }
    if !whole[node].ranges.isEmpty { sets.append(whole[node]) }
    let middle = (covered.lowerBound + covered.upperBound) / 2
    collectSets(&sets, during: steps, 2 * node, covered.lowerBound..<middle)
    collectSets(&sets, during: steps, 2 * node + 1, middle..<covered.upperBound)
  }

  private mutating func take(
    _ addresses: Range<Int>, during steps: ClosedRange<Int>, _ node: Int, _ covered: Range<Int>
  ) {
    guard covered.lowerBound <= steps.upperBound, steps.lowerBound < covered.upperBound else {
      return
    }
    any[node].insert(addresses)
    guard covered.lowerBound < steps.lowerBound || covered.upperBound - 1 > steps.upperBound else {
      return whole[node].insert(addresses)
    }
    let middle = (covered.lowerBound + covered.upperBound) / 2
    take(addresses, during: steps, 2 * node, covered.lowerBound..<middle)
    take(addresses, during: steps, 2 * node + 1, middle..<covered.upperBound)
  }

  private func collect(
    _ found: inout [Range<Int>], during steps: ClosedRange<Int>, _ node: Int, _ covered: Range<Int>
  ) {
    guard covered.lowerBound <= steps.upperBound, steps.lowerBound < covered.upperBound,
      !any[node].ranges.isEmpty
    else { return }
    guard covered.lowerBound < steps.lowerBound || covered.upperBound - 1 > steps.upperBound else {
      return found += any[node].ranges
    }
    found += whole[node].ranges
    let middle = (covered.lowerBound + covered.upperBound) / 2
    collect(&found, during: steps, 2 * node, covered.lowerBound..<middle)
    collect(&found, during: steps, 2 * node + 1, middle..<covered.upperBound)
  }
}
