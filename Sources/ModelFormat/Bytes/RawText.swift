/// A string of the file: bytes that should be UTF-8 but may not be.
public struct RawText: Sendable {
  /// Where the bytes are, without the terminating zero.
  public let bytes: ByteRange

  /// The text; bytes that are not UTF-8 show as U+FFFD.
  public var text: String { beginning(of: bytes.count) }

  /// The text of the first `count` bytes, or of all if there are fewer.
  public func beginning(of count: Int) -> String {
    let storage = bytes.file.storage
    return String(
      decoding: storage.bytes(from: bytes.offset, count: min(count, bytes.count)), as: UTF8.self)
  }

  /// True if every byte is part of a UTF-8 character.
  public var isUTF8: Bool { String(validating: scalars, as: UTF8.self) != nil }

  /// The bytes themselves.
  public var scalars: Scalars<UInt8> { bytes.scalars(of: UInt8.self) }
}
