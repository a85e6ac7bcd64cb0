// The only way in: once a file is open, its tables can be walked, and every index in them refers to
// something.
extension ModelFile {
  /// Opens and verifies the file at `path`; `-` reads standard input.
  ///
  /// A file that is named as C source is, and is no model itself, is read as such: the model is the
  /// array in it.
  ///
  /// - Parameter array: the name of the array, for any file that is no model itself; without a name,
  ///   the first array of bytes in a file that is named as C source is.
  /// - Throws: what is wrong with the file, where, and what to do about it.
  public static func open(
    _ path: FilePath, for extent: Extent = .tables, array: String? = nil
  ) throws(Diagnostic) -> ModelFile {
    let storage = try FileReader.read(path, extent)
    guard array != nil || CArray.isSource(path), storage.count > 0, !FileKind.isModel(storage)
    else { return try ModelFile(storage: storage) }
    return try ModelFile(source: storage, array: array)
  }

  /// The model that an array in C source holds.
  private convenience init(source: Storage, array name: String?) throws(Diagnostic) {
    let array: CArray
    do throws(Diagnostic) {
      array = try CArray(in: source.bytes(from: 0, count: source.count), named: name)
    } catch {
      throw source.wasCut ? .cutWhileReading(count: source.count) : error
    }
    do throws(Diagnostic) {
      try self.init(storage: Storage(copying: array.bytes, from: source.identity))
    } catch {
      throw error.inside("array '\(array.name.escapedForDisplay)'")
    }
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
  /// - Parameter source: the file that the bytes are made from, which is then never written over.
  /// - Throws: what `fill` throws; else a `Diagnostic`, what is wrong with the model.
  public static func make(
    count: Int, from source: FilePath? = nil,
    _ fill: (UnsafeMutableRawBufferPointer) throws -> Void
  ) throws -> ModelFile {
    let storage = Storage(
      room: count, from: source.flatMap { try? FileStatus(of: $0).identity })
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
