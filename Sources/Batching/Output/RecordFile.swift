private import Digests
public import ModelFormat
internal import SQLite

/// A file of records, one per line (NDJSON), that a later run resumes.
public final class RecordFile: RecordSink {
  private let path: FilePath
  private let file: AppendableFile
  private let isRegular: Bool
  /// The SHA-256 of each existing line, by id.
  private var lines: [String: SHA256Digest] = [:]
  /// Whether a model has two lines.
  private var hasOldLines = false

  /// Opens or creates a file to append to; a partial last line is removed.
  ///
  /// - Throws: if it cannot be written, or holds something else than records.
  public init(_ path: FilePath) throws(Diagnostic) {
    self.path = path
    do throws(SystemError) {
      file = try AppendableFile(path)
    } catch {
      throw Diagnostic.recordsNotWritable(path, error)
    }
    let status = try? FileStatus(of: file.descriptor)
    // A pipe or a terminal has nothing to resume.
    isRegular = status?.kind == .file
    guard let status, isRegular else { return }
    guard file.lock() else {
      throw Diagnostic.recordsNotWritable(path, "another process writes to it")
    }
    try checkBeginning(status.size)
    try cutTornLine(status.size)
  }

  /// The existing records of these versions.
  public func known(_ versions: BatchVersions) throws(Diagnostic) -> [String: KnownRecord] {
    var known: [String: KnownRecord] = [:]
    guard isRegular else { return known }
    do {
      let reader = try RecordReader(Database())
      try forEachLine { line in
        guard let (id, record) = try reader.read(line, versions) else {
          // Not one of our records: it is left unchanged.
          return
        }
        if lines.updateValue(SHA256.hash(line), forKey: id) != nil { hasOldLines = true }
        known[id] = record
      }
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw Diagnostic.recordsNotReadable(path, error)
    }
    return known
  }

  /// Appends records; one that exists already, byte for byte, is not repeated.
  public func write(_ records: [FinishedRecord]) throws {
    var bytes: [UInt8] = []
    for finished in records {
      let json = finished.record.json
      let old = lines[finished.item.id]
      if old != nil && old == SHA256.hash(json) { continue }
      if old != nil { hasOldLines = true }
      bytes += json
      bytes.append(0x0a)
    }
    try write(bytes, to: file.descriptor)
  }

  /// Leaves one line for each model: if some have changed, the file is replaced by one without the old lines.
  public func finish() throws {
    guard hasOldLines else { return }
    var last: [String: Int] = [:]
    var ids: [String?] = []
    let reader = try RecordReader(Database())
    try forEachLine { line in
      let id = try reader.id(of: line)
      if let id { last[id] = ids.count }
      ids.append(id)
    }
    // Links are followed, so that a link stays a link.
    let target = path.resolved
    let new: TemporaryFile
    do throws(SystemError) {
      new = try TemporaryFile(beside: target)
    } catch {
      throw Diagnostic.recordsNotWritable(path, error)
    }
    let descriptor = new.descriptor
    var number = 0
    try forEachLine { line in
      defer { number += 1 }
      if let id = ids[number], last[id] != number { return }
      try write(line + [0x0a], to: descriptor)
    }
    do throws(SystemError) {
      try new.sync()
      try new.publish(as: target, replacing: true)
    } catch {
      throw Diagnostic.recordsNotWritable(path, error)
    }
  }

  /// A file that does not begin as a record does is the user's own, and stays as it is.
  private func checkBeginning(_ byteCount: Int) throws(Diagnostic) {
    let expected = Array(RecordWriter.beginning.utf8.prefix(byteCount))
    var found = [UInt8](repeating: 0, count: expected.count)
    let descriptor = file.descriptor
    let count = found.withUnsafeMutableBytes {
      try? SystemCall.read(descriptor, at: 0, into: $0)
    }
    guard count == expected.count else {
      throw Diagnostic.recordsNotWritable(path, SystemError())
    }
    guard found == expected else { throw Diagnostic.notRecords(path) }
  }

  private func cutTornLine(_ byteCount: Int) throws(Diagnostic) {
    var end = byteCount
    let descriptor = file.descriptor
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while end > 0 {
      let start = max(0, end - piece.count)
      let count = piece.withUnsafeMutableBytes { piece in
        try? SystemCall.read(
          descriptor, at: start,
          into: UnsafeMutableRawBufferPointer(rebasing: piece[..<(end - start)]))
      }
      guard let count, count == end - start else {
        throw Diagnostic.recordsNotWritable(path, SystemError())
      }
      if let feed = piece[..<count].lastIndex(of: 0x0a) {
        end = start + feed + 1
        break
      }
      end = start
    }
    guard end < byteCount else { return }
    do throws(SystemError) {
      try file.truncate(to: end)
    } catch {
      throw Diagnostic.recordsNotWritable(path, error)
    }
  }

  private func forEachLine(_ body: ([UInt8]) throws -> Void) throws {
    do {
      try OpenFile(path).forEachLine(body)
    } catch let error as SystemError {
      throw Diagnostic.recordsNotWritable(path, error)
    }
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws(Diagnostic) {
    do throws(SystemError) {
      try SystemCall.write(bytes, to: descriptor)
    } catch {
      throw .recordsNotWritable(path, error)
    }
  }
}
