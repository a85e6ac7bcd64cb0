public import ModelFormat

extension Model {
  /// The text of the metadata `min_runtime_version`, up to the first zero byte; nil if there is
  /// none.
  public var statedRuntime: String? {
    for entry in metadata {
      if let text = text(of: entry) { return text }
    }
    return nil
  }

  /// The text of a metadata entry named `min_runtime_version`, up to the first zero byte; nil for
  /// others, and for one that is empty.
  public func text(of entry: Metadata) -> String? {
    guard entry.name?.text == "min_runtime_version",
      let data = buffer(entry.buffer)?.contents, data.count > 0
    else { return nil }
    // The field has 16 bytes; a longer text is not a release.
    let text = data.scalars(of: UInt8.self).prefix(64).prefix { $0 != 0 }
    // An empty text is how a converter leaves the room for it.
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }
}
