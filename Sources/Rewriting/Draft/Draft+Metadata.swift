internal import ModelFormat

extension Draft {
  /// Gives the metadata of a name this data; adds it if the model has none of the name.
  mutating func setMetadata(_ name: String, to data: [UInt8]) {
    let buffer = addBuffer(.bytes(data))
    var entries = root.metadata ?? []
    let bytes = Array(name.utf8)
    if let place = entries.lastIndex(where: { $0.name == bytes }) {
      entries[place].buffer = buffer
    } else {
      var entry = Editable<Metadata>()
      entry.name = bytes
      entry.buffer = buffer
      entries.append(entry)
    }
    root.metadata = entries
  }

  /// Removes the metadata of a name; false if the model has none.
  mutating func removeMetadata(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard root.metadata?.contains(where: { $0.name == bytes }) == true else { return false }
    root.metadata?.removeAll { $0.name == bytes }
    return true
  }
}
