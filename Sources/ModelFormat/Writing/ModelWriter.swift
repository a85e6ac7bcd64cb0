/// Writes an edited model: tables are laid out anew, data is streamed from where it is.
///
/// The same model gives the same bytes. Memory use depends on the tables, not on the size of the data.
public struct ModelWriter: Sendable {
  private let layout: ModelLayout

  /// Decides the position of everything.
  ///
  /// Data stays inside or outside the tables, as it was; if the inside would exceed 2 GiB, all data goes
  /// outside.
  ///
  /// - Throws: `tables-too-large` if the tables alone exceed 2 GiB; `zip-not-movable` if an archive after the
  ///   model cannot be adjusted to its new position.
  public init(_ model: EditableModel) throws(Diagnostic) { layout = try ModelLayout(model) }

  init(_ layout: ModelLayout) { self.layout = layout }

  /// The size of the file in bytes.
  public var byteCount: Int { layout.byteCount }

  /// The file that would be written, verified, without writing it.
  ///
  /// - Throws: why it could not be opened.
  public func opened() throws(Diagnostic) -> ModelFile { try ModelFile(laidOut: layout) }

  /// Writes the file.
  ///
  /// Before it gets its name, it is opened and verified like any other file.
  public func write(to output: OutputFile) throws(Diagnostic) {
    try output.write(check: { (path) throws(Diagnostic) in _ = try ModelFile.open(path) }) {
      (sink) throws(Diagnostic) in
      for piece in layout.pieces {
        switch piece {
        case .bytes(let bytes): try sink.write(bytes)
        case .zeros(let count): try sink.write(repeatElement(0, count: count))
        case .data(let data): try sink.write(data)
        }
      }
    }
  }

  /// Writes C source with the model as an array of bytes, and its length as `<name>_len`.
  ///
  /// Before it stands under its name, it is read back, and compared with the model.
  ///
  /// - Precondition: `CArray.isIdentifier(name)`.
  public func write(asCArray name: String, to output: OutputFile) throws(Diagnostic) {
    let model = try opened()
    let source = CArraySource(name: name, model: model)
    try output.write(check: { (path) throws(Diagnostic) in
      let back = try ModelFile.open(path, array: name)
      guard source.isSame(as: back) else { throw .notWritable("it does not read back the same") }
    }) { (sink) throws(Diagnostic) in
      try source.write { (text) throws(Diagnostic) in try sink.write(text) }
    }
  }
}
