internal import ModelFormat

/// Where a model's metadata tells TFLite Micro to place its tensors.
///
/// Source: TFLite Micro, `docs/memory_management.md`, "Offline planned tensor allocations", and
/// `micro_allocation_info.cc`, `GetOfflinePlannedOffsets`.
struct OfflinePlan {
  /// The metadata's name.
  static let name = "OfflineMemoryAllocation"

  /// The offset of each tensor, counted through all subgraphs; -1 leaves it to the planner.
  let offsets: [Int32]
  /// The number of tensors that the metadata says it is for.
  let statedCount: Int

  /// The plan of a model; nil if it has none.
  init?(_ model: Model) {
    // Where there are several, the last counts.
    guard let entry = model.metadata.last(where: { $0.name?.text == Self.name }),
      let contents = model.buffer(entry.buffer)?.contents
    else { return nil }
    // A version, the number of subgraphs, the number of tensors; then the offsets.
    let numbers = Array(contents.scalars(of: Int32.self))
    guard numbers.count >= 3 else { return nil }
    statedCount = Int(numbers[2])
    offsets = Array(numbers.dropFirst(3))
  }
}
