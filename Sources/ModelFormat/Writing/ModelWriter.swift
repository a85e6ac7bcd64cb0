/// Writes an edited model: its tables anew, its data streamed from where it lies.
///
/// The same model gives the same bytes. Memory is that of the tables, whatever the data weighs.
public struct ModelWriter: Sendable {
  private let layout: ModelLayout

  /// Decides where everything will stand.
  ///
  /// Data keeps to its side, inside or outside the tables; where the inside would pass 2 GiB, all
  /// data goes outside.
  ///
  /// - Throws: `tables-too-large` if the tables alone pass 2 GiB; `zip-not-movable` where an
  ///   archive follows the model that cannot be adjusted to its new place.
  public init(_ model: EditableModel) throws(Diagnostic) { layout = try ModelLayout(model) }

  init(_ layout: ModelLayout) { self.layout = layout }

  /// The size of the file to be.
  public var byteCount: Int { layout.byteCount }

  /// The file that would be written, verified, without writing it.
  ///
  /// - Throws: what it could not be opened for.
  public func opened() throws(Diagnostic) -> ModelFile { try ModelFile(laidOut: layout) }

  /// Writes the file.
  ///
  /// Before it stands under its name, it is opened and verified like any other.
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
}
