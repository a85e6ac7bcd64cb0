/// A model that can be changed: its tables are values, its weights stay where they are.
public struct EditableModel: Sendable {
  /// How to handle fields and union members that are newer than the schema.
  public enum UnknownFields: Sendable {
    /// Reject the model: what they mean could be lost.
    case refuse
    /// Leave them out.
    case drop
  }

  /// The file that the model was read from, which still holds its data.
  public let source: ModelFile
  /// The schema's table `Model`, with everything in it.
  public var root: Editable<Model>
  /// The bytes after the flatbuffer, such as an appended zip archive; usually none.
  public let trailing: ByteRange
  /// The fields newer than the schema that were left out, as `subgraphs[0].tensors[5] field 14`.
  public let dropped: [String]

  /// The tables of a verified file as values.
  ///
  /// Cost: the tables, in memory; data is not read.
  ///
  /// - Throws: `unknown-fields` with their places, unless they are dropped; what is wrong with the
  ///   signatures.
  public init(
    _ file: ModelFile, unknownFields: UnknownFields = .refuse
  ) throws(Diagnostic) {
    // Indices change along with the tensors, and these refer to nothing.
    if let problem = file.signatureProblem { throw problem }
    var reader = EditableTableReader()
    let root = Editable<Model>(untyped: reader.read(Record(root: file)))
    guard unknownFields == .drop || reader.unknown.isEmpty else {
      throw .unknownFields(reader.unknown)
    }
    let size = reader.byteCount + Self.dataCount(root)
    guard size <= Self.largestSize(from: file) else {
      throw .wouldGrow(size, from: file.byteCount)
    }
    source = file
    self.root = root
    dropped = reader.unknown
    let trailingCount = Model(file: file).trailingByteCount
    trailing = ByteRange(
      file: file, offset: file.byteCount - trailingCount, count: trailingCount)
  }

  /// The largest possible size of the written file, if everything that overlaps is written separately.
  static func largestSize(from file: ModelFile) -> Int {
    2 * min(file.byteCount, 1 << 60) + (16 << 20)
  }

  /// The size of all data in bytes; data that several buffers share counts once.
  private static func dataCount(_ root: Editable<Model>) -> Int {
    struct Part: Hashable { let offset, count: Int }
    var parts: Set<Part> = []
    var total = 0
    for buffer in root.buffers ?? [] {
      for case .source(let range)? in [buffer.data, buffer.outside] {
        guard parts.insert(Part(offset: range.offset, count: range.count)).inserted else {
          continue
        }
        // Each part is inside the file, so the sum of as many as a file can list fits.
        total += range.count
      }
    }
    return total
  }

  /// The number of operators in all subgraphs.
  public var operatorCount: Int {
    (root.subgraphs ?? []).reduce(0) { $0 + ($1.operators?.count ?? 0) }
  }
}
