public import ModelFormat

/// A model as somebody names it on a command line: a file, standard input, or a member of an
/// archive (`app.apk!assets/m.tflite`).
public struct NamedModel: Sendable {
  /// The path as it was named or found; with `!` and the member's name for a member.
  public let path: FilePath
  private let item: BatchItem?

  /// The file at a path, or a member of an archive if there is no such file.
  public init(_ path: FilePath) {
    self.path = path
    let isMember = path.bytes.contains(UInt8(ascii: "!"))
    item = isMember ? Self.found(at: path).first { $0.displayPath == path } : nil
  }

  private init(_ item: BatchItem) { (path, self.item) = (item.displayPath, item) }

  /// What the path names: a file, or all models that a folder and those in it, or an archive, hold.
  ///
  /// A folder without models gives the folder itself, which cannot be opened.
  public static func all(at path: FilePath) -> (models: [NamedModel], isSeveral: Bool) {
    guard !path.isStandardInput else { return ([NamedModel(path)], false) }
    let found = found(at: path)
    let isSeveral = found.count > 1 || found.first.map { $0.displayPath != path } ?? false
    return (found.isEmpty ? [NamedModel(path)] : found.map(NamedModel.init), isSeveral)
  }

  private static func found(at path: FilePath) -> [BatchItem] {
    var discovery = Discovery(isRecursive: true)
    try? discovery.add(path)
    return discovery.found()
  }

  /// Opens the model.
  ///
  /// - Throws: what is wrong with the file, the archive or its member, about this path.
  public func open() throws(Diagnostic) -> ModelFile {
    do {
      return try opened()
    } catch let failure as BatchFailure {
      throw Diagnostic(failure).about(path)
    } catch let error as Diagnostic {
      throw error.about(path)
    } catch {
      throw Diagnostic(BatchFailure(.unreadable, "not-readable", "\(error)")).about(path)
    }
  }

  private func opened() throws -> ModelFile {
    guard let item, let member = item.member else {
      let failure = item?.failure
      // Any reason other than a missing file is about the archive.
      if let failure, path.bytes.contains(UInt8(ascii: "!")) { throw failure }
      do throws(Diagnostic) {
        return try ModelFile.open(path)
      } catch {
        // What is wrong with an archive says more than that it is one.
        if error.code == .notAModel, let failure { throw failure }
        throw error
      }
    }
    switch member.storage {
    case .inPlace(let offset):
      return try ModelFile.open(item.path, at: offset, count: member.byteCount, for: .tables)
    case .packed:
      let archive = try ZipReader(item.path)
      try archive.checkSize(of: member)
      return try ModelFile.make(count: member.byteCount) { try archive.read(member, into: $0) }
    }
  }
}
