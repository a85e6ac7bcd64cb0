extension Model {
  /// The name of the metadata entry that describes the model to people and tools.
  private static let descriptionName = "TFLITE_METADATA"
  /// Descriptions have a few kilobytes; a copy of this size is still made.
  private static let largestDescription = 16 << 20

  /// What the first metadata entry named `TFLITE_METADATA` says of the model: a table `ModelMetadata`
  /// of schema/metadata.fbs; nil if there is none, or it is empty.
  ///
  /// - Throws: what is wrong with its bytes, at places inside them.
  public func storedDescription() throws(Diagnostic) -> Record? {
    guard let entry = metadata.first(where: { $0.name?.text == Self.descriptionName }),
      let data = buffer(entry.buffer)?.contents, data.count > 0
    else { return nil }
    guard data.count <= Self.largestDescription else {
      throw .largeDescription(count: data.count, allowed: Self.largestDescription)
    }
    // A file of its own: its offsets and alignment count from its first byte.
    let storage = Storage(copying: data.scalars(of: UInt8.self))
    return Record(rootOfMetadata: try ModelFile(tablesOf: storage, .metadata))
  }
}
