import TestSupport

@testable import ModelFormat

/// The bytes of a LiteRT-LM container, whose header flatc writes.
struct ContainerBytes {
  /// Source: `litert_lm_builder/litertlm_header_schema_py_generated.py` of litert-lm-builder 0.18.1.
  private static let schema = """
    table UInt8 { value: ubyte; }
    table Int8 { value: byte; }
    table UInt16 { value: ushort; }
    table Int16 { value: short; }
    table UInt32 { value: uint; }
    table Int32 { value: int; }
    table Float32 { value: float; }
    table Bool { value: bool; }
    table StringValue { value: string; }
    table UInt64 { value: ulong; }
    table Int64 { value: long; }
    table Double { value: double; }
    union VData { UInt8, Int8, UInt16, Int16, UInt32, Int32, Float32, Bool, StringValue, UInt64,
      Int64, Double }
    table KeyValuePair { key: string; value: VData; }
    table SystemMetadata { entries: [KeyValuePair]; }
    table SectionObject { items: [KeyValuePair]; begin_offset: ulong; end_offset: ulong;
      data_type: ubyte; }
    table SectionMetadata { objects: [SectionObject]; }
    table LiteRTLMMetaData { system_metadata: SystemMetadata; section_metadata: SectionMetadata; }
    root_type LiteRTLMMetaData;
    """

  var major: UInt32 = 1
  /// Where the header says that it ends; nil for where it does.
  var headerEnd: UInt64?
  var fileSize = 100_000
  private let tables: [UInt8]

  /// - Parameter sections: each as flatc's JSON, without its braces.
  init(sections: [String]) throws {
    let objects = sections.map { "{\($0)}" }.joined(separator: ", ")
    tables = try Flatc.bytes("{section_metadata: {objects: [\(objects)]}}", schema: Self.schema)
  }

  /// A section with this place and kind, and what its model is for.
  static func section(_ begin: Int, _ end: Int, kind: Int = 3, type: String? = nil) -> String {
    let items = type.map {
      #"items: [{key: "other", value_type: Int32, value: {value: 7}}, "#
        + #"{key: "model_type", value_type: StringValue, value: {value: "\#($0)"}}], "#
    }
    return "\(items ?? "")begin_offset: \(begin), end_offset: \(end), data_type: \(kind)"
  }

  /// The beginning of the file.
  var header: [UInt8] {
    var bytes = FlatBufferBytes()
    for byte in "LITERTLM".utf8 { bytes.append(byte) }
    for number in [major, 7, 0, 0] { bytes.append(number) }
    bytes.append(headerEnd ?? UInt64(32 + tables.count))
    return bytes.bytes + tables
  }

  func read() throws(Diagnostic) -> LiteRTLMFile {
    try LiteRTLMFile(header: header, fileSize: fileSize)
  }
}
