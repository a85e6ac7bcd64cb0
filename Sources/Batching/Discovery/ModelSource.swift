internal import ModelFormat

/// Opens what an item stands for: a file, a member of an archive, a section of a container or an
/// array in C source.
///
/// This is the one place where a path of any command becomes a model.
struct ModelSource {
  /// Most often the next member comes from the same archive.
  private var archive: ZipReader?

  /// Opens a model.
  ///
  /// - Parameter array: the name of the array, if the item is C source and names none.
  /// - Throws: a `Diagnostic` or a `BatchFailure`, what is wrong with the file or its member.
  mutating func open(
    _ item: BatchItem, for extent: ModelFile.Extent, array: String? = nil
  ) throws -> ModelFile {
    guard let member = item.member else {
      return try ModelFile.open(item.path, for: extent, array: array)
    }
    switch member.storage {
    case .inPlace(let offset):
      return try ModelFile.open(item.path, at: offset, count: member.byteCount, for: extent)
    case .packed:
      let archive = try zipReader(item.path)
      try archive.checkSize(of: member)
      return try ModelFile.make(count: member.byteCount, from: item.path) {
        try archive.read(member, into: $0)
      }
    case .array:
      let name = String(decoding: member.name, as: UTF8.self)
      return try ModelFile.open(item.path, for: extent, array: name)
    }
  }

  private mutating func zipReader(_ path: FilePath) throws(BatchFailure) -> ZipReader {
    if let archive, archive.path == path { return archive }
    let reader = try ZipReader(path)
    archive = reader
    return reader
  }
}
