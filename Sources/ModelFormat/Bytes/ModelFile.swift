internal import CFlatBuffers

/// The bytes of a model file, verified once, and kept at one address as long as a view exists.
///
/// The cost of opening depends on the tables, not on the size of the weights: only the pages of a file over 1
/// MiB that hold tables are read, unless every byte is needed (`Extent`).
public final class ModelFile: Sendable {
  let storage: Storage
  /// Facts about parts that tables share.
  let memo: FileMemo
  /// The end of the furthest object that the tables refer to, found by the verification.
  let furthestTableByte: UInt64
  /// The first field newer than the schema, as `subgraphs[0].tensors[5] field 14`; nil if there is
  /// none.
  public let newerField: String?
  /// What is wrong with the model's signatures, which then read as empty; nil if they are sound.
  ///
  /// Written once, before anyone else has the file.
  public nonisolated(unsafe) internal(set) var signatureProblem: Diagnostic?
  /// Where the bytes are.
  ///
  /// In a paged file, the bytes of the tables were read by the verification and do not change.
  nonisolated(unsafe) let start: UnsafePointer<UInt8>?
  /// How many bytes there are.
  let end: UInt64
  /// Where the root table is.
  let root: UInt64

  /// How much of a file will be read.
  ///
  /// This changes how the bytes are brought into memory, never what can be read.
  public enum Extent: Sendable {
    /// The tables, and some of the data.
    case tables
    /// Every byte: a model of up to 16 MiB is read at once.
    case everything
  }

  /// What a file is about, by which its tables are verified.
  enum Content {
    /// A model.
    case model
    /// What TFLite Metadata says of a model.
    case metadata

    fileprivate var root: Int32 {
      switch self {
      case .model: cfb_root_table()
      case .metadata: cfb_metadata_root_table()
      }
    }
  }

  /// Verifies the tables of a file, and not yet the indices in them: `init(storage:)` does both.
  init(tablesOf storage: Storage, _ content: Content = .model) throws(Diagnostic) {
    self.storage = storage
    memo = FileMemo(byteCount: storage.count)
    (start, end) = (storage.buffer.bytes, storage.buffer.count)
    do throws(Diagnostic) {
      switch content {
      case .model: try FileKind.check(storage)
      case .metadata: try FileKind.checkMetadata(storage)
      }
      (furthestTableByte, newerField) = try Self.walk(storage, content)
      root = cfb_root(storage.buffer.bytes, storage.buffer.count).at
    } catch {
      // A file that was truncated in the meantime reads as zeros; report that, not what the zeros look like.
      throw storage.wasCut ? .cutWhileReading(count: storage.count) : error
    }
  }

  /// The size of the file in bytes.
  public var byteCount: Int { storage.count }

  /// The bytes of a range, cut off at the end of the file.
  public func bytes(in range: Range<Int>) -> ByteRange {
    let inside = range.clamped(to: 0..<byteCount)
    return ByteRange(file: self, offset: inside.lowerBound, count: inside.count)
  }

  /// Throws if the file has become shorter since it was opened, so that values read since then may be zeros.
  ///
  /// Call this before you rely on what you have read; it costs one system call.
  public func checkUnchanged() throws(Diagnostic) {
    guard !storage.wasCut else { throw .cutWhileReading(count: storage.count) }
  }

  /// The same, in a failure that names the file.
  public func checkUnchanged(as name: FilePath) throws(Diagnostic) {
    do { try checkUnchanged() } catch { throw error.about(name) }
  }

  /// Walks every table once; after this, reading a field cannot leave the file.
  private static func walk(
    _ storage: Storage, _ content: Content
  ) throws(Diagnostic) -> (furthest: UInt64, newer: String?) {
    let walk = cfb_verify(storage.buffer, content.root)
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
    default:
      throw .malformedTable(
        part(walk.verdict), found: walk.found, allowed: walk.allowed, at: place)
    }
  }

  /// What of a table is wrong.
  private static func part(_ verdict: cfb_verdict) -> String {
    switch verdict {
    case CFB_BAD_VTABLE_OFFSET: "a table's offset to its vtable"
    case CFB_BAD_VTABLE_SIZE: "the size of a vtable"
    case CFB_BAD_TABLE_SIZE: "the size of a table"
    case CFB_BAD_FIELD_OFFSET: "the offset of a field in its table"
    default: "the end of a field in its table"
    }
  }

  private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
