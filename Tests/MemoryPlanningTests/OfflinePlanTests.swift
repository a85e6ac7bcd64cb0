import ModelFormat
import TestSupport
import Testing

@testable import MemoryPlanning

@Suite struct OfflinePlanTests {
  /// `a -> ABS -> b -> ABS -> c` with 16 bytes each, and a plan: a and b are in use at once, b and c, but not a and c.
  private static func model(_ plan: [Int32]) throws -> Model {
    let bytes = plan.flatMap { number in withUnsafeBytes(of: number.littleEndian, Array.init) }
    let json = """
      {version: 3, operator_codes: [{deprecated_builtin_code: 101, builtin_code: ABS}],
       buffers: [{}, {data: \(bytes)}], metadata: [{name: "OfflineMemoryAllocation", buffer: 1}],
       subgraphs: [{inputs: [0], outputs: [2],
         tensors: [{name: "a", shape: [1, 4]}, {name: "b", shape: [1, 4]}, {name: "c", shape: [1, 4]}],
         operators: [{inputs: [0], outputs: [1]}, {inputs: [1], outputs: [2]}]}]}
      """
    return Model(file: try ModelFile(bytes: Flatc.model(json)))
  }

  @Test(
    arguments: [
      ([1, 0, 3, 0, 16, 0], true), ([1, 0, 3, 0, 16, 32], true), ([1, 0, 3, -1, -1, -1], true),
      ([1, 0, 3, 0, 0, 16], false), ([1, 0, 3, 0, 15, 32], false), ([1, 0, 3, 32, 16, 20], false),
      ([1, 0, 3, 0, -1, 0], true), ([1, 0, 2, 0, 16], false), ([1, 0, 4, 0, 16, 0, 0], false),
      ([1, 0, 3, -7, 16, 0], false),
    ] as [([Int32], Bool)])
  func holdsWhereNothingInUseOverlaps(plan: [Int32], holds: Bool) throws {
    #expect(try BetterPlan.holds(for: Self.model(plan)) == holds)
  }

  @Test func aModelWithoutAPlan() throws {
    let json = "{version: 3, buffers: [{}], subgraphs: [{}]}"
    #expect(try BetterPlan.holds(for: Model(file: ModelFile(bytes: Flatc.model(json)))) == nil)
  }

  /// The definition, pair by pair.
  @Test func everyOverlapIsFound() {
    var random = SeededGenerator(seed: 0x91a)
    var found = 0
    for _ in 0..<2_000 {
      let buffers = (0..<Int.random(in: 1...8, using: &random)).map { _ in
        let first = Int.random(in: 0...6, using: &random)
        return PlannedBuffer(
          byteCount: .random(in: 0...20, using: &random),
          steps: first...(first + .random(in: 0...3, using: &random)),
          fixedOffset: Bool.random(using: &random) ? .random(in: 0...60, using: &random) : nil)
      }
      let overlap = buffers.indices.contains { i in
        buffers.indices.contains { j in
          guard i < j, let a = buffers[i].fixedOffset, let b = buffers[j].fixedOffset else {
            return false
          }
          return buffers[i].byteCount > 0 && buffers[j].byteCount > 0
            && buffers[i].steps.overlaps(buffers[j].steps)
            && a < b + buffers[j].byteCount && b < a + buffers[i].byteCount
        }
      }
      #expect(buffers.overlap == overlap, "\(buffers)")
      found += overlap ? 1 : 0
    }
    #expect(found > 200 && found < 1_800)
  }
}
