internal import ModelFacts
internal import ModelFormat

extension Draft {
  /// Raises the metadata `min_runtime_version` to the release that added operators need.
  ///
  /// It is never lowered, because the other reasons for the stated release are unknown.
  mutating func raiseMinimumRuntime() {
    guard let stated = model.statedRuntime.flatMap({ RuntimeRelease($0) }) else { return }
    let known = Set(model.operatorCodes.map { OperatorMeaning($0.builtin, Int64($0.version)) })
    let added = codes.map { OperatorMeaning($0.builtin, Int64($0.version)) }
      .filter { !known.contains($0) }
    let releases = added.compactMap { OperatorReleases.first($0.builtin, version: $0.version) }
    guard let needed = releases.max(), needed > stated else { return }

    // Converters reserve 16 bytes for it, filled with zeros.
    let text = Array(needed.description.utf8)
    let data = text + repeatElement(0, count: max(0, 16 - text.count))
    for entry in model.metadata where entry.name?.text == "min_runtime_version" {
      guard !isTensorData(entry.buffer) else { continue }
      buffers[entry.buffer.position].data = .bytes(data)
      buffers[entry.buffer.position].outside = nil
    }
  }

  private func isTensorData(_ buffer: BufferIndex) -> Bool {
    subgraphs.contains { $0.tensors.contains { $0.buffer == buffer } }
  }
}
