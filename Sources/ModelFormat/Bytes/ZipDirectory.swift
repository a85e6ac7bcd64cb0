/// The list of files (central directory) of a zip archive that ends some bytes, as metadata of TensorFlow
/// Lite puts one after a model.
///
/// Source: PKWARE APPNOTE 6.3.10, sections 4.3.12 (central directory), 4.3.15 and 4.3.16 (its end).
public struct ZipDirectory: Sendable {
  /// One file of the archive, as the list has it.
  public struct Entry: Sendable {
    /// The path inside the archive.
    public let name: RawText
    /// The size of the unpacked file in bytes.
    public let byteCount: Int
    /// Where its line begins, in bytes from the start of the list.
    let place: Int
  }

  private static let endSignature: UInt32 = 0x0605_4b50
  private static let zip64Signature: UInt32 = 0x0706_4b50
  private static let entrySignature: UInt32 = 0x0201_4b50
  /// Without their names and comments.
  private static let (endSize, entrySize, zip64Size) = (22, 46, 20)
  private static let largestComment = 0xffff
  /// A list of 65,535 files with long names is far smaller.
  static let largest = 64 << 20

  private let data: ByteRange
  private let end: Int
  /// The size of the list in bytes, as the archive has it.
  let size: Int
  /// Where the archive says that the list begins.
  let offset: Int
  /// True for the format of large archives, whose numbers stand elsewhere.
  let isZip64: Bool

  /// Where the list begins in the bytes; negative if its size is wrong.
  var start: Int { end - size }

  /// Nil if the bytes do not end with a zip archive.
  public init?(endOf data: ByteRange) {
    guard let end = Self.endRecord(of: data) else { return nil }
    let tail = data.bytes(from: end)
    (self.data, self.end) = (data, end)
    (size, offset) = (Int(tail.uint32(at: 12)), Int(tail.uint32(at: 16)))
    isZip64 =
      end >= Self.zip64Size
      && data.bytes(from: end - Self.zip64Size).uint32(at: 0) == Self.zip64Signature
  }

  /// Every file, in the order of the list; nil for a list that is damaged, or in the format of large
  /// archives.
  public var entries: [Entry]? {
    guard !isZip64, start >= 0, size <= Self.largest else { return nil }
    let bytes = data.bytes(from: start)
    var entries: [Entry] = []
    var place = 0
    while place < size {
      guard place + Self.entrySize <= size, bytes.uint32(at: place) == Self.entrySignature else {
        return nil
      }
      let lengths = [28, 30, 32].map { Int(bytes.uint16(at: place + $0)) }
      let name = start + place + Self.entrySize
      entries.append(
        Entry(
          name: RawText(bytes: data.part(name..<name + lengths[0])),
          byteCount: Int(bytes.uint32(at: place + 24)), place: place))
      place += Self.entrySize + lengths.reduce(0, +)
    }
    return place == size ? entries : nil
  }

  /// Where the record stands that ends an archive: its comment reaches the end of the bytes.
  private static func endRecord(of data: ByteRange) -> Int? {
    let first = max(0, data.count - endSize - largestComment)
    let tail = data.bytes(from: first)
    guard tail.count >= endSize else { return nil }
    return (0...tail.count - endSize).last { at in
      tail.uint32(at: at) == endSignature
        && at + endSize + Int(tail.uint16(at: at + 20)) == tail.count
    }.map { first + $0 }
  }
}

extension ByteRange {
  fileprivate func bytes(from start: Int) -> Scalars<UInt8> {
    part(start..<count).scalars(of: UInt8.self)
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// The two bytes at a position as a little-endian number.
  func uint16(at place: Int) -> UInt16 { UInt16(self[place]) | UInt16(self[place + 1]) << 8 }

  /// The four bytes at a position as a little-endian number.
  func uint32(at place: Int) -> UInt32 {
    UInt32(uint16(at: place)) | UInt32(uint16(at: place + 2)) << 16
  }
}
