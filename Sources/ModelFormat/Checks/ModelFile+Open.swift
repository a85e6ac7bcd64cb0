// The only way in: once a file is open, its tables can be walked, and every index in them refers to
// something.
extension ModelFile {
  /// Opens and verifies the file at `path`; `-` reads standard input.
  ///
  /// - Throws: a `Diagnostic` with what is wrong with the file, where, and what to do about it.
  public static func open(
    _ path: FilePath, for extent: Extent = .tables
  ) throws(Diagnostic) -> ModelFile {
    try ModelFile(storage: FileReader.read(path, extent))
  }

  /// Opens and verifies the `count` bytes at `offset` of the file at `path`: a model that is stored
  /// uncompressed in an archive.
  ///
  /// This costs the same as opening a file; nothing is copied.
  ///
  /// - Throws: like `open`; `truncated` if the file ends before the bytes do.
  public static func open(
    _ path: FilePath, at offset: Int, count: Int, for extent: Extent = .tables
  ) throws(Diagnostic) -> ModelFile {
    try ModelFile(storage: FileReader.read(path, at: offset, count: count, extent))
  }

  /// Verifies a model in memory.
  ///
  /// The bytes are copied.
  public convenience init(bytes: [UInt8]) throws(Diagnostic) {
    try self.init(storage: Storage(copying: bytes))
  }

  /// Verifies a model of `count` bytes that `fill` writes in place, without a copy.
  ///
  /// The buffer that `fill` gets is valid only inside it; what it does not write is 0.
  ///
  /// - Precondition: `count` is not negative.
  /// - Throws: what `fill` throws, or a `Diagnostic` with what is wrong with the model.
  public static func make(
    count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws -> Void
  ) throws -> ModelFile {
    let storage = Storage(room: count)
    guard storage.count == count else { throw Diagnostic.notReadable("not enough memory") }
    try storage.fill(fill)
    return try ModelFile(storage: storage)
  }

  convenience init(storage: Storage) throws(Diagnostic) {
    try self.init(tablesOf: storage)
    do throws(Diagnostic) {
      signatureProblem = try IndexCheck.run(Model(file: self))
    } catch {
      // As for the tables: report the truncation, not the zeros.
      throw storage.wasCut ? .cutWhileReading(count: storage.count) : error
    }
    try checkUnchanged()
  }
}
