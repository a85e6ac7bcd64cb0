internal import Glibc

/// A LiteRT-LM container (`.litertlm`): the models, tokenizers and settings of a language model,
/// each in a section of one file.
///
/// Only its header is read; a section is opened where it lies. Source: LiteRT-LM 0.18,
/// `schema/core/litertlm_header_schema.fbs` and `litert_lm_builder/litertlm_core.py`.
public struct LiteRTLMFile: Sendable {
  /// One part of the file.
  public struct Section: Sendable, Hashable {
    /// Its position in the header, from 0.
    public let index: Int
    /// What it holds.
    public let kind: Kind
    /// What the model is for, such as `tf_lite_prefill_decode`; nil if the header does not say.
    public let modelType: String?
    /// Where its bytes are in the file.
    public let range: Range<Int>

    /// The name under which LiteRT-LM's own tool unpacks a model.
    ///
    /// Source: `litert_lm_builder/litertlm_peek.py`, `_get_tflite_model_filename`.
    public var fileName: String {
      "Section\(index)_\(kind.name)\(modelType.map { "_\($0)" } ?? "").tflite"
    }
  }

  /// What a section holds (schema: `AnySectionDataType`).
  public struct Kind: RawRepresentable, Hashable, Sendable {
    /// The number in the file.
    public let rawValue: UInt8

    /// A kind by its number.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A TensorFlow Lite model.
    public static let model = Self(rawValue: 3)

    private static let names = [
      "NONE", "GenericBinaryData", "Deprecated", "TFLiteModel", "SP_Tokenizer", "LlmMetadataProto",
      "HF_Tokenizer_Zlib", "TFLiteWeights", "EmbeddingMetadataProto", "ExecutorMetadataProto",
      "TtsMetadataProto", "AsrMetadataProto",
    ]

    /// The name in the schema; `UNKNOWN(40)` for a kind that is newer.
    public var name: String {
      Int(rawValue) < Self.names.count ? Self.names[Int(rawValue)] : "UNKNOWN(\(rawValue))"
    }
  }

  /// All sections, in the order of the header.
  public let sections: [Section]

  /// The models among the sections.
  public var models: [Section] { sections.filter { $0.kind == .model } }

  /// The first bytes of every container.
  static let magic = Array("LITERTLM".utf8)

  /// Whether a file begins as a container does.
  public static func isContainer(head: [UInt8]) -> Bool { head.starts(with: magic) }

  /// Reads the header of the container at a path.
  ///
  /// - Throws: why the file cannot be read; `container-malformed` if its header cannot be right.
  public init(_ path: FilePath) throws(Diagnostic) {
    let (header, size): ([UInt8], Int)
    do throws(SystemError) {
      let file = try OpenFile(path, waits: false)
      size = try FileStatus(of: file.descriptor).size
      header = try Self.header(file, size)
    } catch {
      throw .notReadable(error.words)
    }
    try self.init(header: header, fileSize: size)
  }

  /// - Parameter header: the beginning of the file, up to the end of its header or further.
  init(header: [UInt8], fileSize: Int) throws(Diagnostic) {
    guard header.count >= Self.prefixSize else {
      throw .container("the file ends at byte \(fileSize)", "a header has at least 32 bytes")
    }
    let major = header.number(at: Self.versionOffset, size: 4)
    guard major == Self.version else {
      throw .container("the format has version \(major)", "version \(Self.version) can be read")
    }
    let end = header.number(at: Self.headerEndOffset, size: 8)
    let last = UInt64(min(fileSize, Self.largestHeader))
    guard end >= Self.prefixSize, end <= last else {
      throw .container("the header ends at byte \(end)", "it must end at byte 32 to \(last)")
    }
    guard end <= UInt64(header.count) else { throw .cutWhileReading(count: fileSize) }
    sections = try Self.sections(
      HeaderTable.root(of: Array(header[Self.prefixSize..<Int(end)])), headerEnd: end,
      fileSize: UInt64(fileSize))
  }

  // Where the version, the end of the header and its tables are. Source: `litertlm_core.py`.
  private static let (versionOffset, headerEndOffset, prefixSize) = (8, 24, 32)
  private static let version: UInt64 = 1
  /// Real headers have some kilobytes.
  private static let largestHeader = 16 << 20
  /// Real containers have a dozen of each.
  private static let (mostSections, mostItems) = (1024, 256)
  /// Schema: `VData.StringValue`.
  private static let stringType: UInt8 = 9

  /// The bytes up to the end of the header, if they are as many as a header can have.
  private static func header(_ file: borrowing OpenFile, _ size: Int) throws(SystemError) -> [UInt8]
  {
    let prefix = try file.bytes(at: 0, count: min(size, prefixSize))
    guard prefix.count == prefixSize else { return prefix }
    let end = prefix.number(at: headerEndOffset, size: 8)
    guard end <= UInt64(min(size, largestHeader)) else { return prefix }
    return try file.bytes(at: 0, count: max(prefixSize, Int(end)))
  }

  private static func sections(
    _ root: HeaderTable, headerEnd: UInt64, fileSize: UInt64
  ) throws(Diagnostic) -> [Section] {
    // Schema: `LiteRTLMMetaData.section_metadata`, `SectionMetadata.objects`.
    let objects = try root.table(1)?.tables(0, atMost: mostSections) ?? []
    var sections: [Section] = []
    for (index, object) in objects.enumerated() {
      // Schema: `SectionObject`: items, begin_offset, end_offset, data_type.
      let (begin, end) = (try object.uint64(1), try object.uint64(2))
      guard begin <= end, end <= fileSize, begin >= headerEnd || begin == end else {
        throw .container(
          "section \(index) is at bytes \(begin) to \(end)",
          "sections must lie between the header, which ends at byte \(headerEnd), and the end of "
            + "the file, at byte \(fileSize)")
      }
      sections.append(
        Section(
          index: index, kind: Kind(rawValue: try object.uint8(3)),
          modelType: try modelType(of: object), range: Int(begin)..<Int(end)))
    }
    try checkOverlap(sections)
    return sections
  }

  /// Small sections that share their bytes could stand for any amount of models.
  private static func checkOverlap(_ sections: [Section]) throws(Diagnostic) {
    let sorted = sections.filter { !$0.range.isEmpty }
      .sorted { ($0.range.lowerBound, $0.index) < ($1.range.lowerBound, $1.index) }
    for (one, next) in zip(sorted, sorted.dropFirst())
    where next.range.lowerBound < one.range.upperBound {
      let (a, b) = (min(one.index, next.index), max(one.index, next.index))
      throw .container("sections \(a) and \(b) use the same bytes", "sections must not overlap")
    }
  }

  /// The text under the key `model_type`.
  private static func modelType(of section: HeaderTable) throws(Diagnostic) -> String? {
    // Schema: `KeyValuePair`: key, value_type, value; `StringValue`: value.
    for item in try section.tables(0, atMost: mostItems) {
      guard try item.text(0) == "model_type", try item.uint8(1) == stringType else { continue }
      let text = try item.table(2)?.text(0) ?? ""
      return text.isEmpty ? nil : text
    }
    return nil
  }
}

extension OpenFile {
  /// The bytes at an offset; fewer if the file ends first.
  fileprivate func bytes(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    let descriptor = descriptor
    var bytes = [UInt8](repeating: 0, count: count)
    let outcome = bytes.withUnsafeMutableBytes { room in
      Result { () throws(SystemError) in
        try SystemCall.read(descriptor, at: offset, into: room)
      }
    }
    return Array(bytes.prefix(try outcome.get()))
  }
}
