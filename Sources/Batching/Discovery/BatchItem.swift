public import ModelFormat

/// A model that a batch is asked about: one record.
public struct BatchItem: Sendable, Hashable {
  /// The manifest's id, else the path as it was found; unique in a batch.
  public let id: String
  /// The file, or the archive, container or source that holds the model.
  public let path: FilePath
  /// Which member, section or array it is; nil for a file.
  public let member: ArchiveMember?
  /// What the manifest says of the model besides, as JSON; nil if it says nothing.
  public let tags: String?
  /// Why it will not be read, if that is known already.
  public let failure: BatchFailure?

  /// A model by its path.
  ///
  /// - Parameter id: the path as text if none is given.
  public init(
    id: String? = nil, path: FilePath, member: ArchiveMember? = nil, tags: String? = nil,
    failure: BatchFailure? = nil
  ) {
    self.id = id ?? path.idText + (member.map { "!" + FilePath(bytes: $0.name).idText } ?? "")
    (self.path, self.member, self.tags, self.failure) = (path, member, tags, failure)
  }

  /// The path as records and reports have it: `app.apk!assets/m.tflite` for a member.
  public var displayPath: FilePath {
    guard let member else { return path }
    return FilePath(bytes: path.bytes + [UInt8(ascii: "!")] + member.name)
  }
}

/// Where in an archive a model is.
public struct ArchiveMember: Sendable, Hashable {
  /// How its bytes are had.
  public enum Storage: Sendable, Hashable {
    /// They stand in the archive as they are, at this offset.
    case inPlace(offset: Int)
    /// They must be inflated, or copied by the library.
    case packed
    /// They are written as numbers in C source.
    case array
  }

  /// The name in the archive, unchanged.
  public let name: [UInt8]
  /// The byte offset of the member in the archive's list of files, or the index of a section.
  public let listOffset: Int
  /// The size in bytes that the archive claims; of an array, that of the source.
  public let byteCount: Int
  /// How the bytes are had.
  public let storage: Storage

  /// A member by its place.
  public init(name: [UInt8], listOffset: Int, byteCount: Int, storage: Storage) {
    (self.name, self.listOffset) = (name, listOffset)
    (self.byteCount, self.storage) = (byteCount, storage)
  }
}

extension FilePath {
  /// The path as text that stays different for different paths: bytes that are not UTF-8 stand as
  /// `\xff`, and a backslash beside such as two.
  var idText: String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    var rest = bytes[...]
    while let first = rest.first {
      let length = (1...4).first {
        $0 <= rest.count && String(validating: rest.prefix($0), as: UTF8.self) != nil
      }
      if first == UInt8(ascii: "\\") {
        text += "\\\\"
      } else if let length {
        text += String(decoding: rest.prefix(length), as: UTF8.self)
      } else {
        text += "\\x" + String(first, radix: 16)
      }
      rest = rest.dropFirst(length ?? 1)
    }
    return text
  }
}
