public import Auditing
internal import Glibc
internal import MemoryPlanning
internal import ModelFormat
public import Targeting

/// Makes records of models, one after the other.
public struct ModelExaminer {
  /// The result for a model.
  public enum Answer: Sendable {
    /// The model is unchanged, so its record is known.
    case unchanged
    /// Its record.
    case record(BatchRecord)
  }

  /// What records depend on.
  public let versions: BatchVersions
  private let audit: Audit
  private let targets: [TargetProfile]
  private let readsWeights: Bool
  private let largest: Int
  private let ranges: RangesFolder?
  private let writer: RecordWriter
  private var source = ModelSource()

  /// An examiner with the rules of an audit, which also reports what targets support, and skips models of
  /// more than `largest` bytes.
  ///
  /// - Parameter ranges: where to look for what the tensors of each model held on data.
  public init(
    _ audit: Audit, targets: [TargetProfile] = [], versions: BatchVersions, largest: Int = .max,
    ranges: RangesFolder? = nil
  ) {
    self.ranges = ranges
    self.audit = audit
    self.targets = targets
    self.versions = versions
    self.largest = largest
    writer = RecordWriter(versions: versions)
    // Ranges are found by the SHA-256 of all bytes.
    readsWeights = ranges != nil || audit.rules.contains { $0.info.readsWeights }
  }

  /// Examines a model.
  ///
  /// - Parameter known: the SHA-256 of the model in an existing record.
  public mutating func examine(_ item: BatchItem, known: String?) throws -> Answer {
    var byteCount: Int?
    do {
      if let failure = item.failure { throw failure }
      let file = try open(item, &byteCount)
      let model = Model(file: file)
      let sha256 = ModelIdentity.sha256(of: model, ofWeights: readsWeights)
      try file.checkUnchanged()
      if sha256 == known { return .unchanged }
      let ranges = try ranges?.ranges(of: item, sha256: sha256)
      let facts = audit.context(of: model, ranges: ranges)
      let result = audit.run(facts, path: item.displayPath)
      let record = try writer.record(
        item, sha256: sha256, byteCount: file.byteCount, result, facts,
        MemoryTotals(facts.memoryUse),
        targets.map { Placement(of: model, on: $0) })
      try file.checkUnchanged()
      return .record(record)
    } catch let error as Diagnostic {
      return .record(try writer.record(item, byteCount: byteCount, BatchFailure(error)))
    } catch let failure as BatchFailure {
      return .record(try writer.record(item, byteCount: byteCount, failure))
    }
  }

  private mutating func open(_ item: BatchItem, _ byteCount: inout Int?) throws -> ModelFile {
    guard let member = item.member else {
      let status: FileStatus
      do throws(SystemError) {
        status = try FileStatus(of: item.path)
      } catch {
        throw BatchFailure(error)
      }
      // A pipe would make us wait for a writer.
      guard [.file, .folder].contains(status.kind) else { throw BatchFailure.notAFile }
      byteCount = status.size
      try check(status.size)
      return try source.open(item.path.isStandardInput ? item.inThisFolder : item, for: extent)
    }
    byteCount = member.byteCount
    try check(member.byteCount)
    return try source.open(item, for: extent)
  }

  private var extent: ModelFile.Extent { readsWeights ? .everything : .tables }

  private func check(_ byteCount: Int) throws(BatchFailure) {
    guard byteCount <= largest else { throw .tooLarge(byteCount, allowed: largest) }
  }
}

extension BatchItem {
  /// `-` is a file's name here, not standard input.
  fileprivate var inThisFolder: BatchItem {
    BatchItem(id: id, path: FilePath(bytes: Array("./".utf8) + path.bytes), tags: tags)
  }
}
