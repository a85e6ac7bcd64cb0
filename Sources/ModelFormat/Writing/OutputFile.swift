internal import Glibc

/// A file that is written completely or not at all: whatever happens, its name refers to the old file or the
/// new one, never to a partial one.
public struct OutputFile: Sendable {
  /// The path of the file.
  public let path: FilePath
  /// The model that is being read, which is never written over; nil if there is none.
  let source: ModelFile?
  /// Whether an existing file may be replaced.
  let replacing: Bool

  /// The path as the user gave it, by which failures name the file.
  private let name: FilePath

  /// A file for a model at `path`, made from `source`, or from something else than a model.
  ///
  /// - Parameter others: files that the command reads or writes as well, which this one must not replace.
  /// - Throws: `output-is-the-model`, `output-is-in-use`, `output-exists` or `not-writable` if it cannot be written there.
  public init(
    _ path: FilePath, from source: ModelFile?, replacing: Bool, apartFrom others: [FilePath] = []
  ) throws(Diagnostic) {
    (name, self.source, self.replacing) = (path, source, replacing)
    // A link is followed to the file that it names.
    self.path = replacing ? path.resolved : path
    do { try check(apartFrom: others) } catch { throw error.about(path) }
  }

  /// A file for anything but a model, such as a report: it never replaces a model.
  ///
  /// - Throws: as for a model; `output-is-the-model` for any model.
  public init(
    document path: FilePath, from source: ModelFile?, replacing: Bool,
    apartFrom others: [FilePath] = []
  ) throws(Diagnostic) {
    try self.init(path, from: source, replacing: replacing, apartFrom: others)
    guard !path.holdsAModel else { throw Diagnostic.outputIsAModel().about(path) }
  }

  private func check(apartFrom others: [FilePath]) throws(Diagnostic) {
    if let other = others.first(where: { $0.isSameFile(as: name) }) {
      throw .outputIsInUse(other)
    }
    if let status = try? FileStatus(of: name) {
      guard status.identity != source?.storage.identity else { throw .outputIsTheModel() }
      guard status.kind != .folder else { throw .outputIsAFolder() }
      // Renaming over a device would destroy it.
      guard status.kind == .file else { throw .notWritable("it is not a regular file") }
    }
    guard replacing || !name.isTaken else { throw .outputExists() }
    // Asked now, so that a command that writes two files finds out before it writes the first.
    guard access(path.absolute.folder.cString, W_OK) == 0 else {
      throw .notWritable(SystemError())
    }
  }

  /// Writes some bytes.
  ///
  /// - Throws: as for bytes that are written piece by piece.
  public func write(_ bytes: [UInt8]) throws(Diagnostic) {
    try write { sink throws(Diagnostic) in try sink.write(bytes) }
  }

  /// Writes what `body` writes, and gives it its name once it is on disk and `check`, which gets a path that
  /// opens it, has passed.
  ///
  /// - Throws: `not-writable` with the system's reason, `interrupted`, `cut-while-reading` if the model
  ///   became shorter in the meantime, and what `body` and `check` throw. Then no file is left.
  public func write(
    check: (FilePath) throws(Diagnostic) -> Void = { _ throws(Diagnostic) in },
    _ body: (inout FileSink) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    do {
      try publish(check, body)
    } catch {
      // That is said of the model, which only the caller can name.
      throw error.code == .cutWhileReading ? error : error.about(name)
    }
  }

  private func publish(
    _ check: (FilePath) throws(Diagnostic) -> Void,
    _ body: (inout FileSink) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let interrupts = Interrupts.hold()
    defer { interrupts.release() }
    let file: TemporaryFile
    do throws(SystemError) {
      file = try TemporaryFile(beside: path)
    } catch {
      throw .notWritable(error)
    }
    var sink = FileSink(file.descriptor, interrupts)
    try body(&sink)
    try sink.flush()
    do throws(SystemError) {
      try file.sync()
    } catch {
      throw .notWritable(error)
    }
    try check(file.path)
    try source?.checkUnchanged()
    guard !interrupts.isWaiting else { throw .interrupted() }
    do throws(SystemError) {
      try file.publish(as: path, replacing: replacing)
    } catch {
      throw error.number == EEXIST ? .outputExists() : .notWritable(error)
    }
  }
}
