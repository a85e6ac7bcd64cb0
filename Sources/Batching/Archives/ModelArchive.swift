internal import Glibc
internal import ModelFormat

/// A file that holds models: a zip archive (`.zip`, `.apk`, `.task`), a LiteRT-LM container
/// (`.litertlm`), or C source.
enum ModelArchive {
  case zip(ZipReader)
  case container(LiteRTLMFile)
  case source(byteCount: Int)

  /// What a file is, by its first bytes; a name decides only whether it is C source.
  init(_ path: FilePath) throws(BatchFailure) {
    if LiteRTLMFile.isContainer(head: Folder.head(of: path, count: 8)) {
      do throws(Diagnostic) {
        self = .container(try LiteRTLMFile(path))
      } catch {
        throw BatchFailure(error)
      }
    } else if CArray.isSource(path) {
      do throws(SystemError) {
        self = .source(byteCount: try FileStatus(of: path).size)
      } catch {
        throw BatchFailure(error)
      }
    } else {
      self = .zip(try ZipReader(path))
    }
  }

  /// Its models, and those that cannot be read.
  func members(
    _ names: NameSelection
  ) throws(BatchFailure) -> (members: [ArchiveMember], failures: [([UInt8], BatchFailure)]) {
    switch self {
    case .zip(let reader): return try reader.members(names)
    case .container(let file): return (Self.models(of: file).filter(names.includesSection), [])
    case .source: return ([], [])
    }
  }

  /// The members with a name; those that a shell pattern names, if no name is the same.
  func members(named name: [UInt8]) throws(BatchFailure) -> [ArchiveMember] {
    switch self {
    case .zip(let reader): return try reader.members(named: name)
    case .container(let file):
      let models = Self.models(of: file)
      if let model = models.first(where: { $0.name == name }) { return [model] }
      let text = String(decoding: name, as: UTF8.self)
      if let index = try Self.index(named: text, in: file) {
        // It keeps the name that was typed.
        return models.filter { $0.listOffset == index }.map {
          ArchiveMember(
            name: name, listOffset: index, byteCount: $0.byteCount, storage: $0.storage)
        }
      }
      let matches = models.filter { PathPattern.matches($0.name, name) }
      guard matches.isEmpty else { return matches }
      throw .noSuchSection(text, among: models.map { String(decoding: $0.name, as: UTF8.self) })
    case .source(let byteCount):
      // Its values are read when it is opened.
      return [
        ArchiveMember(name: name, listOffset: 0, byteCount: byteCount, storage: .array)
      ]
    }
  }

  /// Why a file without models has none.
  var noModels: BatchFailure {
    switch self {
    case .container(let file):
      let kinds = file.sections.map(\.kind.name).joined(separator: ", ")
      let found = file.sections.isEmpty ? "no sections" : "only sections of other kinds: \(kinds)"
      return BatchFailure(
        .skipped, "no-models-in-archive", "the container has \(found)",
        fix: "Check that this is the right file.")
    case .zip, .source:
      return BatchFailure(
        .skipped, "no-models-in-archive", "the archive contains no model",
        fix: """
          Check that this is the right file; a file in an archive is a model if its name is *.tflite or *.lite, or if it is \
          *.bin or without an extension and begins as a model does.
          """)
    }
  }

  /// The models of a container, by what they are for where that tells them apart, else by the names
  /// under which LiteRT-LM's own tool unpacks them.
  private static func models(of file: LiteRTLMFile) -> [ArchiveMember] {
    let models = file.models
    let count = Dictionary(grouping: models.compactMap(\.modelType)) { $0 }.mapValues(\.count)
    var names = models.map { model in
      model.modelType.flatMap { count[$0] == 1 ? $0 : nil } ?? model.fileName
    }
    if Set(names).count < names.count { names = models.map(\.fileName) }
    return Swift.zip(models, names).map { model, name in
      ArchiveMember(
        name: Array(name.utf8), listOffset: model.index, byteCount: model.range.count,
        storage: .inPlace(offset: model.range.lowerBound))
    }
  }

  /// The section that a number, or the name of the unpacked file, stands for.
  private static func index(
    named name: String, in file: LiteRTLMFile
  ) throws(BatchFailure) -> Int? {
    if let model = file.models.first(where: { $0.fileName == name }) { return model.index }
    guard let index = Int(name), let section = file.sections.first(where: { $0.index == index })
    else { return nil }
    guard section.kind == .model else {
      throw .notAModelSection(index, holds: section.kind.name)
    }
    return index
  }
}
