public import ModelFormat

/// A model as somebody names it on a command line: a file, standard input, a member of an archive
/// (`app.apk!assets/m.tflite`), a section of a container (`lm.litertlm!tf_lite_prefill_decode`) or
/// an array in C source (`model.cc!g_model`).
public struct NamedModel: Sendable {
  /// The path as it was named or found; with `!` and the member's name for a member.
  public let path: FilePath
  private let item: BatchItem
  private let array: String?
  /// Why it is no model, if that is known already.
  private let failure: Diagnostic?

  private init(_ item: BatchItem, array: String?, failure: Diagnostic? = nil) {
    path = item.displayPath
    (self.item, self.array, self.failure) = (item, array, failure)
  }

  /// What the path names: a file, or all models that a folder and those in it, an archive or a
  /// container hold, or that a shell pattern fits.
  ///
  /// A folder without models gives the folder itself, which cannot be opened.
  ///
  /// - Parameter array: the name of the array in C source.
  public static func all(
    at path: FilePath, array: String? = nil
  ) -> (models: [NamedModel], isSeveral: Bool) {
    let itself = BatchItem(path: path)
    guard !path.isStandardInput else { return ([NamedModel(itself, array: array)], false) }
    var discovery = Discovery(isRecursive: true)
    try? discovery.add(path)
    let found = discovery.found()
    let isSeveral = found.count > 1 || found.first.map { $0.displayPath != path } ?? false
    guard !found.isEmpty else {
      return ([NamedModel(itself, array: array, failure: .noModelsInFolder())], false)
    }
    if found.count == 1, !isSeveral, PathPattern.isUnmatched(path) {
      return ([NamedModel(itself, array: array, failure: .noMatch())], false)
    }
    return (found.map { NamedModel(named(array, in: $0), array: array) }, isSeveral)
  }

  /// The item with the name of its array, if it is C source, so that a command that is offered for
  /// the path reads the same array.
  private static func named(_ array: String?, in item: BatchItem) -> BatchItem {
    guard let array, item.member == nil, CArray.isSource(item.path),
      let member = try? ModelArchive(item.path).members(named: Array(array.utf8)).first
    else { return item }
    return BatchItem(path: item.path, member: member)
  }

  /// The one model that the path names; where it names several, `open` says which.
  ///
  /// - Parameter array: the name of the array in C source.
  public static func one(at path: FilePath, array: String? = nil) -> NamedModel {
    let models = all(at: path, array: array).models
    guard models.count != 1 else { return models[0] }
    return NamedModel(
      BatchItem(path: path), array: array, failure: .severalModels(models.map(\.path)))
  }

  /// The file that holds this model and nothing else; nil for a member, a section, an array, and
  /// standard input.
  public var wholeFile: FilePath? {
    guard item.member == nil, !path.isStandardInput, array == nil, !CArray.isSource(path) else {
      return nil
    }
    return path
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
    if let failure { throw failure }
    // Any reason other than a missing file is about the archive.
    if let failure = item.failure, path.bytes.contains(UInt8(ascii: "!")) { throw failure }
    var source = ModelSource()
    do {
      return try source.open(item, for: .tables, array: array)
    } catch let error as Diagnostic {
      // What is wrong with an archive says more than that it is one.
      if error.code == .notAModel, let failure = item.failure { throw failure }
      throw error
    }
  }
}
