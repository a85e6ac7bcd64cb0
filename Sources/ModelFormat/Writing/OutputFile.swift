internal import Glibc

/// A file that is written whole or not at all: under its name stands the old one or the new one,
/// never half of it, whatever happens meanwhile.
public struct OutputFile: Sendable {
  /// Where it is to stand.
  public let path: FilePath
  /// The model that is being read, which is never written over.
  let source: ModelFile
  /// Whether another file may stand there already, to be replaced.
  let replacing: Bool

  /// A file to be at `path`, made from `source`.
  ///
  /// - Throws: `output-is-the-model`, `output-exists` or `not-writable` where it could not stand
  ///   there.
  public init(
    _ path: FilePath, from source: ModelFile, replacing: Bool
  ) throws(Diagnostic) {
    // A link is followed to the file that it names.
    self.path = replacing ? path.resolved : path
    (self.source, self.replacing) = (source, replacing)
    if let status = try? FileStatus(of: path) {
      guard status.identity != source.storage.identity else { throw .outputIsTheModel() }
      // Renaming over a device or a folder would end it.
      guard status.kind == .file else { throw .notWritable("it is not a regular file") }
    }
    guard replacing || !path.isTaken else { throw .outputExists() }
  }

  /// Writes what `body` gives, and puts it in place once it is on the disk and `check`, which gets
  /// a path that opens it, is content.
  ///
  /// - Throws: `not-writable` with the system's reason, `interrupted`, `cut-while-reading` where
  ///   the model became shorter meanwhile, and what `body` and `check` throw. Nothing is left then.
  public func write(
    check: (FilePath) throws(Diagnostic) -> Void = { _ throws(Diagnostic) in },
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
    try source.checkUnchanged()
    guard !interrupts.isWaiting else { throw .interrupted() }
    do throws(SystemError) {
      try file.publish(as: path, replacing: replacing)
    } catch {
      throw error.number == EEXIST ? .outputExists() : .notWritable(error)
    }
  }
}
