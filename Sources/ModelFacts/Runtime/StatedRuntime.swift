public import ModelFormat

extension Model {
  /// The text of the metadata `min_runtime_version`, up to the first zero byte; nil if there is
  /// none.
  public var statedRuntime: String? {
    for entry in metadata where entry.name?.text == "min_runtime_version" {
      guard let data = buffer(entry.buffer)?.contents, data.count > 0 else { continue }
      // The field has 16 bytes; a longer text is not a release.
      let text = data.scalars(of: UInt8.self).prefix(64).prefix { $0 != 0 }
      // A converter leaves empty text as a placeholder.
      if !text.isEmpty { return String(decoding: text, as: UTF8.self) }
    }
    return nil
  }
}
