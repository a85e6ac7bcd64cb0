/// A model that can be changed: its tables as values, its weights left where they are.
public struct EditableModel: Sendable {
  /// What to do with fields and union members that are newer than the schema.
  public enum UnknownFields: Sendable {
    /// Refuse the model: what they mean could be lost.
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
  /// Where fields newer than the schema were left out, as `subgraphs[0].tensors[5] field 14`.
  public let dropped: [String]

  /// The tables of a verified file as values.
  ///
  /// Cost: the tables, in memory; data is not read.
  ///
  /// - Throws: `unknown-fields`, naming their places, unless they are to be dropped; what is
  ///   wrong with the signatures.
  public init(
    _ file: ModelFile, unknownFields: UnknownFields = .refuse
  ) throws(Diagnostic) {
    // Positions move along with the tensors, and these lead nowhere.
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

  /// How large a file may become when everything in it that overlaps is written apart.
  static func largestSize(from file: ModelFile) -> Int {
    2 * min(file.byteCount, 1 << 60) + (16 << 20)
  }

  /// The bytes of all data, of which what several buffers share whole counts once.
  private static func dataCount(_ root: Editable<Model>) -> Int {
    struct Part: Hashable { let offset, count: Int }
    var parts: Set<Part> = []
    var total = 0
    for buffer in root.buffers ?? [] {
      for case .source(let range)? in [buffer.data, buffer.outside] {
        guard parts.insert(Part(offset: range.offset, count: range.count)).inserted else {
          continue
        }
        // Each part is in the file, so that the sum of as many as a file can name fits.
        total += range.count
      }
    }
    return total
  }

  /// How many operators all subgraphs have together.
  public var operatorCount: Int {
    (root.subgraphs ?? []).reduce(0) { $0 + ($1.operators?.count ?? 0) }
  }
}
