/// A whole model: its subgraphs, operator codes, and the data that they share.
///
/// A view is a file and an offset: making one copies nothing, and it stays valid for as long as
/// you hold it. Schema: table `Model`.
public struct Model: Sendable {
  let table: Table

  /// The field numbers of the schema's table, in the schema's order.
  enum Field: UInt16, CaseIterable {
    case version, operatorCodes, subgraphs, description, buffers, metadataBuffer, metadata
    case signatureDefs, externalBufferGroups, externalBuffers
  }

  /// The model in a verified file.
  public init(file: ModelFile) { table = .root(of: file) }

  /// The file that the model is read from.
  public var file: ModelFile { table.file }

  /// The version of the schema that the file says it follows; readers expect 3.
  public var version: UInt32 { table.uint32(Field.version, default: 0) }

  /// What the exporter wrote about the model; nil if it wrote nothing.
  public var description: RawText? { table.text(Field.description) }

  /// The operators that the model uses, each with its version.
  public var operatorCodes: Views<OperatorCode> { Views(table.tables(Field.operatorCodes)) }

  /// The graphs of the model; a run without a signature starts at the first.
  public var subgraphs: Views<Subgraph> {
    Views(table.tables(Field.subgraphs)) { table, index in Subgraph(table: table, index: index) }
  }

  /// The data of the model's constants; the first is empty and stands for "no data".
  public var buffers: Views<Buffer> { Views(table.tables(Field.buffers)) }

  /// Buffers with a name, for the tools that put them there.
  public var metadata: Views<Metadata> { Views(table.tables(Field.metadata)) }

  /// Buffers that are metadata, as files before `metadata` listed them.
  public var metadataBuffers: Scalars<Int32>? { table.scalars(Field.metadataBuffer) }

  /// The named entry points; empty if an index in one of them refers to nothing.
  public var signatures: Views<Signature> {
    Views(file.signatureProblem == nil ? table.tables(Field.signatureDefs) : nil)
  }

  /// The named entry points as the file has them, sound or not.
  var storedSignatures: Views<Signature> { Views(table.tables(Field.signatureDefs)) }

  /// Data that lies in other files.
  public var externalBuffers: Views<ExternalBuffer> {
    Views(table.tables(Field.externalBuffers))
  }

  /// How many files of external data the model refers to.
  public var externalBufferGroupCount: Int {
    table.tables(Field.externalBufferGroups)?.count ?? 0
  }

  /// The buffer at an index, or nil for the "no data" buffer of a model that has no buffers.
  public func buffer(_ index: BufferIndex) -> Buffer? {
    let all = buffers
    return index.position < all.count ? all[index.position] : nil
  }
}

extension Model {
  /// The number of bytes after the tables and the data outside them, such as an appended zip archive, without
  /// zeros that pad to 16.
  public var trailingByteCount: Int {
    var furthest = file.furthestTableByte
    for buffer in buffers {
      if let range = buffer.outside { furthest = max(furthest, range.offset + range.size) }
    }
    for subgraph in subgraphs {
      for op in subgraph.operators {
        if let range = op.largeCustomOptions { furthest = max(furthest, range.offset + range.size) }
      }
    }
    let end = Int(furthest)
    let boundary = (end + 15) / 16 * 16
    let padding = file.storage.bytes(from: end, count: boundary - end).prefix { $0 == 0 }.count
    return max(0, file.byteCount - end - padding)
  }
}
