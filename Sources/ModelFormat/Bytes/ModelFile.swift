internal import CFlatBuffers

/// The bytes of a model file, verified once, kept at one address until the last view is gone.
///
/// Opening costs what the tables cost, whatever the weights weigh: of a file past 1 MiB only the
/// pages that hold tables are read, unless every byte is wanted (`Extent`).
public final class ModelFile: Sendable {
  let storage: Storage
  /// What was found out about parts that tables share.
  let memo: FileMemo
  /// What the walk at the door found: the end of the furthest thing that the tables reach.
  let furthestTableByte: UInt64
  /// The first field newer than the schema, as `subgraphs[0].tensors[5] field 14`; nil if there is
  /// none.
  public let newerField: String?
  /// What is wrong with the model's signatures, which are then read as none; nil if they are
  /// sound.
  ///
  /// Written once, before anybody else has the file.
  public nonisolated(unsafe) internal(set) var signatureProblem: Diagnostic?
  /// Where the bytes are.
  ///
  /// Of a file that is paged, those of the tables are there since the walk, and stay as they were.
  nonisolated(unsafe) let start: UnsafePointer<UInt8>?
  /// How many bytes there are.
  let end: UInt64
  /// Where the root table is.
  let root: UInt64

  /// How much of a file is going to be read.
  ///
  /// It changes how the bytes come into memory, never what can be read.
  public enum Extent: Sendable {
    /// The tables, and data here and there.
    case tables
    /// Every byte: a model of up to 16 MiB is read at once.
    case everything
  }

  /// Verifies the tables of a file, and not yet the indices in them: `init(storage:)` does both.
  init(tablesOf storage: Storage) throws(Diagnostic) {
    self.storage = storage
    memo = FileMemo(byteCount: storage.count)
    (start, end) = (storage.buffer.bytes, storage.buffer.count)
    do throws(Diagnostic) {
      try FileKind.check(storage)
      (furthestTableByte, newerField) = try Self.walk(storage)
      root = cfb_root(storage.buffer.bytes, storage.buffer.count).at
    } catch {
      // A file that was cut meanwhile reads as zeros: what they look like is not what is wrong.
      throw storage.wasCut ? .cutWhileReading(count: storage.count) : error
    }
  }

  /// The size of the file in bytes.
  public var byteCount: Int { storage.count }

  /// The bytes from `range.lowerBound` on, as many of them as the file has.
  public func bytes(in range: Range<Int>) -> ByteRange {
    let inside = range.clamped(to: 0..<byteCount)
    return ByteRange(file: self, offset: inside.lowerBound, count: inside.count)
  }

  /// Throws when the file has become shorter since it was opened, so that values read since then
  /// may be zeros.
  ///
  /// Ask before you rely on what you have read; it costs one system call.
  public func checkUnchanged() throws(Diagnostic) {
    guard !storage.wasCut else { throw .cutWhileReading(count: storage.count) }
  }

  /// Walks every table once; past this, reading a field cannot leave the file.
  private static func walk(
    _ storage: Storage
  ) throws(Diagnostic) -> (furthest: UInt64, newer: String?) {
    let walk = cfb_verify(storage.buffer)
    let path = withUnsafeBytes(of: walk.path, text)
    let place = Place(path.isEmpty ? [] : [path], byte: walk.offset)
    let count = UInt64(storage.count)
    switch walk.verdict {
    case CFB_SOUND:
      let newer = withUnsafeBytes(of: walk.newer_path, text)
      return (
        walk.furthest,
        walk.has_newer == 0 ? nil : (newer.isEmpty ? "" : newer + " ") + "field \(walk.newer_field)"
      )
    case CFB_PAST_END where walk.allowed == count:
      throw .truncated(end: walk.found, count: count, at: place)
    case CFB_PAST_END: throw .tableBeyondReach(end: walk.found, allowed: walk.allowed, at: place)
    case CFB_BAD_OFFSET: throw .offsetOutOfRange(walk.found, allowed: walk.allowed, at: place)
    case CFB_MISALIGNED: throw .misaligned(size: walk.allowed, at: place)
    case CFB_UNTERMINATED: throw .unterminatedString(found: walk.found, at: place)
    case CFB_UNFOLDS: throw .unfoldsTooFar(allowed: walk.allowed, at: place)
    default: throw .malformedTable(found: walk.found, allowed: walk.allowed, at: place)
    }
  }

  private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
